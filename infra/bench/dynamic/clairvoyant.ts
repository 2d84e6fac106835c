import { check, defaultWeights, type Plan, type Problem, plan } from '@kerbside/planner'
import type { DayRecord } from './day-record.ts'
import { type Call, type DynamicDay, patienceSeconds } from './dynamic-day.ts'

/** A call as a planner is told of it, its work as long as `seconds`. */
export const jobOfCall = (call: Call, seconds: number, only: string | null): Problem['jobs'][number] => ({
  id: call.id,
  location: call.location,
  serviceSeconds: seconds,
  windows: [
    {
      from: Math.max(call.knownAt, call.promise.from),
      until: call.promise.until + patienceSeconds[call.kind],
    },
  ],
  skills: call.skills,
  materials: {},
  tier: call.tier,
  promise: call.promise,
  excluded: [],
  only,
})

/** Nobody's waiting is priced: the yardstick does not, and the bound should be as low as it can be. */
const weights = { ...defaultWeights, waitPerSecondByTier: [0, 0, 0, 0] as const, movedTechnician: 0 }

/**
 * The day planned at dawn by somebody who knows every call and how long its work will take. Only the work itself may not
 * begin before the call comes; he may stand there already. What no policy can reach.
 */
export const planClairvoyant = (day: DynamicDay, progress: () => number): DayRecord => {
  const problem: Problem = {
    now: day.dawn,
    matrix: day.matrix,
    jobs: day.calls.map((call) => jobOfCall(call, call.actualSeconds, null)),
    technicians: day.technicians.map((one) => ({
      ...one,
      stock: {},
      serviceFactor: 1,
      fixed: [],
      maxOvertimeSeconds: 7200,
    })),
  }
  const made: Plan = plan(problem, { seed: 1, progress, weights })
  const violations = check(problem, made)
  if (violations.length > 0) throw new Error(`the clairvoyant plan breaks a rule: ${violations[0]?.says}`)
  return {
    served: made.tours.flatMap((tour) =>
      tour.stops.map(({ jobId, beginAt, endAt }) => ({
        callId: jobId,
        technicianId: tour.technicianId,
        beginAt,
        endAt,
      })),
    ),
    driveSeconds: new Map(made.tours.map((tour) => [tour.technicianId, tour.driveSeconds])),
    homeAt: new Map(made.tours.map((tour) => [tour.technicianId, tour.endAt])),
    promisesMoved: 0,
    disturbances: [],
  }
}
