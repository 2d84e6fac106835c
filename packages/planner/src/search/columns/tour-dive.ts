import { below, type Random } from '../../random.ts'
import type { Able, Neighbours } from '../neighbours.ts'
import type { Recreate } from '../recreate.ts'
import type { WorkingPlan } from '../working-plan.ts'
import { longestTour } from './tour-labels.ts'
import { makeTourPool } from './tour-pool.ts'
import { makeTourPrices } from './tour-prices.ts'
import { makeTourPricing } from './tour-pricing.ts'

export interface TourDive {
  /** Remembers the tours touched in this round. */
  remember(): void
  /**
   * Leaves another plan in the working plan, often dearer than the best that is given, whose cost is `bestCost`; the best
   * itself when the time is over first.
   */
  run(bestPlan: Int32Array, bestCost: number): void
}

/** Rounds of prices and tours for the whole problem, the share of the time they may take, and the gain that ends them. */
const mostRounds = 25
const rootShare = 0.2
const leastRootGain = 0.001
/** Steps of the prices before new tours are looked for, and after. */
const stepsBefore = 80
const stepsAfter = 100
/** What is worth so much of a technician's best tour is remembered too. */
const nearlyBest = 0.98
/** What a second of a shift is held to be worth, in parts of what the best tour makes of it. */
const rateOfWorth = 0.7
/** Tours taken at once, the others only if the relaxed choice takes so much of them; the first is drawn from so many. */
const mostAtOnce = 3
const sure = 0.9
const drawnFrom = 4
/** With more tours than these, only so many are kept. */
const mostTours = 12_000
const toursKept = 6000
/** Dives into a part of the best plan, after each into the whole, and the least and the most of the technicians in it. */
const partialDives = 2
const leastPart = 0.2
const mostPart = 0.5
const fewestInPart = 3

/**
 * Builds plans of tours that were seen and tours that pay at the prices of jobs: column generation with diving (prices
 * by relaxation, tours by pricing; fix what the relaxed choice is surest of; prices anew for what is left). It finds which
 * jobs to leave out, where ruin and recreate must stumble upon it; what it leaves is raw and to be annealed.
 */
export const makeTourDive = (
  plan: WorkingPlan,
  able: Able,
  neighbours: Neighbours,
  recreate: Recreate,
  random: Random,
  progress: () => number,
): TourDive => {
  const { n, m, penalty, shiftFrom, shiftUntil } = plan.problem
  const { tours } = plan
  const pool = makeTourPool(plan, random)
  const market = makeTourPrices(plan, pool, able)
  const pricing = makeTourPricing(plan.problem, able, neighbours)
  const { prices, free, open, worth, idle, share } = market
  const { owner, start, length, jobs } = pool
  const rootPrices = Float64Array.from(prices)
  const offered = new Float64Array(n)
  const kept = new Int32Array(m)
  const firstOf = new Int32Array(m)
  const draft = new Int32Array(n + m)
  const allPenalties = penalty.reduce((sum, one) => sum + one, 0)
  let isRooted = false
  let untilWhole = 0

  /** Tries what pricing found for r in the plan, in which he has no job; what it costs there is true. */
  const tryTours = (r: number, count: number): void => {
    for (let k = 0; k < count; k += 1) {
      const from = k * longestTour
      const size = pricing.length[k] as number
      for (let i = 0, p = n + r; i < size; i += 1) {
        const u = pricing.jobs[from + i] as number
        tours.link(u, p)
        p = u
      }
      tours.refresh(r)
      if (tours.fits(r)) pool.put(r, pricing.jobs, from, size, tours.cost[r] as number)
      for (let i = 0; i < size; i += 1) tours.unlink(pricing.jobs[from + i] as number)
    }
    tours.refresh(r)
  }

  /** Looks for tours of all who are open, while there is time; answers by how much their best ones are worth more now. */
  const findTours = (): number => {
    for (let u = 0; u < n; u += 1) offered[u] = free[u] === 1 ? (prices[u] as number) : 0
    market.choose()
    const before = worth.reduce((sum, one) => sum + one, 0)
    for (let r = 0; r < m; r += 1) {
      if (open[r] === 0 || progress() >= 1) continue
      const most = worth[r] as number
      const rate = (rateOfWorth * most) / Math.max(1, (shiftUntil[r] as number) - (shiftFrom[r] as number))
      tryTours(r, pricing.find(r, offered, rate, most * nearlyBest - (idle[r] as number)))
    }
    market.gather()
    market.choose()
    return worth.reduce((sum, one) => sum + one, 0) - before
  }

  const openAll = (): void => {
    free.fill(1)
    open.fill(1)
    prices.set(rootPrices)
    market.gather()
  }

  const settleRoot = (served: number): void => {
    const until = Math.min(1, progress() + rootShare)
    market.gather()
    for (let round = 0; round < mostRounds && progress() < until; round += 1) {
      market.settle(stepsBefore, 0.5, served)
      if (isCrowded()) thinOut()
      if (findTours() < served * leastRootGain) break
    }
    rootPrices.set(prices)
  }

  /** Whether there are more tours than can be gone through again and again, or than can be remembered. */
  const isCrowded = (): boolean => pool.count() > mostTours || pool.isFull()

  /** Forgets the tours that are furthest from being chosen at the present prices. */
  const thinOut = (): void => {
    const count = pool.count()
    market.choose()
    const behind = Float64Array.from(
      { length: count },
      (_, k) => (worth[owner[k] as number] as number) - market.worthOf(k),
    )
    const limit = behind.slice().sort()[Math.min(toursKept, count >> 1)] as number
    pool.retain((k) => (behind[k] as number) <= limit)
    market.gather()
  }

  const keep = (k: number): void => {
    const r = owner[k] as number
    const end = (start[k] as number) + (length[k] as number)
    open[r] = 0
    kept[r] = k
    for (let e = start[k] as number; e < end; e += 1) free[jobs[e] as number] = 0
  }

  /** Keeps the tours that the relaxed choice is surest of; false when there are none. */
  const keepSurest = (): boolean => {
    const order: number[] = []
    for (let i = 0; i < market.count(); i += 1) if ((share[i] as number) > 0.01) order.push(i)
    if (order.length === 0) return false
    order.sort((a, b) => (share[b] as number) - (share[a] as number))
    // Mostly the first, so that dives differ.
    const drawn = Math.floor(random() ** 3 * Math.min(drawnFrom, order.length))
    keep(market.tours[order[drawn] as number] as number)
    let left = mostAtOnce - 1
    for (const i of order) {
      if (left === 0 || (share[i] as number) < sure) break
      const k = market.tours[i] as number
      if (!market.canTake(k)) continue
      keep(k)
      left -= 1
    }
    return true
  }

  const descend = (): void => {
    prices.set(rootPrices)
    market.gather()
    while (progress() < 1) {
      market.settle(stepsBefore, 0.5, 0)
      findTours()
      market.settle(stepsAfter, 0.3, 0)
      if (!keepSurest()) return
      market.gather()
    }
  }

  /** Opens some technicians with the jobs they have in the best plan; the others keep theirs. */
  const openPart = (bestPlan: Int32Array): void => {
    const part = leastPart + (mostPart - leastPart) * random()
    open.fill(0)
    for (let left = Math.min(m, Math.max(fewestInPart, Math.round(m * part))); left > 0; ) {
      const r = below(random, m)
      if (open[r] === 1) continue
      open[r] = 1
      left -= 1
    }
    free.fill(1)
    let at = 0
    for (let r = 0; r < m; r += 1) {
      firstOf[r] = at
      for (; (bestPlan[at] as number) >= 0; at += 1) if (open[r] === 0) free[bestPlan[at] as number] = 0
      at += 1
    }
  }

  /** Loads the tours kept, for who kept none the one of the best plan if he was not open, and puts in what else fits. */
  const build = (bestPlan: Int32Array, wasOpen: Uint8Array): void => {
    let at = 0
    for (let r = 0; r < m; r += 1) {
      const k = kept[r] as number
      if (k >= 0)
        for (let e = 0; e < (length[k] as number); e += 1)
          draft[at++] = jobs[(start[k] as number) + e] as number
      else if (wasOpen[r] === 0)
        for (let e = firstOf[r] as number; (bestPlan[e] as number) >= 0; e += 1)
          draft[at++] = bestPlan[e] as number
      draft[at++] = -1
    }
    plan.load(draft)
    plan.begin()
    recreate.regret(0)
  }

  return {
    remember: pool.addTouched,
    run(bestPlan, bestCost) {
      const served = allPenalties - bestCost
      openAll()
      if (isCrowded()) {
        if (!isRooted) market.settle(stepsBefore, 0.5, served)
        thinOut()
      }
      plan.load(bestPlan)
      for (let r = 0; r < m; r += 1) pool.add(r)
      plan.clear()
      if (!isRooted) settleRoot(served)
      isRooted = true
      kept.fill(-1)
      if (untilWhole === 0) untilWhole = partialDives
      else {
        openPart(bestPlan)
        untilWhole -= 1
      }
      const wasOpen = open.slice()
      descend()
      // What time has cut short is no plan.
      if (progress() < 1) build(bestPlan, wasOpen)
      else plan.load(bestPlan)
    },
  }
}
