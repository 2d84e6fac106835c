import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeInsertionSearch } from './insertion-search.ts'
import { bestPlaces } from './open-places.ts'
import { never } from './problem-arrays.ts'
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

test('the place of a job in a tour is the cheapest of all its gaps, however little is looked at', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const problem = smallProblem(wish)
      // Beginning later may be nearer to the time that was promised: what that might save is not counted on.
      problem.soft?.awayPerSecond.fill(0)
      const { n, m } = problem
      let look = 0
      const { tours: plan } = search(problem, { seed: wish.seed, progress: () => look++ / 4 })
      const tours = makeTours(problem)
      plan.forEach((jobs, r) => {
        jobs.forEach((job, k) => {
          tours.link(job, jobs[k - 1] ?? n + r)
        })
        if (jobs.length > 0) tours.refresh(r)
      })
      const insertion = makeInsertionSearch(problem, tours)
      for (let u = 0; u < n; u += 1) {
        if (tours.tour[u] !== -1) continue
        const all = bestPlaces(problem, plan, u)
        for (let r = 0; r < m; r += 1) {
          const best = Math.min(
            never,
            ...all.filter(({ technician }) => technician === r).map(({ cost }) => cost),
          )
          expect(insertion.find(u, r)).toBeCloseTo(best, 6)
        }
      }
    }),
    { seed: 11, numRuns: 150 },
  )
})
