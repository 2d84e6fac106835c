import { expect, it } from 'vitest'
import { routesOf, sequenceOf } from './flat-plan.ts'
import { createPlanBoard, findBetterPlan, postPlan } from './plan-board.ts'
import { star } from './small-fleets.ts'

it('a board shows each search the best plan of the others, and only a better one', () => {
  const board = createPlanBoard(3, star)
  const routes = [{ group: 0, customers: [1, 2] }]
  postPlan(board, 0, { cost: 70, sequence: sequenceOf(routes) })
  postPlan(board, 1, { cost: 80, sequence: sequenceOf([]) })
  postPlan(board, 0, { cost: 90, sequence: sequenceOf([]) })
  const found = findBetterPlan(board, 2, 100)
  expect(found?.cost).toBe(70)
  expect(routesOf(found?.sequence ?? sequenceOf([]))).toEqual(routes)
  expect(findBetterPlan(board, 2, 70)).toBeUndefined()
  expect(findBetterPlan(board, 0, 75)).toBeUndefined()
})
