import type { ExchangeTable } from './exchange-table.ts'
import type { InsertionSearch } from './insertion-search.ts'
import type { Able } from './neighbours.ts'
import type { WorkingPlan } from './working-plan.ts'

export interface EjectionChain {
  /** Makes the plan cheaper by the best chain that is found; touches its tours. False when there is none. */
  improve(): boolean
}

/** Jobs that may be thrown out one after the other. */
const longest = 5

/**
 * Ejection chains (Glover 1996; multi-exchange graphs after Thompson & Psaraftis 1993): an absent job takes the place
 * of another in a tour, that one of a third in another tour, and so on, until one finds a free place or is left out,
 * being cheaper to leave. A chain enters each tour once, so that its price is the exact sum of its steps. Layer by layer
 * the cheapest way to throw out each job is kept (label setting, one label a job).
 */
export const makeEjectionChain = (
  plan: WorkingPlan,
  insertion: InsertionSearch,
  exchanges: ExchangeTable,
  able: Able,
): EjectionChain => {
  const { problem, tours, absent, guide } = plan
  const { n, m } = problem
  const { tour, version } = tours
  const { start: ableStart, list: ableList } = able
  const label = Array.from({ length: longest + 1 }, () => new Float64Array(n))
  const thrower = Array.from({ length: longest + 1 }, () => new Int32Array(n))
  const end = { gain: 0, depth: -1, job: -1, tour: -1 }

  const isOnChain = (depth: number, job: number, r: number): boolean => {
    for (let k = depth, w = job; k > 0; k -= 1) {
      if (tour[w] === r) return true
      w = thrower[k]?.[w] as number
    }
    return false
  }

  const tryEnds = (depth: number, v: number, so: number): void => {
    if (depth > 0 && so + (guide[v] as number) < end.gain) {
      end.gain = so + (guide[v] as number)
      end.depth = depth
      end.job = v
      end.tour = -1
    }
    for (let k = ableStart[v] as number; k < (ableStart[v + 1] as number); k += 1) {
      const r = ableList[k] as number
      const cell = v * m + r
      if (tour[v] === r) continue
      if (insertion.knownVersion[cell] !== version[r]) insertion.evaluate(v, r)
      const cost = so + (insertion.knownCost[cell] as number)
      if (cost >= end.gain || isOnChain(depth, v, r)) continue
      end.gain = cost
      end.depth = depth
      end.job = v
      end.tour = r
    }
  }

  const extend = (depth: number): void => {
    const so = label[depth] as Float64Array
    const then = label[depth + 1] as Float64Array
    const by = thrower[depth + 1] as Int32Array
    for (let w = 0; w < n; w += 1) {
      const r = tour[w] as number
      let least = 0
      by[w] = -1
      const end = r < 0 ? 0 : w * n + (exchanges.count[w] as number)
      for (let cell = w * n; cell < end; cell += 1) {
        const v = exchanges.job[cell] as number
        const reached = so[v] as number
        if (reached >= 0) continue
        const cost = reached + (exchanges.cost[cell] as number)
        if (cost >= least || isOnChain(depth, v, r)) continue
        least = cost
        by[w] = v
      }
      then[w] = least
    }
  }

  /** Walks the chain back to its absent job and carries it out. */
  const carryOut = (): void => {
    const chain = [end.job]
    for (let k = end.depth, w = end.job; k > 0; k -= 1) {
      w = thrower[k]?.[w] as number
      chain.unshift(w)
    }
    const places = chain.slice(1).map((w, k) => exchanges.placeOf(w, chain[k] as number))
    if (end.tour >= 0) places.push(insertion.knownPlace[end.job * m + end.tour] as number)
    for (const w of chain.slice(1)) {
      const r = tour[w] as number
      plan.touch(r)
      plan.takeOut(w)
      tours.refresh(r)
    }
    if (end.tour >= 0) plan.touch(end.tour)
    places.forEach((place, k) => {
      plan.putIn(absent.indexOf(chain[k] as number), place)
    })
  }

  return {
    improve() {
      exchanges.update()
      const first = label[0] as Float64Array
      first.fill(0)
      for (let k = 0; k < plan.absentCount; k += 1)
        first[absent[k] as number] = -(guide[absent[k] as number] as number)
      end.gain = -0.5
      end.depth = -1
      for (let depth = 0; depth <= longest; depth += 1) {
        const so = label[depth] as Float64Array
        for (let v = 0; v < n; v += 1) if ((so[v] as number) < end.gain) tryEnds(depth, v, so[v] as number)
        if (depth < longest) extend(depth)
      }
      if (end.depth < 0) return false
      carryOut()
      return true
    },
  }
}
