import { never, type ProblemArrays } from './problem-arrays.ts'
import type { TimeSteps } from './time-steps.ts'

/** Tours as `soft-costs` needs them: see `Tours`. */
interface Links {
  readonly states: number
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly latest: Int32Array
}

export interface SoftPricing {
  /** Times a tour anew and answers what its soft terms cost: lateness, waiting, promised times, overtime. */
  retime(r: number): number
  /** The tour is not driven: it has no times and no soft costs. */
  rest(r: number): void
  /** What they cost more with job u behind node p; at least `bound` as soon as it is known to be that much. */
  added(u: number, r: number, p: number, bound: number): number
}

/**
 * Soft terms of tours driven as early as can be: nobody waits but for a window to open, a break is begun as soon as it
 * may be on the way, later only where taking it at once would break a hard rule. A candidate is walked from its place
 * on, until the tour is in time again: short on average (PLANNER's suffix walk with slack), exact without breaks, and with
 * them an estimate that is rarely off, for a break put off behind the place may move what stands before it.
 */
export const makeSoftPricing = (
  problem: ProblemArrays,
  links: Links,
  steps: TimeSteps,
): SoftPricing | null => {
  const { n, m, nodes, soft, service, profile, windowStart, windowUntil } = problem
  const { breakStart, breakFrom, breakUntil, breakSeconds } = problem
  if (!soft) return null
  const { states, next, previous, latest } = links
  const { beginAt, arriveBy, afterBreaks, departBy } = steps
  // By node: when he arrives and is free there, breaks taken by then, soft costs up to there, later arrival without effect.
  const reached = new Int32Array(nodes)
  const slack = new Int32Array(nodes)
  const clock = new Int32Array(nodes)
  const taken = new Int32Array(nodes)
  const soFar = new Float64Array(nodes)
  const latestExtra = new Int32Array(states)
  let arrival = 0
  let rested = 0

  /** Drives on: leaves `arrival` and `rested`. `by[at + s]` is the latest arrival with s breaks taken. */
  const drive = (r: number, free: number, since: number, leg: number, by: Int32Array, at: number): void => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    arrival = free + leg
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

  const priceOfBegin = (u: number, begin: number): number => {
    let price = 0
    const late = begin - (soft.dueAt[u] as number)
    if (late > 0) price += late * (soft.latePerSecond[u] as number)
    const waited = begin - (soft.urgentFrom[u] as number)
    if (waited > 0) price += waited * (soft.waitPerSecond[u] as number)
    const away = Math.max((soft.heldFrom[u] as number) - begin, begin - (soft.heldUntil[u] as number))
    return away > 0 ? price + away * (soft.awayPerSecond[u] as number) : price
  }

  const priceOfEnd = (r: number, end: number): number => {
    const over = end - (soft.overtimeFrom[r] as number)
    return over > 0 ? over * (soft.overtimePerSecond[r] as number) : 0
  }

  /** The latest arrivals at u between the breaks, when q follows. */
  const limitExtra = (u: number, r: number, q: number, on: number): void => {
    const first = breakStart[r] as number
    const breaks = (breakStart[r + 1] as number) - first
    for (let s = 0; s <= breaks; s += 1) {
      let by = (latest[q * states + s] as number) - on
      for (let e = s + 1; e <= breaks; e += 1) {
        const limit = latest[q * states + e] as number
        if (limit >= 0) by = Math.max(by, departBy(limit, on, first + s, first + e))
      }
      latestExtra[s] = by < 0 ? -never : arriveBy(u, by - (service[u * m + r] as number))
    }
  }

  /** How much later job v may begin before its price changes, or its window ends. */
  const patience = (v: number, begin: number): number => {
    let most = never
    if ((soft.latePerSecond[v] as number) > 0) most = (soft.dueAt[v] as number) - begin
    if ((soft.waitPerSecond[v] as number) > 0) most = Math.min(most, (soft.urgentFrom[v] as number) - begin)
    if ((soft.awayPerSecond[v] as number) > 0)
      most = begin < (soft.heldFrom[v] as number) ? -1 : Math.min(most, (soft.heldUntil[v] as number) - begin)
    // Behind the end of the window that he begins in, the next one would make him begin much later.
    return Math.min(most, windowEnd(v, begin) - begin)
  }

  const windowEnd = (v: number, begin: number): number => {
    let k = windowStart[v] as number
    while ((windowUntil[k] as number) < begin && k + 1 < (windowStart[v + 1] as number)) k += 1
    return windowUntil[k] as number
  }

  /** How much later he may arrive at v without any price, or any break's place, changing behind; −1 for not at all. */
  const slackOf = (r: number, v: number): number => {
    const arrived = reached[v] as number
    const s = taken[v] as number
    const first = breakStart[r] as number
    const upcoming = breakFrom[first + s] as number
    let most = (latest[v * states + s] as number) - arrived
    // Later, a break would be taken on the way to v that now comes behind it.
    if (first + s < (breakStart[r + 1] as number) && upcoming > arrived)
      most = Math.min(most, upcoming - 1 - arrived)
    if (v >= n) {
      const over =
        (soft.overtimePerSecond[r] as number) > 0 ? (soft.overtimeFrom[r] as number) - arrived : never
      return Math.max(-1, Math.min(most, over))
    }
    const begin = (clock[v] as number) - (service[v * m + r] as number)
    const w = next[v] as number
    let behind = slack[w] as number
    const breaks = taken[w] as number
    for (let k = s, free = clock[v] as number; k < breaks; k += 1) {
      const at = Math.max(free, breakFrom[first + k] as number)
      behind = Math.min(behind, (breakUntil[first + k] as number) - at)
      free = at + (breakSeconds[first + k] as number)
    }
    const mine = begin - arrived + Math.min(behind, patience(v, begin))
    return Math.max(-1, behind < 0 ? -1 : Math.min(most, mine))
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
        drive(r, clock[p] as number, taken[p] as number, seconds[p * nodes + v] as number, latest, v * states)
        taken[v] = rested
        reached[v] = arrival
        const begin = v === end ? arrival : beginAt(v, arrival)
        soFar[v] = (soFar[p] as number) + (v === end ? priceOfEnd(r, begin) : priceOfBegin(v, begin))
        clock[v] = v === end ? begin : Math.min(never, begin + (service[v * m + r] as number))
        p = v
      }
      for (let v = end; v !== n + r; v = previous[v] as number) slack[v] = slackOf(r, v)
      return soFar[end] as number
    },
    rest(r) {
      clock[n + r] = problem.shiftFrom[r] as number
      taken[n + r] = 0
      soFar[n + m + r] = 0
      slack[n + m + r] = -1
    },
    added(u, r, p, bound) {
      const seconds = problem.seconds[profile[r] as number] as Int32Array
      const end = n + m + r
      const q = next[p] as number
      // Who has no break before him needs no look ahead.
      if ((taken[p] as number) < (breakStart[r + 1] as number) - (breakStart[r] as number))
        limitExtra(u, r, q, seconds[u * nodes + q] as number)
      else latestExtra[taken[p] as number] = never
      drive(r, clock[p] as number, taken[p] as number, seconds[p * nodes + u] as number, latestExtra, 0)
      let begin = beginAt(u, arrival)
      let free = begin + (service[u * m + r] as number)
      let more = priceOfBegin(u, begin)
      let since = rested
      let from = u
      let before = p
      for (let v = q; more < bound; v = next[v] as number) {
        drive(r, free, since, seconds[from * nodes + v] as number, latest, v * states)
        const later = arrival - (reached[v] as number)
        if (rested === taken[v] && later >= 0 && later <= (slack[v] as number)) return more
        begin = v === end ? arrival : beginAt(v, arrival)
        const was = (soFar[v] as number) - (soFar[before] as number)
        more += (v === end ? priceOfEnd(r, begin) : priceOfBegin(v, begin)) - was
        if (v === end) return more
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
