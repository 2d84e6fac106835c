import type { Surcharge } from './one-break-search.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import { makeTimeSteps } from './time-steps.ts'
import type { Tours } from './tours.ts'

export interface GapPricing {
  /** Whether a technician may have the job at all now: allowed, not too many jobs, stock left. */
  mayTake(u: number, r: number): boolean
  /** What job u adds between node p of tour r and the node behind it; `never` when it does not fit or costs ≥ `bound`. */
  price(u: number, r: number, p: number, bound: number): number
  /** The part of that price which is not arcs, preference or fixed cost; null where there is no such part. */
  readonly surcharge: Surcharge | null
}

/** Prices one gap under every rule: any number of breaks, limits, soft terms. */
export const makeGapPricing = (problem: ProblemArrays, tours: Tours): GapPricing => {
  const { m, nodes, dimensions, demand, capacity, service, preference, allowed } = problem
  const { breakStart, mostJobs, mostTravel, mostMetres, fixedCost, started, profile } = problem
  const { next, finish, latest, arcCost, arcSeconds, size, travel, metres, load, states, soft } = tours
  const { beginAt, afterBreaks } = makeTimeSteps(problem)
  const ends = new Int32Array(states)

  /** Whether u fits between p and q in time: some states before, at and after u go together. */
  const fitsInTime = (u: number, r: number, p: number, q: number, there: number, on: number): boolean => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    const work = service[u * m + r] as number
    for (let s = 0; s <= breaks; s += 1) {
      let arrival = never
      for (let e = 0; e <= s; e += 1) {
        const left = finish[p * states + e] as number
        if (left < never) arrival = Math.min(arrival, afterBreaks(left, there, first + e, first + s))
      }
      ends[s] = arrival < never ? beginAt(u, arrival) + work : never
      for (let e = 0; e <= s; e += 1) {
        const left = ends[e] as number
        if (left >= never) continue
        if (afterBreaks(left, on, first + e, first + s) <= (latest[q * states + s] as number)) return true
      }
    }
    return false
  }

  const detour = (matrix: Int32Array, u: number, r: number, p: number): number => {
    const q = next[p] as number
    const idle = size[r] === 0 && started[r] === 0
    const before = idle ? 0 : (matrix[p * nodes + q] as number)
    return (matrix[p * nodes + u] as number) + (matrix[u * nodes + q] as number) - before
  }
  const limited = mostTravel.some((most) => most < never) || mostMetres.some((most) => most < never)
  const keepsLimits = (u: number, r: number, p: number): boolean => {
    const by = profile[r] as number
    const most = mostTravel[r] as number
    if (most < never && (travel[r] as number) + detour(problem.seconds[by] as Int32Array, u, r, p) > most)
      return false
    const far = mostMetres[r] as number
    const roads = problem.metres?.[by]
    return !roads || far >= never || (metres[r] as number) + detour(roads, u, r, p) <= far
  }
  const surcharge: Surcharge = (u, r, p, bound) => {
    if (limited && !keepsLimits(u, r, p)) return never
    return soft ? soft.added(u, r, p, bound) : 0
  }

  const floor = soft?.floor ?? null

  return {
    surcharge: limited || soft ? surcharge : null,
    mayTake(u, r) {
      if (allowed[u * m + r] === 0 || (size[r] as number) >= (mostJobs[r] as number)) return false
      for (let d = 0; d < dimensions; d += 1) {
        const wanted = (load[r * dimensions + d] as number) + (demand[u * dimensions + d] as number)
        if (wanted > (capacity[r * dimensions + d] as number)) return false
      }
      return true
    },
    price(u, r, p, bound) {
      const by = profile[r] as number
      const seconds = problem.seconds[by] as Int32Array
      const costs = problem.costs[by] as Int32Array
      const q = next[p] as number
      let added = (costs[p * nodes + u] as number) + (costs[u * nodes + q] as number) - (arcCost[q] as number)
      if (preference) added += preference[u * m + r] as number
      if (size[r] === 0 && started[r] === 0) added += fixedCost[r] as number
      const there = seconds[p * nodes + u] as number
      const on = seconds[u * nodes + q] as number
      if (added + (floor ? floor(r, p, there + on - (arcSeconds[q] as number)) : 0) >= bound) return never
      if (!fitsInTime(u, r, p, q, there, on)) return never
      const more = surcharge(u, r, p, bound - added)
      return more < never && added + more < bound ? added + more : never
    },
  }
}
