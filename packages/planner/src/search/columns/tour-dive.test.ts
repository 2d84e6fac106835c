import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import { never, type ProblemArrays } from '../problem-arrays.ts'
import { makeRecreate } from '../recreate.ts'
import { prepareSearch } from '../search.ts'
import { type SmallProblem, smallProblem } from '../small-problems.ts'
import { makeTours } from '../tours.ts'
import { makeTourDive } from './tour-dive.ts'
import { makeTourPool } from './tour-pool.ts'
import { makeTourPrices } from './tour-prices.ts'

const technicians = 3
const wishes = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  jobs: fc.integer({ min: 2, max: 7 }),
  technicians: fc.constant(technicians),
  breaks: fc.integer({ min: 0, max: 1 }),
  soft: fc.constant(false),
  limits: fc.boolean(),
})

/** Everything a dive needs, for a plan without a job. */
const worldOf = (problem: ProblemArrays, seed: number) => {
  const { plan, insertion, able, neighbours } = prepareSearch(problem)
  const random = seededRandom(seed)
  const pool = makeTourPool(plan, random)
  const market = makeTourPrices(plan, pool, able)
  const recreate = makeRecreate(plan, insertion, able, random)
  const dive = makeTourDive(plan, able, neighbours, recreate, random, () => 0)
  plan.clear()
  return { plan, pool, market, dive }
}

test('dives from an empty plan come near the best of all plans, and none is cheaper', () => {
  expect(divedToBest(wishes, 400)).toBeLessThan(1.02)
})

test('so they do where lateness, overtime and slow hours cost', () => {
  const dear = wishes.map((wish) => ({ ...wish, soft: wish.seed % 3 > 0, hours: wish.seed % 3 < 2 }))
  expect(divedToBest(dear, 150)).toBeLessThan(1.03)
})

/** Costs of the cheapest of three dives in each of some worlds, in parts of the cheapest plans' costs. */
const divedToBest = (worlds: fc.Arbitrary<SmallProblem>, numRuns: number): number => {
  let dived = 0
  let least = 0
  fc.assert(
    fc.property(worlds, (wish) => {
      const problem = smallProblem(wish)
      const { plan, dive } = worldOf(problem, wish.seed)
      const best = bestByTrying(problem)
      const empty = new Int32Array(problem.n + problem.m).fill(-1)
      let cheapest = plan.cost()
      for (let k = 0; k < 3; k += 1) {
        dive.run(empty, plan.cost())
        for (let r = 0; r < problem.m; r += 1) expect(plan.tours.fits(r)).toBe(true)
        expect(plan.cost()).toBeGreaterThanOrEqual(best - 1e-6)
        cheapest = Math.min(cheapest, plan.cost())
      }
      dived += cheapest
      least += best
    }),
    { seed: 2, numRuns },
  )
  return dived / least
}

test('what prices promise is never less than the best plan brings, and hardly more', () => {
  let promised = 0
  let brought = 0
  fc.assert(
    fc.property(wishes, (wish) => {
      const problem = smallProblem(wish)
      const { plan, pool, market } = worldOf(problem, wish.seed)
      const nothing = plan.cost()
      for (let r = 0; r < problem.m; r += 1)
        for (const { jobs, cost } of toursOf(problem, r))
          pool.put(r, Int32Array.from(jobs), 0, jobs.length, cost)
      market.free.fill(1)
      market.open.fill(1)
      market.gather()
      market.settle(300, 0.5, 0)
      market.choose()
      const worth = market.worth.reduce((sum, one) => sum + one, 0)
      const surplus = problem.penalty.reduce((sum, one, u) => sum + one - (market.prices[u] ?? 0), 0)
      const best = nothing - bestByTrying(problem)
      expect(worth + surplus).toBeGreaterThanOrEqual(best - 1e-6)
      promised += worth + surplus
      brought += best
    }),
    { seed: 4, numRuns: 60 },
  )
  expect(promised / brought).toBeLessThan(1.03)
})

interface Tried {
  readonly jobs: readonly number[]
  readonly cost: number
}

/** Every sequence that r may drive. */
const toursOf = (problem: ProblemArrays, r: number): Tried[] => {
  const { n, m, allowed } = problem
  const tours = makeTours(problem)
  const found: Tried[] = []
  const tryFrom = (jobs: readonly number[]): void => {
    for (let u = 0; u < n; u += 1) {
      if (jobs.includes(u) || !allowed[u * m + r]) continue
      const longer = [...jobs, u]
      longer.forEach((v, k) => {
        tours.link(v, longer[k - 1] ?? n + r)
      })
      tours.refresh(r)
      const fits = tours.fits(r)
      if (fits) found.push({ jobs: longer, cost: tours.cost[r] ?? 0 })
      for (const v of longer) tours.unlink(v)
      tours.refresh(r)
      if (fits) tryFrom(longer)
    }
  }
  tryFrom([])
  return found
}

/** The cost of the cheapest plan: the cheapest tour of each set of jobs, technician by technician. */
const bestByTrying = (problem: ProblemArrays): number => {
  const { n, m, penalty } = problem
  const idle = makeTours(problem).cost
  let costs = new Float64Array(2 ** n).fill(never)
  costs[0] = 0
  for (let r = 0; r < m; r += 1) {
    const before = costs
    costs = before.map((cost) => cost + (idle[r] ?? 0))
    for (const { jobs, cost } of toursOf(problem, r)) {
      const set = jobs.reduce((sum, u) => sum + 2 ** u, 0)
      for (let others = 0; others < before.length; others += 1)
        if ((others & set) === 0)
          costs[others | set] = Math.min(costs[others | set] ?? 0, (before[others] ?? 0) + cost)
    }
  }
  return costs.reduce((least, cost, set) => {
    const absent = penalty.reduce((sum, one, u) => sum + (set & (1 << u) ? 0 : one), 0)
    return Math.min(least, cost + absent)
  }, never)
}
