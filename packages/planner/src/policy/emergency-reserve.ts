import type { KnownPlan } from '../answer.ts'
import type { Problem, ProblemTechnician } from '../planning-problem.ts'
import { meanPace } from '../road-clock.ts'

/**
 * Keeps a share of every shift free of all but rescues: what is sold beyond it is refused (trade practice keeps 10–20 %).
 * What stands in the plan already stays: a tour that has eaten into the reserve is only sold nothing more.
 */
export const withReserve = (
  problem: Problem,
  plan: KnownPlan,
  shareOf: (technician: ProblemTechnician) => number,
): Problem => {
  const stopsOf = new Map(plan.tours.map((tour) => [tour.technicianId, tour.stops]))
  const jobOf = new Map(problem.jobs.map((job) => [job.id, job]))
  return {
    ...problem,
    technicians: problem.technicians.map((one) => {
      const length = one.shift.until - one.shift.from
      const fixed = one.fixed.map((stop) => stop.jobId)
      const planned = (stopsOf.get(one.id) ?? []).map((stop) => stop.jobId)
      const scheduled = [...new Set([...fixed, ...planned])].filter((id) => jobOf.get(id)?.tier !== 0)
      const free = length - busySeconds(problem, one, scheduled, plan)
      return { ...one, reserveSeconds: Math.max(0, Math.min(Math.round(shareOf(one) * length), free)) }
    }),
  }
}

/** Driving, work and breaks of a technician's scheduled stops in their order, the way home included. */
const busySeconds = (
  { matrix, hours, jobs, now }: Problem,
  technician: ProblemTechnician,
  jobIds: readonly string[],
  plan: KnownPlan,
): number => {
  if (jobIds.length === 0) return 0
  let busy = (technician.breaks ?? []).reduce((sum, pause) => sum + pause.seconds, 0)
  let driven = 0
  let at = technician.start
  const way = (to: number | null): number =>
    at === null || to === null ? 0 : Math.max(0, matrix.seconds[at * matrix.size + to] ?? 0)
  const begins = new Map(plan.tours.flatMap((tour) => tour.stops.map((stop) => [stop.jobId, stop] as const)))
  for (const id of jobIds) {
    const job = jobs.find((one) => one.id === id)
    if (!job) continue
    const stop = technician.fixed.find((one) => one.jobId === id)
    const known = begins.get(id)
    const work = Math.max(
      job.serviceSeconds * technician.serviceFactor,
      known ? known.endAt - known.beginAt : 0,
    )
    const begun = stop?.beginAt ?? now
    driven += way(job.location)
    busy += Math.ceil(work + (job.setupSeconds ?? 0)) + Math.max(0, now - begun)
    at = job.location
  }
  const { from, until } = technician.shift
  return busy + Math.round((driven + way(technician.end)) * meanPace(hours, from, until))
}
