import { never, type ProblemArrays } from './problem-arrays.ts'
import type { Tours } from './tours.ts'

/** Where an insertion search leaves its answer: the added cost, `never` for none, and the node before the place. */
export interface Found {
  cost: number
  place: number
}

/** What a place costs beyond its arcs; `never` when it breaks a limit, at least `bound` as soon as that is sure. */
export type Surcharge = (u: number, r: number, p: number, bound: number) => number

/**
 * The insertion search for technicians with at most one break: what nearly every problem is, and so the innermost loop
 * of all. It tests time by itself; a surcharge, where there is one, prices soft terms and refuses what breaks a limit.
 */
export const makeOneBreakSearch = (
  problem: ProblemArrays,
  tours: Tours,
  found: Found,
  surcharge: Surcharge | null,
  need: Int32Array,
): ((u: number, r: number) => void) => {
  const { n, m, nodes, service, profile, seconds, costs, windowStart, windowFrom, windowUntil } = problem
  const { breakStart, breakFrom, breakUntil, breakSeconds } = problem
  const { next, finish, latest, arcCost, gap, states } = tours
  const { secondsTo, costsTo } = roadsTo(problem)

  return (u, r) => {
    const by = profile[r] as number
    const from = seconds[by] as Int32Array
    const to = secondsTo[by] as Int32Array
    const costFrom = costs[by] as Int32Array
    const costTo = costsTo[by] as Int32Array
    const row = u * nodes
    const work = service[u * m + r] as number
    const first = windowStart[u] as number
    const last = (windowStart[u + 1] as number) - 1
    const opens = windowFrom[first] as number
    const closes = windowUntil[last] as number
    const needed = need[u * m + r] as number
    const doneFirst = opens + work
    const k = breakStart[r] as number
    const rests = (breakStart[r + 1] as number) > k
    const restFrom = rests ? (breakFrom[k] as number) : 0
    const restUntil = rests ? (breakUntil[k] as number) : 0
    const rest = rests ? (breakSeconds[k] as number) : 0
    let best = never
    let place = -1
    for (let p = n + r; ; ) {
      const q = next[p] as number
      const left = finish[p * states] as number
      // Who has taken none is done the earliest; who is too late for the last window is too late from here on.
      if (left > closes && (!rests || (finish[p * states + 1] as number) > closes)) break
      // Who has his break behind him has the most time left.
      const latestRested = latest[q * states + (rests ? 1 : 0)] as number
      if ((gap[q] as number) < needed || latestRested < doneFirst) {
        if (q >= n) break
        p = q
        continue
      }
      const added = (costTo[row + p] as number) + (costFrom[row + q] as number) - (arcCost[q] as number)
      if (added < best) {
        const arrival = left + (to[row + p] as number)
        const on = from[row + q] as number
        let fits = false
        let rested = arrival
        if (rests) {
          rested = (finish[p * states + 1] as number) + (to[row + p] as number)
          if (left <= restUntil) rested = Math.min(rested, Math.max(arrival, restFrom) + rest)
          if (arrival <= closes) {
            const done = beginFrom(arrival, opens, first, last, windowFrom, windowUntil) + work
            const reached = done + on
            if (reached <= (latest[q * states] as number)) fits = true
            else if (done <= restUntil) fits = Math.max(reached, restFrom) + rest <= latestRested
          }
        }
        if (!fits && rested <= closes)
          fits = beginFrom(rested, opens, first, last, windowFrom, windowUntil) + work + on <= latestRested
        if (fits) {
          const more = surcharge === null ? 0 : surcharge(u, r, p, best - added)
          if (more < never && added + more < best) {
            best = added + more
            place = p
          }
        }
      }
      if (q >= n) break
      p = q
    }
    found.cost = best
    found.place = place
  }
}

/** When work may begin for an arrival that is not after the last of these windows. */
export const beginFrom = (
  arrival: number,
  opens: number,
  first: number,
  last: number,
  windowFrom: Int32Array,
  windowUntil: Int32Array,
): number => {
  if (arrival <= opens) return opens
  if (first === last) return arrival
  let k = first
  while ((windowUntil[k] as number) < arrival) k += 1
  return Math.max(arrival, windowFrom[k] as number)
}

/** Travel seconds and arc costs by profile, turned over. */
export const roadsTo = ({
  nodes,
  seconds,
  costs,
}: ProblemArrays): { secondsTo: Int32Array[]; costsTo: Int32Array[] } => {
  const secondsTo = seconds.map((matrix) => transposed(matrix, nodes))
  const costsTo = costs.map((matrix, k) => {
    return matrix === seconds[k] ? (secondsTo[k] as Int32Array) : transposed(matrix, nodes)
  })
  return { secondsTo, costsTo }
}

/** Row-major nodes × nodes, turned over: reading what leads to one job runs along a row. */
const transposed = (matrix: Int32Array, nodes: number): Int32Array => {
  const turned = new Int32Array(matrix.length)
  for (let i = 0; i < nodes; i += 1)
    for (let k = 0; k < nodes; k += 1) turned[k * nodes + i] = matrix[i * nodes + k] as number
  return turned
}
