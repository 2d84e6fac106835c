import type { TimedStep } from './timed-steps.ts'
import type { AnswerRoute, AnswerStep, AnswerSums, VroomViolation } from './vroom-answer.ts'
import type { VroomPlace, VroomProblem, VroomVehicle } from './vroom-problem.ts'

/** What is broken where, for plan mode; a solved route breaks nothing. */
export interface Broken {
  /** By step. */
  steps: readonly (readonly VroomViolation[])[]
  /** Of the route as a whole, beside those of its steps. */
  route: readonly VroomViolation[]
}

/** Writes a timed route the way VROOM does. */
export const writeRoute = (
  vroom: VroomProblem,
  vehicle: VroomVehicle,
  steps: readonly TimedStep[],
  broken: Broken = { steps: [], route: [] },
): AnswerRoute => {
  const loads = loadsOf(vroom, steps)
  const written = steps.map((step, index) =>
    writeStep(vroom, vehicle, step, loads[index] ?? [], broken.steps[index] ?? []),
  )
  const last = steps.at(-1)
  const tasks = steps.flatMap((step) => (step.task ? [step.task] : []))
  const total = (part: (step: TimedStep) => number): number => steps.reduce((sum, one) => sum + part(one), 0)
  return {
    vehicle: vehicle.id,
    ...(vehicle.description === null ? {} : { description: vehicle.description }),
    cost: Math.round(costOf(vroom, vehicle, steps)),
    setup: total((step) => step.setup),
    // VROOM counts breaks as service.
    service: total((step) => step.service),
    duration: last?.duration ?? 0,
    waiting_time: total((step) => step.waiting),
    priority: tasks.reduce((sum, task) => sum + task.priority, 0),
    ...(knowsDistances(vroom) ? { distance: last?.distance ?? 0 } : {}),
    ...amountsOf(vroom, steps),
    steps: written,
    violations: sumUp([...broken.steps.flat(), ...broken.route]),
  }
}

/** Sums routes up; violations by cause. */
export const sumRoutes = (vroom: VroomProblem, routes: readonly AnswerRoute[]): AnswerSums => {
  const total = (part: (route: AnswerRoute) => number): number =>
    routes.reduce((sum, one) => sum + part(one), 0)
  const amounts = (part: (route: AnswerRoute) => readonly number[] | undefined): number[] =>
    Array.from({ length: vroom.dimensions }, (_, k) => total((route) => part(route)?.[k] ?? 0))
  const delivery = amounts((route) => route.delivery)
  return {
    cost: total((route) => route.cost),
    setup: total((route) => route.setup),
    service: total((route) => route.service),
    duration: total((route) => route.duration),
    waiting_time: total((route) => route.waiting_time),
    priority: total((route) => route.priority),
    ...(knowsDistances(vroom) ? { distance: total((route) => route.distance ?? 0) } : {}),
    ...(vroom.dimensions > 0 ? { delivery, amount: delivery, pickup: amounts((route) => route.pickup) } : {}),
    violations: sumUp(routes.flatMap((route) => route.violations)),
  }
}

/** One violation a cause, their seconds added. */
export const sumUp = (all: readonly VroomViolation[]): VroomViolation[] =>
  [...Map.groupBy(all, (one) => one.cause)].map(([cause, same]) =>
    same[0]?.duration === undefined
      ? { cause }
      : { cause, duration: same.reduce((sum, one) => sum + (one.duration ?? 0), 0) },
  )

/** Where the answer says its place: coordinates and row as the problem gave them. */
export const locationOf = (vroom: VroomProblem, place: VroomPlace | null) => {
  const lonLat = place?.lonLat ?? (place ? vroom.places[place.row] : null)
  return {
    ...(lonLat ? { location: lonLat } : {}),
    ...(place?.indexed ? { location_index: place.row } : {}),
  }
}

const knowsDistances = ({ vehicles, matrices }: VroomProblem): boolean =>
  vehicles.every(({ profile }) => matrices[profile]?.distances)

const writeStep = (
  vroom: VroomProblem,
  vehicle: VroomVehicle,
  step: TimedStep,
  load: readonly number[],
  violations: readonly VroomViolation[],
): AnswerStep => {
  const { task, pause } = step
  const description = task?.description ?? pause?.description ?? null
  const id = task?.id ?? pause?.id
  return {
    type: step.kind,
    ...(id === undefined ? {} : { id }),
    ...(description === null ? {} : { description }),
    ...locationOf(vroom, step.place),
    ...(task ? { job: task.id } : {}),
    setup: step.setup,
    service: step.service,
    waiting_time: step.waiting,
    ...(vehicle.capacity.length > 0 ? { load } : {}),
    arrival: step.arrival,
    duration: step.duration,
    ...(knowsDistances(vroom) ? { distance: step.distance } : {}),
    violations,
  }
}

/** What is aboard after each step: jobs' deliveries from the start on, their pickups to the end, shipments between. */
export const loadsOf = (vroom: VroomProblem, steps: readonly TimedStep[]): number[][] => {
  const amountOf = shipmentAmounts(vroom)
  const load = Array.from({ length: vroom.dimensions }, (_, k) =>
    steps.reduce((sum, { task }) => sum + (task?.kind === 'job' ? (task.delivery[k] ?? 0) : 0), 0),
  )
  return steps.map(({ task }) => {
    load.forEach((aboard, k) => {
      const shipped = task ? (amountOf.get(task.key)?.[k] ?? 0) : 0
      const change = task?.kind === 'job' ? (task.pickup[k] ?? 0) - (task.delivery[k] ?? 0) : shipped
      load[k] = aboard + change
    })
    return [...load]
  })
}

/** What each end of a shipment puts aboard; the delivery takes it off. */
const shipmentAmounts = ({ shipments }: VroomProblem): ReadonlyMap<string, readonly number[]> =>
  new Map(
    shipments.flatMap(({ pickup, delivery, amount }) => [
      [pickup.key, amount] as const,
      [delivery.key, amount.map((one) => -one)] as const,
    ]),
  )

const amountsOf = (vroom: VroomProblem, steps: readonly TimedStep[]) => {
  if (vroom.dimensions === 0) return {}
  const shipped = shipmentAmounts(vroom)
  const sums = (sign: 1 | -1, part: 'delivery' | 'pickup'): number[] =>
    Array.from({ length: vroom.dimensions }, (_, k) =>
      steps.reduce((sum, { task }) => {
        if (!task) return sum
        if (task.kind === 'job') return sum + (task[part][k] ?? 0)
        return sum + Math.max(0, sign * (shipped.get(task.key)?.[k] ?? 0))
      }, 0),
    )
  const delivery = sums(-1, 'delivery')
  return { delivery, amount: delivery, pickup: sums(1, 'pickup') }
}

/** Fixed, travel and task costs of a vehicle in its own units. */
const costOf = (vroom: VroomProblem, vehicle: VroomVehicle, steps: readonly TimedStep[]): number => {
  const { costs } = vehicle
  const matrix = vroom.matrices[vehicle.profile]
  const places = steps.flatMap((step) => (step.place ? [step.place.row] : []))
  const work = steps.reduce((sum, one) => sum + (one.kind === 'break' ? 0 : one.setup + one.service), 0)
  const last = steps.at(-1)
  const travel = matrix?.costs
    ? places
        .slice(1)
        .reduce((sum, row, k) => sum + (matrix.costs?.[(places[k] ?? 0) * matrix.size + row] ?? 0), 0)
    : ((last?.duration ?? 0) * costs.perHour) / 3600 + ((last?.distance ?? 0) * costs.perKm) / 1000
  return costs.fixed + travel + (work * costs.perTaskHour) / 3600
}
