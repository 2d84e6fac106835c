import { never, type ProblemArrays } from './problem-arrays.ts'
import type { TimeSteps } from './time-steps.ts'

/** Tours as far as the latest arrivals of candidates need them: see `Tours`. */
interface Latest {
  readonly states: number
  readonly previous: Int32Array
  readonly next: Int32Array
  readonly latest: Int32Array
}

export interface TightLatest {
  /** Latest arrivals as in `Tours.latest`, of the last candidate and of the nodes before it whose own are others with it. */
  readonly tight: Int32Array
  /** Puts job u behind node p in thought; answers the last node up to p whose latest arrivals stay what they are. */
  put(u: number, r: number, p: number): number
}

/** What a candidate does to the latest arrivals before its place: mostly little, for windows close anyway. */
export const makeTightLatest = (problem: ProblemArrays, links: Latest, steps: TimeSteps): TightLatest => {
  const { n, m, nodes, service, profile, breakStart } = problem
  const { states, previous, next, latest } = links
  const { roads, arriveBy, departBy } = steps
  const tight = new Int32Array(nodes * states)

  /** Writes the latest arrivals at v when w follows, whose own stand in `by`; whether they are others than before. */
  const write = (v: number, r: number, w: number, by: Int32Array): boolean => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    const leg = (problem.seconds[profile[r] as number] as Int32Array)[v * nodes + w] as number
    let isOther = false
    for (let s = 0; s <= breaks; s += 1) {
      const reach = by[w * states + s] as number
      let leave = roads ? roads.leaveBy(reach, leg) : reach - leg
      for (let e = s + 1; e <= breaks; e += 1) {
        const limit = by[w * states + e] as number
        if (limit >= 0) leave = Math.max(leave, departBy(limit, leg, first + s, first + e))
      }
      const cell = v * states + s
      tight[cell] = leave < 0 ? -never : arriveBy(v, leave - (service[v * m + r] as number))
      if (tight[cell] !== latest[cell]) isOther = true
    }
    return isOther
  }

  return {
    tight,
    put(u, r, p) {
      write(u, r, next[p] as number, latest)
      let follows = u
      let v = p
      while (v < n && write(v, r, follows, tight)) {
        follows = v
        v = previous[v] as number
      }
      return v
    },
  }
}
