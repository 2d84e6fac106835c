import { dispatchPolicies, openPlan, rankIn } from '@kerbside/planner'
import type { DayRecord } from './day-record.ts'
import type { Call, DynamicDay } from './dynamic-day.ts'
import { LiveDay } from './live-day.ts'

/** Scheduled work is put round so long before its promise begins: time for the drive. */
const leadSeconds = 1200

/**
 * A day without a plan: whatever is due goes to the nearest idle technician who is able, rescues first; with nobody idle it
 * waits for the next who is. Who has nothing to do stays where he is.
 */
export const liveNearestIdle = (day: DynamicDay): DayRecord => {
  const world = new LiveDay(day)
  const dueAt = (call: Call): number =>
    call.kind === 'rescue' ? call.knownAt : Math.max(call.knownAt, call.promise.from - leadSeconds)
  while (!world.isOver) {
    const due = [...world.waiting.values()].map(dueAt).filter((at) => at > world.now)
    const next = Math.min(world.nextEventAt(), ...due)
    if (!Number.isFinite(next)) break
    world.passTo(next)
    const calls = [...world.waiting.values()]
      .filter((call) => dueAt(call) <= world.now)
      .sort((a, b) => a.tier - b.tier || a.promise.until - b.promise.until)
    for (const call of calls) sendNearest(world, call)
  }
  return world.close(0, [])
}

const sendNearest = (world: LiveDay, call: Call): void => {
  const problem = world.problem()
  const alone = { ...problem, jobs: problem.jobs.filter((job) => job.id === call.id) }
  const { candidates } = rankIn(openPlan(alone, { tours: [] }, { without: call.id }), call.id)
  const question = { inDanger: call.inDanger, cover: null, coverageWeight: 0 }
  const order = dispatchPolicies['nearest-idle']({ ...question, problem: alone, jobId: call.id, candidates })
  const first = order
    .map((choice) => world.technicians.find((one) => one.id === choice.technicianId))
    .find((one) => one && world.isIdle(one))
  if (first) world.send(first, call)
}
