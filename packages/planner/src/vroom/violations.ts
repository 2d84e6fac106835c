import type { Window } from '../planning-problem.ts'
import type { RouteEvent } from './route-event.ts'
import type { TimedStep } from './timed-steps.ts'
import type { ViolationCause, VroomViolation } from './vroom-answer.ts'
import type { VroomProblem, VroomStep, VroomVehicle } from './vroom-problem.ts'
import { type Broken, loadsOf } from './write-route.ts'

/** A step of a given route: what happens, when it should begin, and what the problem said of it. */
export interface Standing {
  event: RouteEvent
  windows: readonly Window[]
  step: VroomStep | null
}

/** Everything that a given route breaks, at the step where it shows. */
export const brokenBy = (
  vroom: VroomProblem,
  vehicle: VroomVehicle,
  standings: readonly Standing[],
  timed: readonly TimedStep[],
): Broken => {
  const loads = loadsOf(vroom, timed)
  const orders = orderOf(vroom, timed)
  let tasks = 0
  const steps = timed.map((step, index) => {
    tasks += step.task ? 1 : 0
    const load = loads[index] ?? []
    const causes: [ViolationCause, boolean][] = [
      ['load', exceeds(load, vehicle.capacity)],
      ['skills', step.task?.skills.some((skill) => !vehicle.skills.includes(skill)) ?? false],
      ['max_tasks', step.task !== null && tasks > (vehicle.maxTasks ?? Number.POSITIVE_INFINITY)],
      ['max_travel_time', step.duration > (vehicle.maxTravelTime ?? Number.POSITIVE_INFINITY)],
      ['max_distance', step.distance > (vehicle.maxDistance ?? Number.POSITIVE_INFINITY)],
      ['precedence', orders.has(index)],
      ['max_load', step.pause?.maxLoad ? exceeds(load, step.pause.maxLoad) : false],
    ]
    return [
      ...outsideWindows(standings[index]?.windows ?? [], step.beginAt),
      ...causes.flatMap(([cause, broken]) => (broken ? [{ cause }] : [])),
    ]
  })
  const missing = vehicle.breaks.some((one) => !timed.some((step) => step.pause?.id === one.id))
  return { steps, route: missing ? [{ cause: 'missing_break' }] : [] }
}

const exceeds = (load: readonly number[], most: readonly number[]): boolean =>
  load.some((one, k) => one > (most[k] ?? Number.POSITIVE_INFINITY))

const outsideWindows = (windows: readonly Window[], at: number): VroomViolation[] => {
  const misses = windows.map((one): VroomViolation => {
    if (at < one.from) return { cause: 'lead_time', duration: one.from - at }
    return { cause: 'delay', duration: Math.max(0, at - one.until) }
  })
  const [nearest] = misses.toSorted((a, b) => (a.duration ?? 0) - (b.duration ?? 0))
  return nearest && nearest.duration !== 0 ? [nearest] : []
}

/** Steps of shipments whose other end is missing, or stands on the wrong side. */
const orderOf = (vroom: VroomProblem, timed: readonly TimedStep[]): ReadonlySet<number> => {
  const at = new Map(timed.flatMap((step, index) => (step.task ? [[step.task.key, index] as const] : [])))
  return new Set(
    vroom.shipments.flatMap(({ pickup, delivery }) => {
      const [first, second] = [at.get(pickup.key), at.get(delivery.key)]
      if (first === undefined) return second === undefined ? [] : [second]
      if (second === undefined) return [first]
      return second < first ? [first, second] : []
    }),
  )
}
