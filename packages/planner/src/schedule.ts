import type { ProblemJob, ProblemTechnician, Weights } from './planning-problem.ts'
import { jobAt, roadSeconds, technicianAt, type World } from './world.ts'

/** Why a sequence of stops cannot be driven, and how far it misses. */
export type Miss =
  | { kind: 'unreachable'; at: number }
  | { kind: 'window'; at: number; arrival: number; windowEnds: number }
  | { kind: 'shift'; overtimeSeconds: number }
  | { kind: 'stock'; at: number }

/** When service may begin for an arrival; −1 after the last window. */
export const beginFor = (job: ProblemJob, arrival: number): number => {
  for (const window of job.windows) if (arrival <= window.until) return Math.max(arrival, window.from)
  return -1
}

/** The latest arrival that still lets service begin by `begin`; −1 when no window opens so early. */
export const latestArrivalFor = (job: ProblemJob, begin: number): number => {
  for (let i = job.windows.length - 1; i >= 0; i -= 1) {
    const window = job.windows[i]
    if (window && window.from <= begin) return Math.min(window.until, begin)
  }
  return -1
}

export const workSeconds = (job: ProblemJob, technician: ProblemTechnician): number =>
  Math.round(job.serviceSeconds * technician.serviceFactor)

/** How long after the promise's end service begins. Waiting is done before a leg, so that he arrives when he begins. */
export const lateSeconds = (job: ProblemJob, begin: number): number =>
  job.promise ? Math.max(0, begin - job.promise.until) : 0

/** How long after the promise's start, or the first window's, service begins. */
export const waitSeconds = (job: ProblemJob, begin: number): number =>
  Math.max(0, begin - (job.promise?.from ?? job.windows[0]?.from ?? begin))

/** What it costs that a job begins when it does: lateness and, for what is urgent, waiting. */
export const beginCost = (weights: Weights, job: ProblemJob, begin: number): number =>
  lateSeconds(job, begin) * weights.latePerSecondByTier[job.tier] +
  waitSeconds(job, begin) * weights.waitPerSecondByTier[job.tier]

/** A tour's forward times (Savelsbergh 1992): where he is free and when, stop by stop. Instants in epoch seconds. */
export interface Timing {
  arrive: number[]
  begin: number[]
  free: number[]
  /** Road seconds of the leg before each stop; the last is the leg to the end. */
  legs: number[]
  endAt: number
}

/** Times a sequence of job indices for a technician, or says what it misses. */
export const timeTour = (world: World, t: number, sequence: readonly number[]): Timing | Miss => {
  const technician = technicianAt(world, t)
  const { now } = world.problem
  const timing: Timing = { arrive: [], begin: [], free: [], legs: [], endAt: technician.shift.from }
  let at = technician.start
  let free = technician.shift.from
  for (let i = 0; i < sequence.length; i += 1) {
    const job = jobAt(world, sequence[i] ?? -1)
    const fixed = technician.fixed[i]
    const leg = roadSeconds(world, at, job.location)
    if (leg < 0 && !fixed) return { kind: 'unreachable', at: i }
    const work = workSeconds(job, technician)
    let arrive = free + Math.max(0, leg)
    let begin: number
    if (fixed && fixed.beginAt !== null) {
      arrive = fixed.beginAt
      begin = fixed.beginAt
      free = Math.max(now, begin) + (fixed.remainingSeconds ?? work)
    } else {
      begin = beginFor(job, arrive)
      // Who is on his way already arrives when he arrives; a window that has closed does not turn him back.
      if (begin < 0 && fixed) begin = arrive
      if (begin < 0)
        return { kind: 'window', at: i, arrival: arrive, windowEnds: job.windows.at(-1)?.until ?? 0 }
      free = begin + work
    }
    timing.arrive.push(arrive)
    timing.begin.push(begin)
    timing.free.push(free)
    timing.legs.push(fixed && fixed.beginAt !== null ? 0 : Math.max(0, leg))
    at = job.location
  }
  const back = technician.end === null || sequence.length === 0 ? 0 : roadSeconds(world, at, technician.end)
  if (back < 0 && sequence.length > technician.fixed.length)
    return { kind: 'unreachable', at: sequence.length }
  const home = Math.max(0, back)
  timing.legs.push(home)
  timing.endAt = free + home
  const beyond = timing.endAt - technician.shift.until - technician.maxOvertimeSeconds
  // The fixed head is driven whatever the clock says; only what is added must fit into the shift.
  if (beyond > 0 && sequence.length > technician.fixed.length) {
    return { kind: 'shift', overtimeSeconds: timing.endAt - technician.shift.until }
  }
  return overStock(world, technician, sequence) ?? timing
}

const overStock = (world: World, technician: ProblemTechnician, sequence: readonly number[]): Miss | null => {
  const used = new Map<string, number>()
  for (let i = 0; i < sequence.length; i += 1) {
    for (const [item, amount] of Object.entries(jobAt(world, sequence[i] ?? -1).materials)) {
      const sum = (used.get(item) ?? 0) + amount
      if (sum > (technician.stock[item] ?? 0) && i >= technician.fixed.length) return { kind: 'stock', at: i }
      used.set(item, sum)
    }
  }
  return null
}

export const isMiss = (timed: Timing | Miss): timed is Miss => 'kind' in timed

/** What a timed tour costs: driving, lateness, waiting, overtime and technicians changed, in seconds of driving. */
export const tourTerms = (world: World, t: number, sequence: readonly number[], timing: Timing) => {
  const { weights } = world
  const technician = technicianAt(world, t)
  let late = 0
  let wait = 0
  let moved = 0
  for (let i = 0; i < sequence.length; i += 1) {
    const index = sequence[i] ?? -1
    const job = jobAt(world, index)
    const begin = timing.begin[i] ?? 0
    late += lateSeconds(job, begin) * weights.latePerSecondByTier[job.tier]
    wait += waitSeconds(job, begin) * weights.waitPerSecondByTier[job.tier]
    const before = world.before[index] ?? -1
    if (before >= 0 && before !== t) moved += weights.movedTechnician
  }
  const drive = timing.legs.reduce((sum, leg) => sum + leg, 0)
  const overtime =
    sequence.length > 0 ? Math.max(0, timing.endAt - technician.shift.until) * weights.overtimePerSecond : 0
  return { drive, late, wait, overtime, moved, total: drive + late + wait + overtime + moved }
}

/** The cost of a sequence, or Infinity when it cannot be driven. */
export const tourCost = (world: World, t: number, sequence: readonly number[]): number => {
  const timed = timeTour(world, t, sequence)
  return isMiss(timed) ? Number.POSITIVE_INFINITY : tourTerms(world, t, sequence, timed).total
}
