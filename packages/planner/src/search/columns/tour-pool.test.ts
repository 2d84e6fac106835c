import { expect, test } from 'vitest'
import { smallProblem } from '../small-problems.ts'
import { makeWorkingPlan } from '../working-plan.ts'
import { makeTourPool } from './tour-pool.ts'

const jobs = 6
const problem = smallProblem({ seed: 3, jobs, technicians: 2, breaks: 0, soft: false, limits: false })

test('the pool never takes one set of jobs for another that has the same sign', () => {
  const plan = makeWorkingPlan(problem)
  // Every draw alike: all sets of one size have one sign.
  const pool = makeTourPool(plan, () => 0.25)
  const remember = (flat: readonly number[], r: number): void => {
    plan.load(Int32Array.from(flat))
    pool.add(r)
  }
  remember([0, -1, -1], 0)
  const price = pool.cost[0]
  for (let u = 1; u < jobs; u += 1) remember([u, -1, -1], 0)
  remember([-1, 0, -1], 1)
  expect([pool.count(), pool.owner[0], pool.jobs[0], pool.cost[0]]).toEqual([1, 0, 0, price])
})

test('the pool keeps a set at its cheapest order', () => {
  const plan = makeWorkingPlan(problem)
  let draw = 0
  const pool = makeTourPool(plan, () => (draw++ * 0.37) % 1)
  const costs = [
    [0, 1, 2, -1, -1],
    [2, 1, 0, -1, -1],
    [1, 0, 2, -1, -1],
  ].map((flat) => {
    plan.load(Int32Array.from(flat))
    pool.add(0)
    return plan.tours.cost[0] ?? 0
  })
  expect([pool.count(), pool.cost[0]]).toEqual([1, Math.min(...costs)])
})
