import { makeBeginPrices } from './begin-prices.ts'
import { makePacedLegs } from './paced-legs.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import { makeTightLatest } from './tight-latest.ts'
import type { TimeSteps } from './time-steps.ts'

/** Tours as `soft-costs` needs them: see `Tours`. */
interface Links {
  readonly states: number
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly latest: Int32Array
  readonly arcSeconds: Int32Array
}

export interface SoftPricing {
  /** Times a tour anew and answers what its soft terms cost: lateness, waiting, promised times, overtime, hours of legs. */
  retime(r: number): number
  /** The tour is not driven: it has no times and no soft costs. */
  rest(r: number): void
  /** What they cost more with job u behind node p, where it fits in time; at least `bound` as soon as that is known. */
  added(u: number, r: number, p: number, bound: number): number
  /** What that is at least with so many seconds of road more behind p, at once; null where it is nothing. */
  readonly floor: ((r: number, p: number, seconds: number) => number) | null
  /** What the hours of legs cost in all tours. */
  paced(): number
}

/**
 * Soft terms of tours driven as early as can be: nobody waits but for a window to open, a break is begun as soon as it
 * may be on the way, later only where taking it at once would break a hard rule. A candidate is walked from its place on
 * (from before it, where breaks must be put off for it) until the tour is in time again: short on average (PLANNER's suffix
 * walk with slack), and exact. Where roads change with the hour, legs have prices too: `paced-legs`.
 */
export const makeSoftPricing = (
  problem: ProblemArrays,
  links: Links,
  steps: TimeSteps,
): SoftPricing | null => {
  const { n, m, nodes, service, profile } = problem
  const { breakStart, breakFrom, breakUntil, breakSeconds } = problem
  if (!problem.soft && !problem.paced) return null
  const { states, next, previous, latest, arcSeconds } = links
  const { roads, beginAt, afterBreaks } = steps
  const { ofBegin, ofEnd, patience, patienceAtEnd } = makeBeginPrices(problem)
  const { tight, put } = makeTightLatest(problem, links, steps)
  const legs = makePacedLegs(problem, steps)
  // By node: when he arrives and is free there, breaks taken by then, soft costs up to there, later arrival without effect.
  const reached = new Int32Array(nodes)
  const slack = new Int32Array(nodes)
  const clock = new Int32Array(nodes)
  const taken = new Int32Array(nodes)
  const soFar = new Float64Array(nodes)
  // By node: what the hour of the leg to it costs, and what legs behind it might save at another; by tour, the sum of those.
  const legPrice = new Float64Array(nodes)
  const spare = new Float64Array(nodes)
  const pacedBy = new Float64Array(m)
  let arrival = 0
  let rested = 0

  /** Drives on: leaves `arrival` and `rested`. `by[at + s]` is the latest arrival with s breaks taken. */
  const drive = (r: number, free: number, since: number, leg: number, by: Int32Array, at: number): void => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    arrival = roads ? roads.arriveAt(free, leg) : free + leg
    rested = since
    while (rested < breaks && arrival >= (breakFrom[first + rested] as number)) {
      const later = afterBreaks(free, leg, first + since, first + rested + 1)
      if (later > (by[at + rested + 1] as number)) break
      arrival = later
      rested += 1
    }
    if (arrival <= (by[at + rested] as number)) return
    for (let s = rested + 1; s <= breaks; s += 1) {
      const later = afterBreaks(free, leg, first + since, first + s)
      if (later > (by[at + s] as number)) continue
      arrival = later
      rested = s
      return
    }
  }

  const beginOf = (r: number, v: number): number =>
    v >= n ? (clock[v] as number) : (clock[v] as number) - (service[v * m + r] as number)

  /** How much later he may arrive at v without any price, or any break's place, changing behind. */
  const slackOf = (r: number, v: number, seconds: Int32Array): number => {
    const arrived = reached[v] as number
    const s = taken[v] as number
    const first = breakStart[r] as number
    const upcoming = breakFrom[first + s] as number
    let most = (latest[v * states + s] as number) - arrived
    // Later, a break would be taken on the way to v that now comes behind it.
    if (first + s < (breakStart[r + 1] as number) && upcoming > arrived)
      most = Math.min(most, upcoming - 1 - arrived)
    if (v >= n) return Math.max(0, Math.min(most, patienceAtEnd(r, arrived)))
    const begin = beginOf(r, v)
    const free = clock[v] as number
    const w = next[v] as number
    const breaks = taken[w] as number
    let behind = slack[w] as number
    if (legs && breaks > s) behind = 0
    else if (legs)
      behind = legs.slack(free, seconds[v * nodes + w] as number, reached[w] as number, beginOf(r, w), behind)
    for (let k = s, since = free; k < breaks; k += 1) {
      const at = Math.max(since, breakFrom[first + k] as number)
      behind = Math.min(behind, (breakUntil[first + k] as number) - at)
      since = at + (breakSeconds[first + k] as number)
    }
    const mine = begin - arrived + Math.max(0, Math.min(behind, patience(v, begin)))
    return Math.max(0, Math.min(most, mine))
  }

  /** Adds up, from the end, what the hours of legs cost, and what those behind each node might save. */
  const noteLegs = (r: number, seconds: Int32Array): void => {
    let sum = 0
    let saved = 0
    for (let v = n + m + r; v !== n + r; v = previous[v] as number) {
      spare[v] = saved
      const leg = seconds[(previous[v] as number) * nodes + v] as number
      saved += legs?.mostSaved(r, leg, legPrice[v] as number) ?? 0
      sum += legPrice[v] as number
    }
    spare[n + r] = saved
    pacedBy[r] = sum
  }

  return {
    retime(r) {
      const seconds = problem.seconds[profile[r] as number] as Int32Array
      const end = n + m + r
      let p = n + r
      clock[p] = problem.shiftFrom[r] as number
      taken[p] = 0
      soFar[p] = 0
      while (p !== end) {
        const v = next[p] as number
        const free = clock[p] as number
        const leg = seconds[p * nodes + v] as number
        drive(r, free, taken[p] as number, leg, latest, v * states)
        taken[v] = rested
        reached[v] = arrival
        const begin = v === end ? arrival : beginAt(v, arrival)
        let price = v === end ? ofEnd(r, begin) : ofBegin(v, begin)
        if (legs) {
          legPrice[v] = legs.price(r, free, leg, arrival, begin, rested === taken[p])
          price += legPrice[v] as number
        }
        soFar[v] = (soFar[p] as number) + price
        clock[v] = v === end ? begin : Math.min(never, begin + (service[v * m + r] as number))
        p = v
      }
      for (let v = end; v !== n + r; v = previous[v] as number) slack[v] = slackOf(r, v, seconds)
      if (legs) noteLegs(r, seconds)
      return soFar[end] as number
    },
    rest(r) {
      const [start, end] = [n + r, n + m + r]
      clock[start] = problem.shiftFrom[r] as number
      taken[start] = 0
      soFar[end] = 0
      slack[end] = -1
      spare[start] = legs?.mostSaved(r, 0, 0) ?? 0
      pacedBy[r] = 0
    },
    paced: () => pacedBy.reduce((sum, one) => sum + one, 0),
    floor: legs
      ? (r, p, seconds) => {
          // Breaks that are put off change what lies before the place, too.
          const saved = spare[breakStart[r + 1] === breakStart[r] ? p : n + r] as number
          return legs.least(r, seconds) - saved
        }
      : null,
    added(u, r, p, bound) {
      const seconds = problem.seconds[profile[r] as number] as Int32Array
      const end = n + m + r
      const q = next[p] as number
      let from = breakStart[r + 1] === breakStart[r] ? p : put(u, r, p)
      let free = clock[from] as number
      let since = taken[from] as number
      let more = 0
      while (from !== p) {
        const v = next[from] as number
        const leg = seconds[from * nodes + v] as number
        drive(r, free, since, leg, tight, v * states)
        const begin = beginAt(v, arrival)
        more += ofBegin(v, begin) - ((soFar[v] as number) - (soFar[from] as number))
        if (legs) more += legs.price(r, free, leg, arrival, begin, rested === since)
        free = begin + (service[v * m + r] as number)
        since = rested
        from = v
      }
      let leg = seconds[p * nodes + u] as number
      drive(r, free, since, leg, tight, u * states)
      let begin = beginAt(u, arrival)
      more += ofBegin(u, begin)
      if (legs) more += legs.price(r, free, leg, arrival, begin, rested === since)
      free = begin + (service[u * m + r] as number)
      since = rested
      from = u
      let before = p
      // What is sure to come yet: the new leg for the old one at the best hour, less what those behind might save.
      const on = (seconds[u * nodes + q] as number) - (arcSeconds[q] as number)
      let sure = legs ? legs.least(r, on) : 0
      for (let v = q; more + sure - (spare[before] as number) < bound; v = next[v] as number) {
        leg = seconds[from * nodes + v] as number
        drive(r, free, since, leg, latest, v * states)
        const later = arrival - (reached[v] as number)
        const isKept = rested === taken[v] && later >= 0 && later <= (slack[v] as number)
        if (isKept && !legs) return more
        begin = v === end ? arrival : beginAt(v, arrival)
        more += v === end ? ofEnd(r, begin) : ofBegin(v, begin)
        if (legs) more += legs.price(r, free, leg, arrival, begin, rested === since)
        more -= (soFar[v] as number) - (soFar[before] as number)
        if (v === end || isKept) return more
        sure = 0
        free = begin + (service[v * m + r] as number)
        since = rested
        // In time again: nothing changes from here on.
        if (free === clock[v] && since === taken[v]) return more
        from = v
        before = v
      }
      return bound
    },
  }
}
