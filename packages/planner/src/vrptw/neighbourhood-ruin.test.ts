import { describe, expect, it } from 'vitest'
import { FastChance } from './fast-chance.ts'
import { loadPlan } from './flat-plan.ts'
import { NearLists } from './near-lists.ts'
import { NeighbourhoodRuin } from './neighbourhood-ruin.ts'
import { centre, problemOf } from './small-fleets.ts'
import { PLAN_END, ROUTE_END } from './tour-links.ts'
import { WarpTours } from './warp-tours.ts'

/** How many go when one is to go and whole routes always may: a van that serves so many, seen by several seeds. */
const removedOf = (stops: number): number[] =>
  [1, 2, 3, 4, 5].map((seed) => {
    const customers = Array.from({ length: stops }, (_, k) => ({ ...centre, x: k, demand: 1 }))
    const problem = problemOf([centre, ...customers], 1, [{ count: 1, capacity: stops, depot: 0 }])
    const tours = new WarpTours(problem, { late: 1, overload: 1 })
    loadPlan(tours, Int32Array.of(0, ...customers.map((_, k) => k + 1), ROUTE_END, PLAN_END))
    expect(tours.planned).toBe(stops)
    tours.beginTurn()
    const absent = tours.absentCount
    new NeighbourhoodRuin(tours, new NearLists(problem, 24), new FastChance(seed), 1).ruin(1)
    expect(tours.planned).toBe(stops - (tours.absentCount - absent))
    return tours.absentCount - absent
  })

describe('ruin of a neighbourhood', () => {
  it('takes out a whole route, though it have more than were to go', () => {
    expect(removedOf(60)).toEqual([60, 60, 60, 60, 60])
  })

  it('leaves a very long route standing and takes only as many as were to go', () => {
    expect(removedOf(61)).toEqual([1, 1, 1, 1, 1])
    expect(removedOf(200)).toEqual([1, 1, 1, 1, 1])
  })
})
