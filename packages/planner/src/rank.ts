import type { Plan, Reason } from './answer.ts'
import { construct } from './construct.ts'
import { bestInTour } from './insertion.ts'
import type { Problem, ProblemJob, Window } from './planning-problem.ts'
import { requireProblem } from './read-problem.ts'
import { absence, type State, tourOf } from './state.ts'
import { reasonsOf } from './why-not.ts'
import { jobAt, makeWorld, roadMetres, technicianAt, type World } from './world.ts'

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
export const rank = (problem: Problem, plan: Plan, jobId: string): Ranking => {
  requireProblem(problem)
  const { world, state } = present(problem, plan, jobId)
  const j = world.jobIndex.get(jobId)
  if (j === undefined) throw new RangeError(`there is no job ${jobId}`)
  const candidates: Candidate[] = []
  const left: { technicianId: string; reasons: Reason[] }[] = []
  world.technicians.forEach((technician, t) => {
    const candidate = candidateOf(world, state, t, j)
    if (candidate) candidates.push(candidate)
    else left.push({ technicianId: technician.id, reasons: reasonsOf(world, state, t, j) })
  })
  candidates.sort((a, b) => a.addedCost - b.addedCost || a.arriveAt - b.arriveAt)
  const nearest = candidates.reduce<Candidate | null>(
    (best, one) => (!best || one.driveSeconds < best.driveSeconds ? one : best),
    null,
  )
  return {
    candidates: candidates.map((one) =>
      one === nearest
        ? { ...one, why: [{ code: 'nearest', driveSeconds: one.driveSeconds }, ...one.why] }
        : one,
    ),
    left: left.map((one) =>
      one.reasons.length > 0
        ? one
        : {
            ...one,
            reasons: [{ code: 'dearer', technicianId: one.technicianId, addedCost: absence(world, j) }],
          },
    ),
  }
}

/** A window that can be kept now, by whom, and what that adds to the plan's cost. */
export interface Fit {
  window: Window
  technicianId: string
  addedCost: number
}

/** Which windows can be kept for a job of the problem that is not in the plan yet, each at its cheapest. */
export const fits = (problem: Problem, plan: Plan, job: ProblemJob, windows: readonly Window[]): Fit[] => {
  requireProblem(problem)
  const { world, state } = present(problem, plan, job.id)
  const j = world.jobIndex.get(job.id)
  if (j === undefined) throw new RangeError(`there is no job ${job.id}`)
  return windows.flatMap((window): Fit[] => {
    const asked: World = { ...world, jobs: world.jobs.with(j, { ...jobAt(world, j), windows: [window] }) }
    let best: { technicianId: string; addedCost: number } | null = null
    state.tours.forEach((tour, t) => {
      const found = bestInTour(asked, t, tour, j, best?.addedCost ?? absence(world, j))
      if (found && promisesBroken(asked, t, tour.sequence, found.position, j) === 0) {
        best = { technicianId: technicianAt(world, t).id, addedCost: found.added }
      }
    })
    return best ? [{ window, ...(best as { technicianId: string; addedCost: number }) }] : []
  })
}

/**
 * The plan as a state, without the job in question. What is not planned yet is put in where it fits cheapest, for a job
 * booked a moment ago takes room although no plan has seen it.
 */
const present = (problem: Problem, plan: Plan, jobId: string): { world: World; state: State } => {
  const fixed = new Set(
    problem.technicians.flatMap((technician) => technician.fixed.map((stop) => stop.jobId)),
  )
  const tours = plan.tours.map((tour) => ({
    ...tour,
    stops: tour.stops.filter((stop) => stop.jobId !== jobId || fixed.has(jobId)),
  }))
  const world = makeWorld(problem)
  const j = world.jobIndex.get(jobId)
  const others = new Uint8Array(world.may)
  const count = world.technicians.length
  if (j !== undefined && !fixed.has(jobId)) others.fill(0, j * count, (j + 1) * count)
  return { world, state: construct({ ...world, may: others }, { ...plan, tours }) }
}

const candidateOf = (world: World, state: State, t: number, j: number): Candidate | null => {
  const tour = state.tours[t]
  const found = tour && bestInTour(world, t, tour, j)
  if (!tour || !found) return null
  const next = tourOf(world, t, tour.sequence.toSpliced(found.position, 0, j))
  if (!next) return null
  const job = jobAt(world, j)
  const technician = technicianAt(world, t)
  const beginAt = next.timing.begin[found.position] ?? 0
  const driveSeconds = next.timing.legs[found.position] ?? 0
  const from =
    found.position === 0 ? technician.start : jobAt(world, tour.sequence[found.position - 1] ?? -1).location
  const drive = (legs: readonly number[]): number => legs.reduce((sum, leg) => sum + leg, 0)
  const detourSeconds = Math.max(0, drive(next.timing.legs) - drive(tour.timing.legs))
  const brokenPromises = promisesBroken(world, t, tour.sequence, found.position, j)
  const later = tour.sequence.length - found.position
  const why: Merit[] = []
  if (tour.sequence.length === 0) why.push({ code: 'free_now' })
  else if (detourSeconds < driveSeconds) why.push({ code: 'on_the_way', detourSeconds })
  if (brokenPromises === 0) why.push({ code: 'promises_hold', count: later })
  return {
    technicianId: technician.id,
    position: found.position,
    arriveAt: beginAt,
    beginAt,
    driveSeconds,
    metres: roadMetres(world, from, job.location),
    detourSeconds,
    addedCost: found.added,
    lateSeconds: job.promise ? Math.max(0, beginAt - job.promise.until) : 0,
    brokenPromises,
    why,
  }
}

const promisesBroken = (
  world: World,
  t: number,
  sequence: readonly number[],
  position: number,
  j: number,
): number => {
  const [before, after] = [tourOf(world, t, sequence), tourOf(world, t, sequence.toSpliced(position, 0, j))]
  if (!before || !after) return 0
  let broken = 0
  for (let i = position; i < sequence.length; i += 1) {
    const promise = jobAt(world, sequence[i] ?? -1).promise
    if (
      promise &&
      (before.timing.begin[i] ?? 0) <= promise.until &&
      (after.timing.begin[i + 1] ?? 0) > promise.until
    )
      broken += 1
  }
  return broken
}
