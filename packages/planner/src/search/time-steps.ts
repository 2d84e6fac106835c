import { makeRoadClock, type RoadClock } from '../road-clock.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'

/** How time moves: through a job's windows, and along a leg with breaks on it. All steps are first in, first out. */
export interface TimeSteps {
  /** Of roads that change with the hour, else null; a break on the way leaves the pace what it was when he left. */
  readonly roads: RoadClock | null
  /** Earliest begin of job u at or after an arrival, `never` when its last window is over. */
  beginAt(u: number, arrival: number): number
  /** Latest arrival not after `limit` that lets job u begin by then; negative when there is none. */
  arriveBy(u: number, limit: number): number
  /** Arrival after taking breaks first…last−1 between leaving and arriving; `never` when one cannot begin in time. */
  afterBreaks(left: number, drive: number, first: number, last: number): number
  /** Latest departure that leaves room for breaks first…last−1 and arrival by `limit`; negative when there is none. */
  departBy(limit: number, drive: number, first: number, last: number): number
}

export const makeTimeSteps = (problem: ProblemArrays): TimeSteps => {
  const { windowStart, windowFrom, windowUntil, breakFrom, breakUntil, breakSeconds } = problem
  const roads = problem.paced ? makeRoadClock(problem.paced.hours) : null
  return {
    roads,
    beginAt(u, arrival) {
      const end = windowStart[u + 1] as number
      for (let k = windowStart[u] as number; k < end; k += 1) {
        if (arrival > (windowUntil[k] as number)) continue
        const from = windowFrom[k] as number
        return Math.max(arrival, from)
      }
      return never
    },
    arriveBy(u, limit) {
      for (let k = (windowStart[u + 1] as number) - 1; k >= (windowStart[u] as number); k -= 1) {
        if (limit < (windowFrom[k] as number)) continue
        const until = windowUntil[k] as number
        return Math.min(until, limit)
      }
      return -never
    },
    afterBreaks(left, drive, first, last) {
      let free = left
      let arrival = roads ? roads.arriveAt(left, drive) : left + drive
      for (let k = first; k < last; k += 1) {
        const from = breakFrom[k] as number
        if (free < from) free = from
        if (free > (breakUntil[k] as number)) return never
        free += breakSeconds[k] as number
        arrival = Math.max(arrival, from) + (breakSeconds[k] as number)
      }
      return arrival
    },
    departBy(limit, drive, first, last) {
      let rest = 0
      let free = never
      for (let k = last - 1; k >= first; k -= 1) {
        rest += breakSeconds[k] as number
        // This break, and those after it, must fit between its opening and the limit.
        if ((breakFrom[k] as number) + rest > limit) return -never
        const until = breakUntil[k] as number
        if (until < free) free = until
        if (k === first) break
        free -= breakSeconds[k - 1] as number
        if ((breakFrom[k - 1] as number) > free) return -never
      }
      const by = roads ? roads.leaveBy(limit - rest, drive) : limit - drive - rest
      return Math.min(by, free)
    },
  }
}
