import type { KnownPlan } from '../answer.ts'
import { jobAt, makeDay } from '../day/planning-day.ts'
import { defaultWeights, type Problem, type ProblemTechnician } from '../planning-problem.ts'
import { layOut } from '../tours/lay-out.ts'

/** A reserve is never more than this of anybody's time: what he must do still gets done. */
const mostShare = 0.8

/**
 * The day as it may be sold to `jobId`: a share of everybody's time is kept for rescues, and not at the end of his shift but
 * all along, as if he drove and worked at so much slower a pace; what fits then has room around it whenever a rescue comes.
 * A promise that the plan would miss at that pace counts as kept where the plan has it: it may only get no later. Whose
 * tour cannot be driven at that pace at all is sold nothing more, and keeps his own.
 */
export const withReserve = (
  problem: Problem,
  plan: KnownPlan,
  jobId: string,
  shareOf: (technician: ProblemTechnician) => number,
): Problem => {
  const slow = { ...problem, technicians: problem.technicians.map((one) => slowed(one, shareOf(one))) }
  const day = makeDay(slow, defaultWeights)
  const tours = layOut(day, plan)
  const usual = layOut(makeDay(problem, defaultWeights), plan)
  const full = new Set<string>()
  const begins = new Map<string, number>()
  slow.technicians.forEach(({ id }, r) => {
    const length = tours.length[r] as number
    if (length < (usual.length[r] as number)) full.add(id)
    const sequence = tours.sequence[r] as Int32Array
    tours.walk.walk(r, sequence, length)
    for (let i = 0; i < length; i += 1)
      begins.set(jobAt(day, sequence[i] as number).id, tours.walk.begin[i] as number)
  })
  return {
    ...slow,
    technicians: slow.technicians.map((one, r) => (full.has(one.id) ? (problem.technicians[r] ?? one) : one)),
    jobs: problem.jobs.map((job) => {
      if (job.id === jobId) return { ...job, excluded: [...job.excluded, ...full] }
      const begin = begins.get(job.id)
      if (!job.promise || begin === undefined || begin <= job.promise.until) return job
      return { ...job, promise: { ...job.promise, until: Math.ceil(begin) } }
    }),
  }
}

const slowed = (technician: ProblemTechnician, share: number): ProblemTechnician => {
  if (share <= 0) return technician
  const pace = 1 / (1 - Math.min(share, mostShare))
  return {
    ...technician,
    serviceFactor: technician.serviceFactor * pace,
    speedFactor: (technician.speedFactor ?? 1) * pace,
  }
}
