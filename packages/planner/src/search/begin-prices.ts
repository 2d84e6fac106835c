import { never, noSoftCosts, type ProblemArrays } from './problem-arrays.ts'

/** Prices of when work begins and tours end. */
export interface BeginPrices {
  ofBegin(u: number, begin: number): number
  ofEnd(r: number, end: number): number
  /** How much later job u may begin before its price changes, or its window ends. */
  patience(u: number, begin: number): number
  /** How much later a tour may end before its price changes. */
  patienceAtEnd(r: number, end: number): number
}

/** By the problem's soft costs; where it has none, nothing costs. */
export const makeBeginPrices = (problem: ProblemArrays): BeginPrices => {
  const { windowStart, windowUntil } = problem
  const soft = problem.soft ?? noSoftCosts(problem.n, problem.m)

  const windowEnd = (u: number, begin: number): number => {
    let k = windowStart[u] as number
    while ((windowUntil[k] as number) < begin && k + 1 < (windowStart[u + 1] as number)) k += 1
    return windowUntil[k] as number
  }

  return {
    ofBegin(u, begin) {
      let price = 0
      const late = begin - (soft.dueAt[u] as number)
      if (late > 0) price += late * (soft.latePerSecond[u] as number)
      const waited = begin - (soft.urgentFrom[u] as number)
      if (waited > 0) price += waited * (soft.waitPerSecond[u] as number)
      const away = Math.max((soft.heldFrom[u] as number) - begin, begin - (soft.heldUntil[u] as number))
      return away > 0 ? price + away * (soft.awayPerSecond[u] as number) : price
    },
    ofEnd(r, end) {
      const over = end - (soft.overtimeFrom[r] as number)
      return over > 0 ? over * (soft.overtimePerSecond[r] as number) : 0
    },
    patience(u, begin) {
      let most = never
      if ((soft.latePerSecond[u] as number) > 0) most = (soft.dueAt[u] as number) - begin
      if ((soft.waitPerSecond[u] as number) > 0) most = Math.min(most, (soft.urgentFrom[u] as number) - begin)
      if ((soft.awayPerSecond[u] as number) > 0)
        most =
          begin < (soft.heldFrom[u] as number) ? -1 : Math.min(most, (soft.heldUntil[u] as number) - begin)
      // Behind the end of the window that he begins in, the next one would make him begin much later.
      return Math.min(most, windowEnd(u, begin) - begin)
    },
    patienceAtEnd: (r, end) =>
      (soft.overtimePerSecond[r] as number) > 0 ? (soft.overtimeFrom[r] as number) - end : never,
  }
}
