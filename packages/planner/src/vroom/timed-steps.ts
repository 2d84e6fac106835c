import type { Tour } from '../answer.ts'
import { packRoute } from './pack-route.ts'
import type { RouteEvent } from './route-event.ts'
import type { StepKind, VroomPlace, VroomVehicle } from './vroom-problem.ts'
import type { PlannerProblem } from './vroom-to-planner.ts'

/** An event as a step: when it is reached, and what was driven until then. */
export interface TimedStep extends RouteEvent {
  arrival: number
  waiting: number
  duration: number
  distance: number
}

/**
 * Lays legs between events, driving as soon as possible: a break on the way splits its leg, what is left is driven
 * behind it. `beginAt` of an `end` is not asked for; it is when it is reached.
 */
export const layLegs = (events: readonly RouteEvent[]): TimedStep[] => {
  let free = events[0]?.beginAt ?? 0
  let driven = 0
  let metres = 0
  let before = 0
  return events.map((event, index) => {
    const leg = event.kind === 'break' ? legAfter(events, index) : event
    const open =
      event.kind === 'break'
        ? Math.min(leg.drive - before, Math.max(0, event.beginAt - free))
        : leg.drive - before
    const drive = index === 0 ? 0 : open
    const arrival = index === 0 ? event.beginAt : free + drive
    const beginAt = event.kind === 'end' ? arrival : Math.max(event.beginAt, arrival)
    before += drive
    const distance = metres + (leg.drive > 0 ? Math.round((leg.metres * before) / leg.drive) : leg.metres)
    if (event.kind !== 'break') {
      before = 0
      metres = distance
    }
    driven += drive
    free = beginAt + event.setup + event.service
    return { ...event, beginAt, arrival, waiting: beginAt - arrival, duration: driven, distance }
  })
}

/** The leg on which a break is taken: that of the next place, or none. */
const legAfter = (events: readonly RouteEvent[], index: number): { drive: number; metres: number } =>
  events.slice(index).find((event) => event.kind !== 'break') ?? { drive: 0, metres: 0 }

/** A planned tour as steps in the problem's own time. */
export const stepsOfTour = (tour: Tour, planner: PlannerProblem): TimedStep[] => {
  const vehicle = planner.vehicles.get(tour.technicianId)
  if (!vehicle) throw new Error(`the plan has a tour of ${tour.technicianId}, who is not in the problem`)
  const shift = planner.horizon.from
  const placed: RouteEvent[] = tour.stops.map((stop) => {
    const task = planner.tasks.get(stop.jobId)
    if (!task) throw new Error(`the plan has ${stop.jobId}, which is not in the problem`)
    const { setupSeconds: setup } = stop
    return {
      ...nothing(task.kind),
      task,
      place: task.place,
      drive: stop.driveSeconds,
      metres: stop.metres,
      beginAt: stop.beginAt + shift,
      setup,
      service: stop.endAt - stop.beginAt - setup,
    }
  })
  placed.push(endOf(vehicle, tour, placed.at(-1)?.place ?? null))
  const pauses = tour.breaks.map(({ position, beginAt, breakId }) => ({
    position,
    event: { ...pauseEvent(vehicle, breakId), beginAt: beginAt + shift },
  }))
  const events = [...placed, null].flatMap((event, index) => [
    ...pauses.filter((one) => one.position === index).map((one) => one.event),
    ...(event ? [event] : []),
  ])
  return layLegs(withStart(vehicle, vehicle.window ? events : packRoute(events, planner)))
}

const nothing = (kind: StepKind): RouteEvent => ({
  kind,
  task: null,
  pause: null,
  place: null,
  drive: 0,
  metres: 0,
  beginAt: 0,
  setup: 0,
  service: 0,
})

/** Who has no end of his own ends where he is. */
const endOf = ({ end }: VroomVehicle, tour: Tour, last: VroomPlace | null): RouteEvent => ({
  ...nothing('end'),
  place: end ?? last,
  drive: tour.driveSeconds - tour.stops.reduce((sum, stop) => sum + stop.driveSeconds, 0),
  metres: tour.metres - tour.stops.reduce((sum, stop) => sum + stop.metres, 0),
})

const pauseEvent = ({ breaks }: VroomVehicle, breakId: string): RouteEvent => {
  const pause = breaks.find((one) => String(one.id) === breakId) ?? null
  return { ...nothing('break'), pause, service: pause?.service ?? 0 }
}

/** Leaves as late as the first thing to do allows; who has no start of his own begins there. */
const withStart = (vehicle: VroomVehicle, events: readonly RouteEvent[]): readonly RouteEvent[] => {
  const first = events.findIndex((event) => event.kind !== 'break')
  const goal = events[first] ?? nothing('end')
  const pauses = events.slice(0, first)
  const paused = pauses.reduce((sum, one) => sum + one.service, 0)
  const beginAt = Math.min(goal.beginAt - goal.drive - paused, ...pauses.map((one) => one.beginAt))
  return [{ ...nothing('start'), place: vehicle.start ?? goal.place, beginAt }, ...events]
}
