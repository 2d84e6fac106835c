import { type Found, makeOneBreakSearch } from './one-break-search.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import { softCostOf } from './soft-costs.ts'
import { makeTimeSteps } from './time-steps.ts'
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

/** Row-major nodes × nodes, turned over: reading what leads to one job runs along a row. */
const transposed = (matrix: Int32Array, nodes: number): Int32Array => {
  const turned = new Int32Array(matrix.length)
  for (let i = 0; i < nodes; i += 1)
    for (let k = 0; k < nodes; k += 1) turned[k * nodes + i] = matrix[i * nodes + k] as number
  return turned
}

/** The search over the present state of `tours`. */
export const makeInsertionSearch = (problem: ProblemArrays, tours: Tours): InsertionSearch => {
  const { n, m, nodes, dimensions, demand, capacity, service, preference, soft, allowed } = problem
  const { windowStart, windowFrom, windowUntil, breakStart, mostJobs, fixedCost, started } = problem
  const { beginAt, afterBreaks } = makeTimeSteps(problem)
  const { next, finish, latest, arcCost, size, travel, metres, load, version, states } = tours
  const secondsTo = problem.seconds.map((matrix) => transposed(matrix, nodes))
  const costsTo = problem.costs.map((matrix, k) =>
    matrix === problem.seconds[k] ? (secondsTo[k] as Int32Array) : transposed(matrix, nodes),
  )
  const knownCost = new Float64Array(n * m)
  const knownPlace = new Int32Array(n * m)
  const knownVersion = new Int32Array(n * m).fill(-1)
  const opensLast = new Int32Array(n)
  const opensFirst = new Int32Array(n)
  for (let u = 0; u < n; u += 1) {
    opensLast[u] = windowUntil[(windowStart[u + 1] as number) - 1] as number
    opensFirst[u] = windowFrom[windowStart[u] as number] as number
  }
  const ends = new Int32Array(states)
  const found: Found = { cost: never, place: -1 }
  const simple =
    states <= 2 &&
    soft === null &&
    problem.costs.every((matrix, k) => matrix === problem.seconds[k]) &&
    problem.mostTravel.every((most) => most >= never) &&
    problem.mostMetres.every((most) => most >= never)
  const searchSimple = makeOneBreakSearch(problem, tours, secondsTo, found)

  /** Whether u fits between p and q in time, in a tour with any number of breaks. */
  const fitsBreaks = (u: number, r: number, p: number, q: number, there: number, on: number): boolean => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    const work = service[u * m + r] as number
    for (let s = 0; s <= breaks; s += 1) {
      let arrival = never
      for (let e = 0; e <= s; e += 1) {
        const left = finish[p * states + e] as number
        if (left >= never) continue
        const reached = afterBreaks(left, there, first + e, first + s)
        if (reached < arrival) arrival = reached
      }
      const done = arrival < never ? beginAt(u, arrival) + work : never
      ends[s] = done
      for (let e = 0; e <= s; e += 1) {
        const left = ends[e] as number
        if (left >= never) continue
        if (afterBreaks(left, on, first + e, first + s) <= (latest[q * states + s] as number)) return true
      }
    }
    return false
  }

  /** Whether the longer way through u stays within the technician's seconds and metres of driving. */
  const withinLimits = (u: number, r: number, p: number, q: number, drive: number): boolean => {
    const profile = problem.profile[r] as number
    const idle = size[r] === 0 && started[r] === 0
    const before = idle ? 0 : ((problem.seconds[profile] as Int32Array)[p * nodes + q] as number)
    if ((travel[r] as number) + drive - before > (problem.mostTravel[r] as number)) return false
    const roads = problem.metres?.[profile]
    if (!roads) return true
    const way = (roads[p * nodes + u] as number) + (roads[u * nodes + q] as number)
    const wayBefore = idle ? 0 : (roads[p * nodes + q] as number)
    return (metres[r] as number) + way - wayBefore <= (problem.mostMetres[r] as number)
  }

  const search = (u: number, r: number): void => {
    found.cost = never
    found.place = -1
    if (allowed[u * m + r] === 0 || (size[r] as number) >= (mostJobs[r] as number)) return
    for (let d = 0; d < dimensions; d += 1) {
      const wanted = (load[r * dimensions + d] as number) + (demand[u * dimensions + d] as number)
      if (wanted > (capacity[r * dimensions + d] as number)) return
    }
    let extra = preference ? (preference[u * m + r] as number) : 0
    if (size[r] === 0 && started[r] === 0) extra += fixedCost[r] as number
    if (simple) {
      searchSimple(u, r)
      if (found.cost < never) found.cost += extra
      return
    }
    const profile = problem.profile[r] as number
    const seconds = problem.seconds[profile] as Int32Array
    const costs = problem.costs[profile] as Int32Array
    const to = secondsTo[profile] as Int32Array
    const costTo = costsTo[profile] as Int32Array
    const row = u * nodes
    const breaks = (breakStart[r + 1] as number) - (breakStart[r] as number)
    const last = opensLast[u] as number
    const work = service[u * m + r] as number
    const limited = (problem.mostTravel[r] as number) < never || (problem.mostMetres[r] as number) < never
    const unsoft = soft ? softPriceOf(r) : 0
    // What cannot be done before this is too late for whoever must be reached earlier.
    const doneFirst = (opensFirst[u] as number) + work
    for (let p = n + r; ; ) {
      const q = next[p] as number
      // Who has all breaks behind him has the most time left.
      if ((latest[q * states + breaks] as number) < doneFirst) {
        if (q >= n) return
        p = q
        continue
      }
      // Who has taken none is done the earliest, if he may still be without one.
      const at = p * states
      let earliest = finish[at] as number
      for (let s = 1; s <= breaks && earliest >= never; s += 1) earliest = finish[at + s] as number
      if (earliest > last) return
      const there = to[row + p] as number
      const on = seconds[row + q] as number
      let added = (costTo[row + p] as number) + (costs[row + q] as number) - (arcCost[q] as number) + extra
      if (added < found.cost) {
        let fits: boolean
        if (breaks === 0) {
          const arrival = earliest + there
          fits = arrival <= last && beginAt(u, arrival) + work + on <= (latest[q * states] as number)
        } else fits = fitsBreaks(u, r, p, q, there, on)
        if (fits && limited) fits = withinLimits(u, r, p, q, there + on)
        if (fits && soft) added += softCostOf(problem, r, next, n + r, p, u) - unsoft
        if (fits && added < found.cost) {
          found.cost = added
          found.place = p
        }
      }
      if (q >= n) return
      p = q
    }
  }

  const softPriceOf = (r: number): number =>
    size[r] === 0 && started[r] === 0 ? 0 : softCostOf(problem, r, next, n + r, -1, -1)

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
