import { type Found, roadsTo, type Surcharge } from './one-break-search.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import { makeTimeSteps } from './time-steps.ts'
import type { Tours } from './tours.ts'

/**
 * The insertion search where roads change with the hour and nobody has a break: what a dispatcher plans all day. Times at
 * the best hour of all refuse most gaps at once; only what is left is driven at its own hour, and priced by `surcharge`.
 */
export const makePacedSearch = (
  problem: ProblemArrays,
  tours: Tours,
  found: Found,
  surcharge: Surcharge,
  need: Int32Array,
): ((u: number, r: number) => void) => {
  const { n, m, nodes, service, profile, seconds, costs, windowStart, windowFrom, windowUntil } = problem
  const { next, finish, latest, arcCost, arcSeconds, gap, soft } = tours
  const { roads, beginAt } = makeTimeSteps(problem)
  const floor = soft?.floor
  if (!roads || !floor) throw new RangeError('the roads of this problem are alike at all hours')
  const { fastest, arriveAt } = roads
  const { secondsTo, costsTo } = roadsTo(problem)

  return (u, r) => {
    const by = profile[r] as number
    const from = seconds[by] as Int32Array
    const to = secondsTo[by] as Int32Array
    const costFrom = costs[by] as Int32Array
    const costTo = costsTo[by] as Int32Array
    const row = u * nodes
    const work = service[u * m + r] as number
    const opens = windowFrom[windowStart[u] as number] as number
    const closes = windowUntil[(windowStart[u + 1] as number) - 1] as number
    const needed = need[u * m + r] as number
    let best = never
    let place = -1
    for (let p = n + r; ; ) {
      const q = next[p] as number
      const left = finish[p] as number
      if (left > closes) break
      if ((gap[q] as number) < needed) {
        if (q >= n) break
        p = q
        continue
      }
      const there = to[row + p] as number
      const on = from[row + q] as number
      const reach = latest[q] as number
      // Half a second may be rounded away on each leg.
      const soonest = left + there * fastest - 0.5
      const done = Math.max(soonest, opens) + work
      if (soonest <= closes && done + on * fastest - 0.5 <= reach) {
        const added = (costTo[row + p] as number) + (costFrom[row + q] as number) - (arcCost[q] as number)
        if (added + floor(r, p, there + on - (arcSeconds[q] as number)) < best) {
          const arrival = arriveAt(left, there)
          if (arrival <= closes && arriveAt(beginAt(u, arrival) + work, on) <= reach) {
            const more = surcharge(u, r, p, best - added)
            if (more < never && added + more < best) {
              best = added + more
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
