import { never, type ProblemArrays } from './problem-arrays.ts'
import type { Tours } from './tours.ts'

/** Where an insertion search leaves its answer: the added cost, `never` for none, and the node before the place. */
export interface Found {
  cost: number
  place: number
}

/**
 * The insertion search for tours with at most one break and no soft costs, where an arc costs its seconds: what nearly
 * every problem is, and so the innermost loop of all. `secondsTo` are the matrices turned over.
 */
export const makeOneBreakSearch = (
  problem: ProblemArrays,
  tours: Tours,
  secondsTo: readonly Int32Array[],
  found: Found,
): ((u: number, r: number) => void) => {
  const { n, m, nodes, service, profile, seconds, windowStart, windowFrom, windowUntil } = problem
  const { breakStart, breakFrom, breakUntil, breakSeconds } = problem
  const { next, finish, latest, arcCost, states } = tours

  return (u, r) => {
    const from = seconds[profile[r] as number] as Int32Array
    const to = secondsTo[profile[r] as number] as Int32Array
    const row = u * nodes
    const work = service[u * m + r] as number
    const firstWindow = windowStart[u] as number
    const lastWindow = (windowStart[u + 1] as number) - 1
    const opens = windowFrom[firstWindow] as number
    const closes = windowUntil[lastWindow] as number
    const several = lastWindow > firstWindow
    const k = breakStart[r] as number
    const rests = (breakStart[r + 1] as number) > k
    const restFrom = rests ? (breakFrom[k] as number) : 0
    const restUntil = rests ? (breakUntil[k] as number) : 0
    const rest = rests ? (breakSeconds[k] as number) : 0
    const final = rests ? 1 : 0
    const doneFirst = opens + work
    let best = never
    let place = -1
    let p = n + r
    for (;;) {
      const q = next[p] as number
      const lastStates = q * states
      // Who has his break behind him has the most time left.
      const latestRested = latest[lastStates + final] as number
      if (latestRested >= doneFirst) {
        const left = finish[p * states] as number
        const there = to[row + p] as number
        // Who has taken none is done the earliest.
        if (left > closes && (!rests || (finish[p * states + 1] as number) > closes)) break
        const on = from[row + q] as number
        const added = there + on - (arcCost[q] as number)
        if (added < best) {
          const arrival = left + there
          if (!rests) {
            if (arrival <= closes) {
              let done = doneFirst
              if (arrival > opens) {
                let begin = arrival
                if (several) {
                  let w = firstWindow
                  while ((windowUntil[w] as number) < arrival) w += 1
                  if ((windowFrom[w] as number) > begin) begin = windowFrom[w] as number
                }
                done = begin + work
              }
              if (done + on <= latestRested) {
                best = added
                place = p
              }
            }
          } else {
            let rested = (finish[p * states + 1] as number) + there
            let fits = false
            if (left < never) {
              if (left <= restUntil) {
                const other = Math.max(arrival, restFrom) + rest
                if (other < rested) rested = other
              }
              if (arrival <= closes) {
                let begin = Math.max(arrival, opens)
                if (several && begin > opens) {
                  let w = firstWindow
                  while ((windowUntil[w] as number) < begin) w += 1
                  if ((windowFrom[w] as number) > begin) begin = windowFrom[w] as number
                }
                const done = begin + work
                const reached = done + on
                if (reached <= (latest[lastStates] as number)) fits = true
                else if (done <= restUntil) fits = Math.max(reached, restFrom) + rest <= latestRested
              }
            }
            if (!fits && rested <= closes) {
              let begin = Math.max(rested, opens)
              if (several && begin > opens) {
                let w = firstWindow
                while ((windowUntil[w] as number) < begin) w += 1
                if ((windowFrom[w] as number) > begin) begin = windowFrom[w] as number
              }
              fits = begin + work + on <= latestRested
            }
            if (fits) {
              best = added
              place = p
            }
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
