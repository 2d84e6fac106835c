import type { KnownPlan } from '../answer.ts'
import type { Problem, ProblemJob, ProblemTechnician } from '../planning-problem.ts'

export interface FreezeRules {
  /** Jobs that a technician has accepted, or is being asked for. */
  committed: ReadonlySet<string>
  /** An accepted job whose promise begins within so many seconds keeps its place in the order. */
  holdWithinSeconds: number
}

/**
 * What may still change, stop by stop: who drives or works is fixed already (`fixed`). An accepted stop that comes next,
 * or whose promise is near, keeps its technician and its order, its time may move (`held`). Whatever else is accepted
 * keeps its technician (`only`). All other stops are free, at the price of stability.
 */
export const freeze = (problem: Problem, plan: KnownPlan, rules: FreezeRules): Problem => {
  const stopsOf = new Map(plan.tours.map((tour) => [tour.technicianId, tour.stops]))
  const jobOf = new Map(problem.jobs.map((job) => [job.id, job]))
  const owner = new Map<string, string>()
  const technicians = problem.technicians.map((one): ProblemTechnician => {
    const ahead = (stopsOf.get(one.id) ?? [])
      .map((stop) => jobOf.get(stop.jobId))
      .filter((job): job is ProblemJob => job !== undefined && isHis(job, one))
    const committed = ahead.filter((job) => rules.committed.has(job.id))
    for (const job of committed) owner.set(job.id, one.id)
    const held = committed
      .filter((job) => job === ahead[0] || isNear(job, problem.now + rules.holdWithinSeconds))
      .map((job) => job.id)
    // A single job has no order to keep: that it stays his is said by `only`.
    return held.length > 1 ? { ...one, held } : one
  })
  const jobs = problem.jobs.map((job) => {
    const only = owner.get(job.id)
    return only !== undefined && job.only === null ? { ...job, only } : job
  })
  return { ...problem, technicians, jobs }
}

const isHis = (job: ProblemJob, technician: ProblemTechnician): boolean =>
  !technician.fixed.some((stop) => stop.jobId === job.id) && (job.only === null || job.only === technician.id)

const isNear = ({ promise }: ProblemJob, until: number): boolean => promise !== null && promise.from <= until
