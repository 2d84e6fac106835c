import { never, type ProblemArrays } from './problem-arrays.ts'
import type { TimeSteps } from './time-steps.ts'

/** The arrays of `Tours` that times are read from and written into; `arcSeconds` is the drive to each node. */
export interface TimedLinks {
  readonly states: number
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly finish: Int32Array
  readonly latest: Int32Array
  readonly arcSeconds: Int32Array
  readonly gap: Int32Array
  readonly room: Int32Array
}

/**
 * Times a tour: node by node forwards, then backwards, then its gaps. Two ways each: any number of breaks, and exactly one
 * on roads that do not change with the hour, which is what nearly every tour is.
 */
export interface TourTimes {
  arriveRested(r: number, p: number, v: number, drive: number, breaks: number): void
  arriveOnce(r: number, p: number, v: number, drive: number): void
  backward(r: number, breaks: number): void
  backwardOnce(r: number): void
  measureGaps(r: number, breaks: number): void
}

export const makeTourTimes = (problem: ProblemArrays, links: TimedLinks, steps: TimeSteps): TourTimes => {
  const { n, m, service, breakStart, breakFrom, breakUntil, breakSeconds } = problem
  const { states, next, previous, finish, latest, arcSeconds, gap, room } = links
  const { roads: clock, beginAt, arriveBy, afterBreaks, departBy } = steps

  /** Earliest arrival and finish at v in each state, coming from p. */
  const arriveRested = (r: number, p: number, v: number, drive: number, breaks: number): void => {
    const firstBreak = breakStart[r] as number
    for (let s = 0; s <= breaks; s += 1) {
      const left = finish[p * states + s] as number
      let arrival = never
      if (left < never) arrival = clock ? clock.arriveAt(left, drive) : left + drive
      // He may have left in an earlier state and taken the breaks in between on this arc.
      for (let e = s - 1; e >= 0; e -= 1) {
        const before = finish[p * states + e] as number
        if (before < never)
          arrival = Math.min(arrival, afterBreaks(before, drive, firstBreak + e, firstBreak + s))
      }
      const begin = v >= n || arrival >= never ? arrival : beginAt(v, arrival)
      finish[v * states + s] =
        begin >= never || v >= n ? Math.min(begin, never) : begin + (service[v * m + r] as number)
    }
  }

  const arriveOnce = (r: number, p: number, v: number, drive: number): void => {
    const k = breakStart[r] as number
    const from = breakFrom[k] as number
    const left = finish[p * states] as number
    const arrival = left + drive
    let rested = (finish[p * states + 1] as number) + drive
    if (left <= (breakUntil[k] as number)) {
      const other = Math.max(arrival, from) + (breakSeconds[k] as number)
      if (other < rested) rested = other
    }
    if (v >= n) {
      finish[v * states] = Math.min(arrival, never)
      finish[v * states + 1] = Math.min(rested, never)
      return
    }
    const work = service[v * m + r] as number
    finish[v * states] = Math.min(beginAt(v, arrival) + work, never)
    finish[v * states + 1] = Math.min(beginAt(v, rested) + work, never)
  }

  const backward = (r: number, breaks: number): void => {
    const firstBreak = breakStart[r] as number
    const end = n + m + r
    for (let s = 0; s <= breaks; s += 1)
      latest[end * states + s] = s === breaks ? (problem.shiftUntil[r] as number) : -never
    let q = end
    for (let v = previous[end] as number; v < n; v = previous[v] as number) {
      const drive = arcSeconds[q] as number
      const work = service[v * m + r] as number
      for (let s = 0; s <= breaks; s += 1) {
        const reach = latest[q * states + s] as number
        let by = clock ? clock.leaveBy(reach, drive) : reach - drive
        for (let e = s + 1; e <= breaks; e += 1) {
          const limit = latest[q * states + e] as number
          if (limit < 0) continue
          const other = departBy(limit, drive, firstBreak + s, firstBreak + e)
          if (other > by) by = other
        }
        latest[v * states + s] = by < 0 ? -never : arriveBy(v, by - work)
      }
      q = v
    }
  }

  const backwardOnce = (r: number): void => {
    const k = breakStart[r] as number
    const until = breakUntil[k] as number
    const rest = breakSeconds[k] as number
    const restedFirst = (breakFrom[k] as number) + rest
    const end = n + m + r
    let unrested = -never
    let rested = problem.shiftUntil[r] as number
    latest[end * states] = unrested
    latest[end * states + 1] = rested
    let q = end
    for (let v = previous[end] as number; v < n; v = previous[v] as number) {
      const drive = arcSeconds[q] as number
      const work = service[v * m + r] as number
      let by = unrested - drive
      if (rested >= restedFirst) by = Math.max(by, Math.min(rested - drive - rest, until))
      unrested = by < 0 ? -never : arriveBy(v, by - work)
      rested = rested < drive ? -never : arriveBy(v, rested - drive - work)
      latest[v * states] = unrested
      latest[v * states + 1] = rested
      q = v
    }
  }

  /** How wide the gaps of a tour are: from leaving in some state to arriving in that or a later one, less the breaks between. */
  const measureGaps = (r: number, breaks: number): void => {
    const firstBreak = breakStart[r] as number
    const end = n + m + r
    let widest = 0
    for (let q = next[n + r] as number; ; q = next[q] as number) {
      const p = previous[q] as number
      let most = 0
      for (let s = 0; s <= breaks; s += 1) {
        let rest = 0
        for (let e = s; e <= breaks; e += 1) {
          if (e > s) rest += breakSeconds[firstBreak + e - 1] as number
          const wide = (latest[q * states + e] as number) - (finish[p * states + s] as number) - rest
          if (wide > most) most = wide
        }
      }
      gap[q] = most
      if (most > widest) widest = most
      if (q === end) break
    }
    room[r] = widest
  }

  return { arriveRested, arriveOnce, backward, backwardOnce, measureGaps }
}
