import { isMiss, latestArrivalFor, type Timing, timeTour, tourTerms, workSeconds } from './schedule.ts'
import { jobAt, roadSeconds, technicianAt, type World } from './world.ts'

/** One technician's tour in the search, with what insertion tests need at hand. */
export interface TourState {
  sequence: number[]
  timing: Timing
  /** Latest arrival at each stop that keeps all after it; the last is the latest moment to leave for the end. */
  latest: number[]
  cost: number
}

/** A plan in the search: tours by technician, jobs without one, and what all costs. */
export interface State {
  tours: TourState[]
  absent: Set<number>
  cost: number
}

/** Builds a tour's state, or null when the sequence cannot be driven. */
export const tourOf = (world: World, t: number, sequence: readonly number[]): TourState | null => {
  const timed = timeTour(world, t, sequence)
  if (isMiss(timed)) return null
  return {
    sequence: [...sequence],
    timing: timed,
    latest: latestArrivals(world, t, sequence),
    cost: tourTerms(world, t, sequence, timed).total,
  }
}

/** Backward pass (Savelsbergh 1992): how late he may arrive at each stop without breaking a window or the shift. */
const latestArrivals = (world: World, t: number, sequence: readonly number[]): number[] => {
  const technician = technicianAt(world, t)
  const latest = new Array<number>(sequence.length + 1)
  let location = technician.end
  let until = technician.shift.until + technician.maxOvertimeSeconds
  latest[sequence.length] = until
  for (let i = sequence.length - 1; i >= 0; i -= 1) {
    const job = jobAt(world, sequence[i] ?? -1)
    const leg = location === null ? 0 : Math.max(0, roadSeconds(world, job.location, location))
    until = latestArrivalFor(job, until - leg - workSeconds(job, technician))
    latest[i] = until
    location = job.location
  }
  return latest
}

/** The penalty of leaving a job out. */
export const absence = (world: World, job: number): number =>
  world.weights.unplannedByTier[jobAt(world, job).tier]

/** Adds up what a state costs. */
export const stateCost = (world: World, tours: readonly TourState[], absent: ReadonlySet<number>): number => {
  let cost = 0
  for (const tour of tours) cost += tour.cost
  for (const job of absent) cost += absence(world, job)
  return cost
}

/** Replaces a tour and corrects the cost. */
export const putTour = (state: State, t: number, tour: TourState): void => {
  state.cost += tour.cost - (state.tours[t]?.cost ?? 0)
  state.tours[t] = tour
}

export const copyState = (state: State): State => ({
  tours: [...state.tours],
  absent: new Set(state.absent),
  cost: state.cost,
})
