import { below, type Random } from '../random.ts'
import type { Recreate } from './recreate.ts'
import type { TourPool } from './tour-pool.ts'
import type { WorkingPlan } from './working-plan.ts'

export interface Recombination {
  /** Whether it is time again, at this share of the time. */
  isDue(gone: number): boolean
  /**
   * Leaves the cheapest recombination in the plan and answers its cost, if that is below `bestCost`; else leaves the
   * plan as it came and answers `bestCost`.
   */
  run(bestCost: number, gone: number): number
}

/** Recombinations in one search, the shares of the time of the first and the last. */
const times = 8
const firstTime = 0.3
const lastTime = 0.96
const subgradientSteps = 120
const drafts = 12
/** Shares of the time that finding prices, and building plans, may take each time. */
const pricingShare = 0.005
const draftsShare = 0.007

/**
 * Chooses one pooled tour a technician so that together they serve most at least cost: set packing by Lagrangean
 * relaxation with subgradient steps (Held, Wolfe & Crowder 1974; for tours of a search's history: Rochat & Taillard
 * 1995). A job's price λ lies between 0 and its penalty; a tour is worth Σ λ of its jobs less its cost. The most
 * promising choices are built, doubled jobs dropped, missing ones inserted.
 */
export const makeRecombination = (
  plan: WorkingPlan,
  pool: TourPool,
  recreate: Recreate,
  random: Random,
  progress: () => number,
): Recombination => {
  const { n, m, penalty } = plan.problem
  const { owner, cost, start, length, jobs } = pool
  const prices = Float64Array.from(penalty, (one) => one / 2)
  const allPenalties = penalty.reduce((sum, one) => sum + one, 0)
  const chosen = new Int32Array(m)
  const value = new Float64Array(m)
  const cover = new Int32Array(n)
  const entry = new Int32Array(n + m)
  const found = new Int32Array(n + m)
  const draft = new Int32Array(n + m)
  const order = Int32Array.from({ length: m }, (_, r) => r)
  let runs = 0
  let next = firstTime

  /** For each technician the pooled tour that is worth most at the present prices; −1 for none. */
  const choose = (): void => {
    value.fill(0)
    chosen.fill(-1)
    for (let k = 0; k < pool.count(); k += 1) {
      let worth = -(cost[k] as number)
      const end = (start[k] as number) + (length[k] as number)
      for (let e = start[k] as number; e < end; e += 1) worth += prices[jobs[e] as number] as number
      const r = owner[k] as number
      if (worth <= (value[r] as number)) continue
      value[r] = worth
      chosen[r] = k
    }
  }

  /** Counts how often each job is in the chosen tours; answers what they are worth with doubles counted once. */
  const countCover = (): number => {
    cover.fill(0)
    let worth = 0
    for (let r = 0; r < m; r += 1) {
      const k = chosen[r] as number
      if (k < 0) continue
      worth -= cost[k] as number
      for (let e = start[k] as number; e < (start[k] as number) + (length[k] as number); e += 1) {
        const u = jobs[e] as number
        if (cover[u] === 0) worth += penalty[u] as number
        cover[u] = (cover[u] as number) + 1
      }
    }
    return worth
  }

  const slopeOf = (u: number): number =>
    ((penalty[u] as number) > (prices[u] as number) ? 1 : 0) - (cover[u] as number)

  const collect = (known: number, until: number): Int32Array[] => {
    const promising: { selection: Int32Array; worth: number }[] = []
    let bound = Number.POSITIVE_INFINITY
    let pace = 1
    let sinceBetter = 0
    for (let round = 0; round < subgradientSteps && pace >= 0.01 && progress() < until; round += 1) {
      choose()
      promising.push({ worth: countCover(), selection: chosen.slice() })
      let upper = value.reduce((sum, one) => sum + one, 0)
      let squares = 0
      for (let u = 0; u < n; u += 1) {
        upper += (penalty[u] as number) - (prices[u] as number)
        squares += slopeOf(u) ** 2
      }
      if (squares === 0) break
      sinceBetter = upper < bound - 1 ? 0 : sinceBetter + 1
      bound = Math.min(bound, upper)
      if (sinceBetter === 8) {
        pace /= 2
        sinceBetter = 0
      }
      const step = (pace * Math.max(1, upper - known)) / squares
      for (let u = 0; u < n; u += 1) {
        const price = (prices[u] as number) + step * slopeOf(u)
        prices[u] = Math.max(0, Math.min(penalty[u] as number, price))
      }
    }
    promising.sort((a, b) => b.worth - a.worth)
    return promising.slice(0, drafts).map(({ selection }) => selection)
  }

  /** Writes a selection as a plan; of doubled jobs the first technician, in drawn order, keeps his. */
  const write = (selection: Int32Array): void => {
    for (let k = m - 1; k > 0; k -= 1) {
      const other = below(random, k + 1)
      const held = order[k] as number
      order[k] = order[other] as number
      order[other] = held
    }
    const keeper = cover.fill(-1)
    for (const r of order) {
      const k = selection[r] as number
      for (let e = 0; k >= 0 && e < (length[k] as number); e += 1) {
        const u = jobs[(start[k] as number) + e] as number
        if (keeper[u] === -1) keeper[u] = r
      }
    }
    let at = 0
    for (let r = 0; r < m; r += 1) {
      const k = selection[r] as number
      for (let e = 0; k >= 0 && e < (length[k] as number); e += 1) {
        const u = jobs[(start[k] as number) + e] as number
        if (keeper[u] === r) draft[at++] = u
      }
      draft[at++] = -1
    }
  }

  return {
    isDue: (gone) => gone >= next,
    run(bestCost, gone) {
      runs += 1
      next = 1 - (1 - firstTime) * ((times - runs) / times) ** 1.5
      if (runs >= times - 1) next = runs === times - 1 ? lastTime : 2
      plan.save(entry)
      let best = bestCost
      const until = Math.min(1, gone + pricingShare + draftsShare)
      for (const selection of collect(allPenalties - bestCost, Math.min(1, gone + pricingShare))) {
        if (progress() >= until) break
        write(selection)
        plan.load(draft)
        plan.begin()
        recreate.regret(0)
        const price = plan.cost()
        if (price >= best - 0.5) continue
        best = price
        plan.save(found)
      }
      plan.load(best < bestCost ? found : entry)
      if (pool.isFull()) pool.retain((k) => k % 2 === 0)
      return best
    },
  }
}
