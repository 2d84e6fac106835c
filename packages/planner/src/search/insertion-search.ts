import { makeRoadClock } from '../road-clock.ts'
import { makeGapPricing } from './gap-price.ts'
import { type Found, makeOneBreakSearch } from './one-break-search.ts'
import { makePacedSearch } from './paced-search.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import type { Tours } from './tours.ts'

/**
 * Finds the cheapest feasible place of a job in a tour and remembers it until the tour changes. What is remembered of
 * job u and tour r stands in cell u·m + r and holds while `knownVersion` is the tour's version; it lies open, because
 * asking for it is the innermost step of recreation.
 */
export interface InsertionSearch {
  /** What the job adds at its best place, `never` where it fits nowhere. */
  readonly knownCost: Float64Array
  /** Behind which node that place is. */
  readonly knownPlace: Int32Array
  readonly knownVersion: Int32Array
  /** Finds it anew and remembers it. */
  evaluate(u: number, r: number): void
  /** Finds it without remembering: answers the cost, `never` for none, and leaves the place in `found`. */
  find(u: number, r: number): number
  readonly found: Found
}

/** The search over the present state of `tours`. */
export const makeInsertionSearch = (problem: ProblemArrays, tours: Tours): InsertionSearch => {
  const { n, m, service, preference, started, fixedCost, breakStart } = problem
  const { windowStart, windowFrom, windowUntil } = problem
  const { next, finish, latest, size, version, room, states } = tours
  const { mayTake, price, surcharge } = makeGapPricing(problem, tours)
  const knownCost = new Float64Array(n * m)
  const knownPlace = new Int32Array(n * m)
  const knownVersion = new Int32Array(n * m).fill(-1)
  const found: Found = { cost: never, place: -1 }
  const need = leastSeconds(problem)
  const searchTour = ((): ((u: number, r: number) => void) | null => {
    if (!problem.paced) return states <= 2 ? makeOneBreakSearch(problem, tours, found, surcharge, need) : null
    return states === 1 && surcharge ? makePacedSearch(problem, tours, found, surcharge, need) : null
  })()

  const searchGaps = (u: number, r: number): void => {
    const breaks = (breakStart[r + 1] as number) - (breakStart[r] as number)
    const closes = windowUntil[(windowStart[u + 1] as number) - 1] as number
    // What cannot be done before this is too late for whoever must be reached earlier.
    const doneFirst = (windowFrom[windowStart[u] as number] as number) + (service[u * m + r] as number)
    for (let p = n + r; p < n || p === n + r; p = next[p] as number) {
      // Who has taken no break is done the earliest, if he may still be without one.
      let earliest = finish[p * states] as number
      for (let s = 1; s <= breaks && earliest >= never; s += 1) earliest = finish[p * states + s] as number
      if (earliest > closes) return
      // Who has all breaks behind him has the most time left.
      if ((latest[(next[p] as number) * states + breaks] as number) < doneFirst) continue
      const added = price(u, r, p, found.cost)
      if (added >= found.cost) continue
      found.cost = added
      found.place = p
    }
  }

  const search = (u: number, r: number): void => {
    found.cost = never
    found.place = -1
    if ((room[r] as number) < (need[u * m + r] as number) || !mayTake(u, r)) return
    if (!searchTour) {
      searchGaps(u, r)
      return
    }
    searchTour(u, r)
    if (found.cost >= never) return
    if (preference) found.cost += preference[u * m + r] as number
    if (size[r] === 0 && started[r] === 0) found.cost += fixedCost[r] as number
  }

  return {
    knownCost,
    knownPlace,
    knownVersion,
    found,
    find(u, r) {
      search(u, r)
      return found.cost
    },
    evaluate(u, r) {
      const cell = u * m + r
      search(u, r)
      knownCost[cell] = found.cost
      knownPlace[cell] = found.place
      knownVersion[cell] = version[r] as number
    },
  }
}

/**
 * n × m: seconds that a job takes at the very least: its work, the shortest way there and the shortest way on, at the best
 * hour for both.
 */
const leastSeconds = ({ n, m, nodes, seconds, profile, service, paced }: ProblemArrays): Int32Array => {
  const fastest = paced ? makeRoadClock(paced.hours).fastest : 1
  const least = new Int32Array(n * m)
  const ways = seconds.map((matrix) => {
    const there = new Int32Array(n).fill(never)
    const on = new Int32Array(n).fill(never)
    for (let i = 0; i < nodes; i += 1)
      for (let u = 0; u < n; u += 1) {
        if (i === u) continue
        there[u] = Math.min(there[u] as number, matrix[i * nodes + u] as number)
        on[u] = Math.min(on[u] as number, matrix[u * nodes + i] as number)
      }
    // Each leg of its own is a whole number of seconds: half a second may be rounded away.
    return there.map((way, u) => Math.ceil((way + (on[u] as number)) * fastest - (paced ? 1 : 0)))
  })
  for (let u = 0; u < n; u += 1)
    for (let r = 0; r < m; r += 1)
      least[u * m + r] = (service[u * m + r] as number) + (ways[profile[r] as number]?.[u] ?? 0)
  return least
}
