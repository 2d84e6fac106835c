import type { KnownPlan, Reason } from '../answer.ts'
import { jobAt, technicianAt } from '../day/planning-day.ts'
import type { Problem, ProblemJob, Window } from '../planning-problem.ts'
import { reasonsOfUnit } from '../why-not.ts'
import { type OpenPlan, openPlan } from './open-plan.ts'
import {
  brokenBy,
  type Companion,
  cheapestKeeping,
  companionsOf,
  offerOf,
  ownStop,
  type UnitOffer,
  unitOf,
} from './unit-offer.ts'

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
  /** What the plan's cost grows by, the rest of the job's unit included. */
  addedCost: number
  /** This job's own lateness. */
  lateSeconds: number
  /** Promises of other stops on the tours it goes into that would be broken by it and hold now. */
  brokenPromises: number
  /** Where the other job of its pair goes, or with whom he makes a crew; empty for a job by itself. */
  together: readonly Companion[]
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
  const unit = unitOf(open, jobId)
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
    left: day.technicians.flatMap(({ id }, r) =>
      ids.has(id) ? [] : [{ technicianId: id, reasons: reasonsOfUnit(places, r, unit) }],
    ),
  }
}

/** Who could take a job that is in no tour, the cheapest first, and nobody else: what an emergency asks. */
export const candidatesIn = (open: OpenPlan, jobId: string): Candidate[] => {
  const unit = unitOf(open, jobId)
  return open.day.technicians
    .flatMap((_, r) => {
      const offer = offerOf(open, unit, r)
      return offer ? [asCandidate(open, offer, jobId)] : []
    })
    .sort((a, b) => a.addedCost - b.addedCost || a.arriveAt - b.arriveAt)
}

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
  const { day } = open
  const unit = unitOf(open, jobId)
  const node = day.jobIndex.get(jobId) as number
  return windows.flatMap((window): Fit[] =>
    asking(open, node, { ...jobAt(day, node), windows: [window] }, () => {
      const best = cheapestKeeping(open, unit)
      if (!best) return []
      return [{ window, technicianId: technicianAt(day, best.technician).id, addedCost: best.addedCost }]
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

const asCandidate = (open: OpenPlan, offer: UnitOffer, jobId: string): Candidate => {
  const { day, tours } = open
  const { position, beginAt, driveSeconds, metres } = ownStop(open, offer, jobId)
  const { promise } = jobAt(day, day.jobIndex.get(jobId) as number)
  const length = tours.length[offer.technician] as number
  const his = offer.changes.find((one) => one.technician === offer.technician)
  const detourSeconds = Math.max(0, his?.addedDriveSeconds ?? 0)
  const brokenPromises = brokenBy(offer)
  const why: Merit[] = []
  if (length === 0) why.push({ code: 'free_now' })
  else if (detourSeconds < driveSeconds) why.push({ code: 'on_the_way', detourSeconds })
  if (brokenPromises === 0) why.push({ code: 'promises_hold', count: length - position })
  return {
    technicianId: technicianAt(day, offer.technician).id,
    position,
    arriveAt: beginAt,
    beginAt,
    driveSeconds,
    metres,
    detourSeconds,
    addedCost: offer.addedCost,
    lateSeconds: promise ? Math.max(0, beginAt - promise.until) : 0,
    brokenPromises,
    together: companionsOf(open, offer, jobId),
    why,
  }
}
