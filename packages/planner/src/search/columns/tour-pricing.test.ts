import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import type { ProblemArrays } from '../problem-arrays.ts'
import { prepareSearch } from '../search.ts'
import { smallProblem } from '../small-problems.ts'
import { makeTours, type Tours } from '../tours.ts'
import { longestTour } from './tour-labels.ts'
import { makeTourPricing } from './tour-pricing.ts'

const wishes = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  jobs: fc.integer({ min: 1, max: 7 }),
  technicians: fc.constant(2),
  breaks: fc.integer({ min: 0, max: 1 }),
  soft: fc.constant(false),
  limits: fc.boolean(),
})

test('tours found by prices keep all rules but metres; the best are worth nearly as much as trying all finds', () => {
  let found = 0
  let possible = 0
  fc.assert(
    fc.property(wishes, (wish) => {
      const problem = { ...smallProblem(wish), metres: null }
      const prices = pricesOf(problem, wish.seed)
      const { able, neighbours } = prepareSearch(problem)
      const pricing = makeTourPricing(problem, able, neighbours)
      const tours = makeTours(problem)
      for (let r = 0; r < problem.m; r += 1) {
        const values: number[] = []
        for (let k = pricing.find(r, prices, 0.2, 0) - 1; k >= 0; k -= 1) {
          const from = k * longestTour
          const jobs = [...pricing.jobs.subarray(from, from + (pricing.length[k] ?? 0))]
          expect(new Set(jobs).size).toBe(jobs.length)
          for (const u of jobs) expect(problem.allowed[u * problem.m + r]).toBe(1)
          const value = earningsOf(tours, prices, r, jobs)
          expect(value).toBeGreaterThan(0)
          values.push(value)
        }
        const most = Math.max(0, ...values)
        const truth = bestByTrying(tours, prices, r, [])
        expect(most).toBeLessThanOrEqual(truth + 1e-6)
        found += most
        possible += truth
      }
    }),
    { seed: 7, numRuns: 120 },
  )
  expect(found / possible).toBeGreaterThan(0.97)
})

const pricesOf = ({ n }: ProblemArrays, seed: number): Float64Array => {
  const random = seededRandom(seed)
  return Float64Array.from({ length: n }, () => (random() < 0.2 ? 0 : random() * 8_000))
}

/** What a sequence is worth, −∞ if it breaks a rule. */
const earningsOf = (tours: Tours, prices: Float64Array, r: number, jobs: readonly number[]): number => {
  const { n } = tours.problem
  jobs.forEach((u, k) => {
    tours.link(u, jobs[k - 1] ?? n + r)
  })
  tours.refresh(r)
  const value = tours.fits(r)
    ? jobs.reduce((sum, u) => sum + (prices[u] ?? 0), -(tours.cost[r] ?? 0))
    : Number.NEGATIVE_INFINITY
  for (const u of jobs) tours.unlink(u)
  tours.refresh(r)
  return value
}

const bestByTrying = (tours: Tours, prices: Float64Array, r: number, jobs: readonly number[]): number => {
  const { n, m, allowed } = tours.problem
  let best = 0
  for (let u = 0; u < n; u += 1) {
    if (jobs.includes(u) || !allowed[u * m + r] || (prices[u] ?? 0) <= 0) continue
    const longer = [...jobs, u]
    const value = earningsOf(tours, prices, r, longer)
    if (value > Number.NEGATIVE_INFINITY) best = Math.max(best, value, bestByTrying(tours, prices, r, longer))
  }
  return best
}
