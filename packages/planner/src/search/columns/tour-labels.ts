import { seededRandom } from '../../random.ts'
import { never, type ProblemArrays } from '../problem-arrays.ts'

/**
 * Partial tours of one technician, each from his start to the end of work at a job: numbers below `room`. `fresh` is when
 * that work ends with his break still to come, `rested` when it ends with the break behind him, `never` where that cannot
 * be. Jobs are `path[x · longestTour] … path[x · longestTour + size[x] − 1]`.
 */
export interface TourLabels {
  readonly root: number
  readonly room: number
  readonly last: Int32Array
  readonly fresh: Int32Array
  readonly rested: Int32Array
  readonly worth: Float64Array
  readonly driven: Int32Array
  readonly load: Int32Array
  readonly size: Int32Array
  readonly path: Int32Array
  /** Forgets all and begins at technician r's start; a second of his shift is held to be worth `rate`. */
  begin(r: number, rate: number): void
  /**
   * Goes on from label x to job v, if that is not worse than what is known: answers the new label, −1 for none. The
   * caller has found out the times and the worth.
   */
  extend(x: number, v: number, fresh: number, rested: number, worth: number, drive: number): number
}

/** Jobs of the longest tour that is looked for. */
export const longestTour = 16
/** Labels that end at one job in one part of the shift, and parts of a shift. */
const breadth = 3
const parts = 6

/**
 * Label setting with few labels: of those that end with the same job in the same part of the shift only the best stay. One
 * is taken to be worse than another that is worth as much as early, though it may lack other jobs: bounded, not exact.
 */
export const makeTourLabels = (problem: ProblemArrays): TourLabels => {
  const { n, dimensions, demand, shiftFrom, shiftUntil, breakStart, breakSeconds } = problem
  const root = n * parts * breadth
  const room = root + 1
  const last = new Int32Array(room)
  const fresh = new Int32Array(room)
  const rested = new Int32Array(room)
  const worth = new Float64Array(room)
  const score = new Float64Array(room)
  const driven = new Int32Array(room)
  const load = new Int32Array(room * dimensions)
  const size = new Int32Array(room)
  const path = new Int32Array(room * longestTour)
  const sign = new Int32Array(room)
  const held = new Int32Array(n * parts)
  // A set's sign is the sum of its members' (Zobrist 1970).
  const random = seededRandom(n)
  const signOf = Int32Array.from({ length: n }, () => (random() * 2 ** 32) | 0)
  let from = 0
  let part = 1
  let rest = 0
  let rate = 0

  /** Where a label like this belongs among those of its cell; −1 if it is no better than what is there. */
  const placeFor = (
    cell: number,
    set: number,
    done: number,
    doneRested: number,
    value: number,
    merit: number,
  ): number => {
    const count = held[cell] as number
    const begin = cell * breadth
    let worst = -1
    let least = Number.POSITIVE_INFINITY
    for (let x = begin; x < begin + count; x += 1) {
      const other = score[x] as number
      if (sign[x] === set) return other < merit ? x : -1
      const otherWorth = worth[x] as number
      if (otherWorth >= value && (fresh[x] as number) <= done && (rested[x] as number) <= doneRested)
        return -1
      if (otherWorth <= value && (fresh[x] as number) >= done && (rested[x] as number) >= doneRested) return x
      if (other < least) {
        least = other
        worst = x
      }
    }
    if (count < breadth) {
      held[cell] = count + 1
      return begin + count
    }
    return merit > least ? worst : -1
  }

  return {
    root,
    room,
    last,
    fresh,
    rested,
    worth,
    driven,
    load,
    size,
    path,
    begin(r, worthOfSecond) {
      const k = breakStart[r] as number
      const rests = (breakStart[r + 1] as number) > k
      held.fill(0)
      from = shiftFrom[r] as number
      part = Math.max(1, Math.ceil(((shiftUntil[r] as number) - from + 1) / parts))
      rest = rests ? (breakSeconds[k] as number) : 0
      rate = worthOfSecond
      last[root] = n + r
      fresh[root] = rests ? from : never
      rested[root] = rests ? never : from
      worth[root] = problem.started[r] === 1 ? 0 : -(problem.fixedCost[r] as number)
      driven[root] = 0
      load.fill(0, root * dimensions)
      size[root] = 0
      sign[root] = 0
    },
    extend(x, v, done, doneRested, value, drive) {
      const free = Math.min(done + rest, doneRested)
      const merit = value - rate * free
      const set = ((sign[x] as number) + (signOf[v] as number)) | 0
      const cell = v * parts + Math.min(parts - 1, Math.floor((free - from) / part))
      const y = placeFor(cell, set, done, doneRested, value, merit)
      if (y < 0) return -1
      last[y] = v
      fresh[y] = done
      rested[y] = doneRested
      worth[y] = value
      score[y] = merit
      sign[y] = set
      driven[y] = (driven[x] as number) + drive
      for (let d = 0; d < dimensions; d += 1)
        load[y * dimensions + d] =
          (load[x * dimensions + d] as number) + (demand[v * dimensions + d] as number)
      const jobs = size[x] as number
      for (let i = 0; i < jobs; i += 1) path[y * longestTour + i] = path[x * longestTour + i] as number
      path[y * longestTour + jobs] = v
      size[y] = jobs + 1
      return y
    },
  }
}
