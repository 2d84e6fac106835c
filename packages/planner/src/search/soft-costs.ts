import { never, type ProblemArrays } from './problem-arrays.ts'

/**
 * Lateness, urgency and overtime of a tour driven as early as can be: Σ over its jobs and its end. The nodes are those
 * linked behind `start`, with job `extra` put behind node `after` (−1 for none). Breaks are taken as soon as they may be
 * on the way; whoever can be driven without them is not priced for them.
 */
export const softCostOf = (
  problem: ProblemArrays,
  r: number,
  next: Int32Array,
  start: number,
  after: number,
  extra: number,
): number => {
  const { n, m, nodes, soft, service, windowStart, windowFrom, windowUntil } = problem
  if (!soft) return 0
  const seconds = problem.seconds[problem.profile[r] as number] as Int32Array
  const end = n + m + r
  const lastBreak = problem.breakStart[r + 1] as number
  let nextBreak = problem.breakStart[r] as number
  let clock = problem.shiftFrom[r] as number
  let price = 0
  let p = start
  for (;;) {
    const v = p === after && extra >= 0 ? extra : p === extra ? (next[after] as number) : (next[p] as number)
    let arrival = clock + (seconds[p * nodes + v] as number)
    while (nextBreak < lastBreak && arrival >= (problem.breakFrom[nextBreak] as number)) {
      if (clock > (problem.breakUntil[nextBreak] as number)) break
      arrival += problem.breakSeconds[nextBreak] as number
      nextBreak += 1
    }
    if (v === end) {
      const over = arrival - (soft.overtimeFrom[r] as number)
      return over > 0 ? price + over * (soft.overtimePerSecond[r] as number) : price
    }
    let begin = never
    for (let k = windowStart[v] as number; k < (windowStart[v + 1] as number); k += 1) {
      if (arrival > (windowUntil[k] as number)) continue
      begin = Math.max(arrival, windowFrom[k] as number)
      break
    }
    const late = begin - (soft.dueAt[v] as number)
    if (late > 0) price += late * (soft.latePerSecond[v] as number)
    const waited = begin - (soft.urgentFrom[v] as number)
    if (waited > 0) price += waited * (soft.waitPerSecond[v] as number)
    const away = Math.max((soft.heldFrom[v] as number) - begin, begin - (soft.heldUntil[v] as number))
    if (away > 0) price += away * (soft.awayPerSecond[v] as number)
    clock = begin + (service[v * m + r] as number)
    p = v
  }
}
