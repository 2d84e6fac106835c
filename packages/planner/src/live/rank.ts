import type { KnownPlan, Reason } from '../answer.ts'
import { type Day, jobAt, technicianAt } from '../day/planning-day.ts'
import type { Problem, ProblemJob, Window } from '../planning-problem.ts'
import { reasonsOf } from '../why-not.ts'
import { type OpenPlan, openPlan } from './open-plan.ts'

/** What speaks for a candidate. */
export type Merit =
  | { code: 'nearest'; driveSeconds: number }
  | { code: 'free_now' }
  | { code: 'promises_hold'; count: number }
  | { code: 'on_the_way'; detourSeconds: number }

export interface Candidate {
  technicianId: string
  position: number
  arriveAt: number
  beginAt: number
  driveSeconds: number
  metres: number
  /** What his tour's driving grows by. */
  detourSeconds: number
  /** What the plan's cost grows by. */
  addedCost: number
  /** This job's own lateness. */
  lateSeconds: number
  /** Promises of his other stops that would be broken by it and hold now. */
  brokenPromises: number
  why: readonly Merit[]
}

/** Every technician exactly once: able, the cheapest first, or left out with his reasons. */
export interface Ranking {
  candidates: readonly Candidate[]
  left: readonly { technicianId: string; reasons: readonly Reason[] }[]
}

/** Ranks all technicians for one job against the plan as it is, the job itself taken out of it. */
export const rank = (problem: Problem, plan: KnownPlan, jobId: string): Ranking =>
  rankIn(openPlan(problem, plan, { without: jobId }), jobId)

/** The same on a plan that is open already; the job must be in none of its tours. Throws for a job it does not know. */
export const rankIn = (open: OpenPlan, jobId: string): Ranking => {
  const { day, places } = open
  const node = nodeOf(open, jobId)
  const able = candidatesIn(open, jobId)
  const ids = new Set(able.map((one) => one.technicianId))
  const nearest = able.reduce<Candidate | null>(
    (best, one) => (!best || one.driveSeconds < best.driveSeconds ? one : best),
    null,
  )
  return {
    candidates: able.map((one) =>
      one === nearest
        ? { ...one, why: [{ code: 'nearest', driveSeconds: one.driveSeconds }, ...one.why] }
        : one,
    ),
    left: day.technicians.flatMap(({ id }, r) => {
      if (ids.has(id)) return []
      const reasons = reasonsOf(places, r, node)
      return { technicianId: id, reasons: reasons.length > 0 ? reasons : [dearer(day, id, node)] }
    }),
  }
}

/** Who could take a job that is in no tour, the cheapest first, and nobody else: what an emergency asks. */
export const candidatesIn = (open: OpenPlan, jobId: string): Candidate[] => {
  const node = nodeOf(open, jobId)
  return open.day.technicians
    .flatMap((_, r) => candidateOf(open, r, node) ?? [])
    .sort((a, b) => a.addedCost - b.addedCost || a.arriveAt - b.arriveAt)
}

const nodeOf = ({ day }: OpenPlan, jobId: string): number => {
  const node = day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  return node
}

const dearer = (day: Day, technicianId: string, node: number): Reason => ({
  code: 'dearer',
  technicianId,
  addedCost: day.units[day.unitOf[node] ?? -1]?.penalty ?? 0,
})

/** A window that can be kept now, by whom, and what that adds to the plan's cost. */
export interface Fit {
  window: Window
  technicianId: string
  addedCost: number
}

/** Which windows can be kept for a job of the problem that is not in the plan yet, each at its cheapest. */
export const fits = (problem: Problem, plan: KnownPlan, job: ProblemJob, windows: readonly Window[]): Fit[] =>
  fitsIn(openPlan(problem, plan, { without: job.id }), job.id, windows)

/** The same on a plan that is open already. */
export const fitsIn = (open: OpenPlan, jobId: string, windows: readonly Window[]): Fit[] => {
  const { day, places } = open
  const node = day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  const job = jobAt(day, node)
  return windows.flatMap((window): Fit[] =>
    asking(open, node, { ...job, windows: [window] }, () => {
      let best: Fit | null = null
      for (let r = 0; r < day.technicians.length; r += 1) {
        const addedCost = places.single(node, r, best?.addedCost ?? day.units[day.unitOf[node] ?? 0]?.penalty)
        if (places.position < 0 || promisesBroken(open, r, node, places.position) > 0) continue
        best = { window, technicianId: technicianAt(day, r).id, addedCost }
      }
      return best ? [best] : []
    }),
  )
}

/** Asks something of the open plan while a job is another than it is. */
export const asking = <T>({ day }: OpenPlan, node: number, job: ProblemJob, question: () => T): T => {
  const jobs = day.jobs as ProblemJob[]
  const j = day.jobOf[node] as number
  const before = jobs[j] as ProblemJob
  jobs[j] = job
  try {
    return question()
  } finally {
    jobs[j] = before
  }
}

const candidateOf = (open: OpenPlan, r: number, node: number): Candidate | null => {
  const { day, tours, places } = open
  const { walk } = tours
  const addedCost = places.single(node, r)
  const { position } = places
  if (position < 0) return null
  const length = tours.length[r] as number
  const sequence = tours.sequence[r] as Int32Array
  const { broken, driveBefore } = putInThought(open, r, node, position)
  const beginAt = walk.begin[position] as number
  const driveSeconds = walk.leg[position] as number
  const job = jobAt(day, node)
  const technician = technicianAt(day, r)
  const from = position === 0 ? technician.start : jobAt(day, sequence[position - 1] as number).location
  const detourSeconds = Math.max(0, walk.drive - driveBefore)
  const why: Merit[] = []
  if (length === 0) why.push({ code: 'free_now' })
  else if (detourSeconds < driveSeconds) why.push({ code: 'on_the_way', detourSeconds })
  if (broken === 0) why.push({ code: 'promises_hold', count: length - position })
  return {
    technicianId: technician.id,
    position,
    arriveAt: beginAt,
    beginAt,
    driveSeconds,
    metres: from === null ? 0 : (walk.van.metres[r]?.[from * day.problem.matrix.size + job.location] ?? 0),
    detourSeconds,
    addedCost,
    lateSeconds: job.promise ? Math.max(0, beginAt - job.promise.until) : 0,
    brokenPromises: broken,
    why,
  }
}

const withNode = (sequence: Int32Array, length: number, node: number, position: number): Int32Array =>
  Int32Array.from({ length: length + 1 }, (_, i) =>
    i === position ? node : (sequence[i < position ? i : i - 1] as number),
  )

/** How many promises behind a position hold now and would be broken by a node put there. */
export const promisesBroken = (open: OpenPlan, r: number, node: number, position: number): number =>
  putInThought(open, r, node, position).broken

/** Walks a tour as it is and then with a node at a position, where the walk is left standing. */
const putInThought = (
  { day, tours }: OpenPlan,
  r: number,
  node: number,
  position: number,
): { broken: number; driveBefore: number } => {
  const { walk } = tours
  const length = tours.length[r] as number
  const sequence = tours.sequence[r] as Int32Array
  walk.walk(r, sequence, length)
  const driveBefore = walk.drive
  const before = walk.begin.slice(0, length)
  // What stands before the place stays as it was.
  walk.walk(r, withNode(sequence, length, node, position), length + 1, length > 0 ? position : 0)
  let broken = 0
  for (let i = position; i < length; i += 1) {
    const promise = jobAt(day, sequence[i] as number).promise
    if (promise && (before[i] as number) <= promise.until && (walk.begin[i + 1] as number) > promise.until)
      broken += 1
  }
  return { broken, driveBefore }
}
