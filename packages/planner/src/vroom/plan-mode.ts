import type { Window } from '../planning-problem.ts'
import { chooseTimes, type TimedThing } from './choose-times.ts'
import type { RouteEvent } from './route-event.ts'
import { layLegs } from './timed-steps.ts'
import { brokenBy, type Standing } from './violations.ts'
import type { AnswerRoute, ComputingTimes, Making, VroomAnswer } from './vroom-answer.ts'
import { refuseField, VroomError } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { VroomPlace, VroomProblem, VroomStep, VroomTask, VroomVehicle } from './vroom-problem.ts'
import { allTasks } from './vroom-to-planner.ts'
import { writeRoute } from './write-route.ts'
import { assemble } from './write-vroom.ts'

/**
 * VROOM's plan mode: the routes are those of the vehicles' `steps`, only their times are chosen. Every rule becomes soft
 * and what is broken is reported at its step; the seconds outside windows are the fewest possible. Throws `VroomError`
 * for steps that name nothing, name something twice, or whose hard `service_…` instants cannot be kept.
 */
export const timeSteps = (
  vroom: VroomProblem,
  how: { making: Making; times: ComputingTimes },
): VroomAnswer => {
  const taken = new Set<string>()
  const routes = vroom.vehicles.flatMap((vehicle) =>
    vehicle.steps.length > 0 ? [timeRoute(vroom, vehicle, taken)] : [],
  )
  const left = allTasks(vroom).filter((task) => !taken.has(task.key))
  return {
    ...assemble(vroom, routes, left, how.times),
    kerbside: { ...how.making, cost: null, unassigned: [] },
  }
}

const timeRoute = (vroom: VroomProblem, vehicle: VroomVehicle, taken: Set<string>): AnswerRoute => {
  const standings = standingsOf(vroom, vehicle, taken)
  const times = chooseTimes(thingsOf(standings))
  if (!times)
    return refuseField(`${vehicle.key}.steps`, 'cannot keep the instants they demand', '无法满足指定的时刻')
  const events = standings.map((one, index): RouteEvent => ({ ...one.event, beginAt: times[index] ?? 0 }))
  const timed = layLegs(events)
  return writeRoute(vroom, vehicle, timed, brokenBy(vroom, vehicle, standings, timed))
}

const thingsOf = (standings: readonly Standing[]): TimedThing[] =>
  standings.map(({ event, windows, step }) => ({
    action: event.setup + event.service,
    windows,
    least: Math.max(0, step?.serviceAt ?? 0, step?.serviceAfter ?? 0),
    most: Math.min(
      step?.serviceAt ?? Number.POSITIVE_INFINITY,
      step?.serviceBefore ?? Number.POSITIVE_INFINITY,
    ),
    pause: event.kind === 'break',
    drive: event.drive,
  }))

const whenever: readonly Window[] = [{ from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }]

/** Start, the steps in their order, end; who has no start or end of his own begins at his first task and ends at his last. */
const standingsOf = (vroom: VroomProblem, vehicle: VroomVehicle, taken: Set<string>): Standing[] => {
  requireFew(vroom, vehicle)
  const { start, end, window } = vehicle
  const inner = vehicle.steps.filter((one) => one.kind !== 'start' && one.kind !== 'end')
  const stepOf = (kind: 'start' | 'end'): VroomStep | null =>
    vehicle.steps.find((one) => one.kind === kind) ?? null
  let place = start
  const standings: Standing[] = [
    {
      event: { ...bare, kind: 'start', place: start ?? firstPlace(vroom, inner) },
      windows: window ? [{ from: window.from, until: Number.POSITIVE_INFINITY }] : whenever,
      step: stepOf('start'),
    },
  ]
  for (const step of inner) {
    const event =
      step.kind === 'break' ? breakAt(vehicle, step, taken) : taskAt(vroom, vehicle, step, place, taken)
    place = event.place ?? place
    standings.push({
      event,
      windows: event.task?.windows ?? event.pause?.windows ?? whenever,
      step,
    })
  }
  standings.push({
    event: {
      ...bare,
      kind: 'end',
      place: end ?? place,
      ...leg(vroom, vehicle, place, end, stepOf('end')?.field),
    },
    windows: window ? [{ from: Number.NEGATIVE_INFINITY, until: window.until }] : whenever,
    step: stepOf('end'),
  })
  return standings
}

const firstPlace = (vroom: VroomProblem, steps: readonly VroomStep[]): VroomPlace | null => {
  const [first] = steps.flatMap((step) => allTasks(vroom).filter((task) => isOf(task, step)))
  return first?.place ?? null
}

const isOf = (task: VroomTask, step: VroomStep): boolean => task.kind === step.kind && task.id === step.id

const bare: RouteEvent = {
  kind: 'start',
  task: null,
  pause: null,
  place: null,
  drive: 0,
  metres: 0,
  beginAt: 0,
  setup: 0,
  service: 0,
}

const requireOnce = (key: string, step: VroomStep, taken: Set<string>): void => {
  if (taken.has(key)) refuseField(`${step.field}.id`, `${step.id} comes twice`, `${step.id} 重复`)
  taken.add(key)
}

const unknownStep = (step: VroomStep): never =>
  refuseField(
    `${step.field}.id`,
    `names ${step.kind} ${step.id}, which is not there`,
    `所指 ${step.kind} ${step.id} 不存在`,
  )

const breakAt = (vehicle: VroomVehicle, step: VroomStep, taken: Set<string>): RouteEvent => {
  const pause = vehicle.breaks.find((one) => one.id === step.id) ?? unknownStep(step)
  requireOnce(`${vehicle.key}.break.${pause.id}`, step, taken)
  return { ...bare, kind: 'break', pause, service: pause.service }
}

const taskAt = (
  vroom: VroomProblem,
  vehicle: VroomVehicle,
  step: VroomStep,
  from: VroomPlace | null,
  taken: Set<string>,
): RouteEvent => {
  const task = allTasks(vroom).find((one) => isOf(one, step)) ?? unknownStep(step)
  requireOnce(task.key, step, taken)
  return {
    ...bare,
    kind: task.kind,
    task,
    place: task.place,
    ...leg(vroom, vehicle, from, task.place, step.field),
    setup: from?.row === task.place.row ? 0 : perType(task.setupPerType, vehicle, task.setup),
    service: perType(task.servicePerType, vehicle, task.service),
  }
}

const perType = (table: Readonly<Record<string, number>>, { type }: VroomVehicle, usual: number): number =>
  Object.hasOwn(table, type) ? (table[type] ?? usual) : usual

const leg = (
  { matrices }: VroomProblem,
  vehicle: VroomVehicle,
  from: VroomPlace | null,
  to: VroomPlace | null,
  field = `${vehicle.key}.steps`,
): { drive: number; metres: number } => {
  if (!from || !to) return { drive: 0, metres: 0 }
  const matrix = matrices[vehicle.profile]
  const cell = from.row * (matrix?.size ?? 0) + to.row
  const seconds = matrix?.durations?.[cell] ?? -1
  if (seconds < 0) throw new VroomError(field, { en: 'has no road that leads there', zh: '道路不可达' }, 3)
  return { drive: Math.round(seconds * vehicle.legFactor), metres: matrix?.distances?.[cell] ?? 0 }
}

/** The choice of times looks at every window of the route for every step. */
const requireFew = (vroom: VroomProblem, vehicle: VroomVehicle): void => {
  const tasks = new Map(allTasks(vroom).map((task) => [`${task.kind} ${task.id}`, task]))
  const windows = vehicle.steps.reduce(
    (sum, step) => sum + (tasks.get(`${step.kind} ${step.id}`)?.windows?.length ?? 1),
    0,
  )
  if (windows > vroomLimits.planWindows)
    refuseField(
      `${vehicle.key}.steps`,
      `have ${windows} time windows together; at most ${vroomLimits.planWindows} are timed`,
      `共有 ${windows} 个时间窗，最多 ${vroomLimits.planWindows} 个`,
    )
}
