import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestPlaces, openPlaces } from './open-places.ts'
import type { ProblemArrays } from './problem-arrays.ts'
import { search } from './search.ts'
import { smallProblem } from './small-problems.ts'
import { makeTours } from './tours.ts'

const wishes = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  jobs: fc.integer({ min: 2, max: 14 }),
  technicians: fc.integer({ min: 1, max: 4 }),
  breaks: fc.integer({ min: 0, max: 3 }),
  soft: fc.boolean(),
  limits: fc.boolean(),
  hours: fc.boolean(),
})

/** The cost of one technician's tour, timed from scratch; null when it breaks a rule. */
const costOf = (problem: ProblemArrays, r: number, jobs: readonly number[]): number | null => {
  const tours = makeTours(problem)
  let last = problem.n + r
  for (const job of jobs) {
    tours.link(job, last)
    last = job
  }
  tours.refresh(r)
  return tours.fits(r) ? (tours.cost[r] ?? 0) : null
}

test('the places of a job are exactly those that trying every gap finds, at the same prices', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const problem = smallProblem(wish)
      let look = 0
      const { tours, absent } = search(problem, { seed: wish.seed, progress: () => look++ / 4 })
      const job = absent[0] ?? tours.flat()[0] ?? 0
      const plan = tours.map((jobs) => jobs.filter((one) => one !== job))
      const tried = plan.flatMap((jobs, r) =>
        Array.from({ length: jobs.length + 1 }, (_, position) => {
          const cost = problem.allowed[job * problem.m + r]
            ? costOf(problem, r, [...jobs.slice(0, position), job, ...jobs.slice(position)])
            : null
          return cost === null
            ? []
            : [{ technician: r, position, cost: cost - (costOf(problem, r, jobs) ?? 0) }]
        }).flat(),
      )
      const order = (list: readonly { technician: number; position: number; cost: number }[]): string[] =>
        list.map(({ technician, position, cost }) => `${technician}/${position} ${cost.toFixed(3)}`).sort()
      const found = bestPlaces(problem, plan, job)
      expect(order(found)).toEqual(order(tried))
      expect(found.map(({ cost }) => cost)).toEqual(found.map(({ cost }) => cost).sort((a, b) => a - b))
    }),
    { seed: 5, numRuns: 150 },
  )
})

test('a tour that has changed answers as if the plan had been opened anew', () => {
  const problem = smallProblem({ seed: 4, jobs: 20, technicians: 4, breaks: 1, soft: true, limits: false })
  let look = 0
  const { tours } = search(problem, { seed: 1, progress: () => look++ / 10 })
  const live = openPlaces(problem, tours)
  const r = tours.findIndex((jobs) => jobs.length > 1)
  const job = tours[r]?.[0] ?? 0
  const without = tours.map((jobs) => jobs.filter((one) => one !== job))
  live.setTour(r, without[r] ?? [])
  expect(live.bestPlaces(job, 5)).toEqual(bestPlaces(problem, without, job, 5))
})
