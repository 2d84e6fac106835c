import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkVrptw } from './check-vrptw.ts'
import { routesOf, sequenceOf } from './flat-plan.ts'
import { centre, looksOf, problemOf, type SmallCustomer, star } from './small-fleets.ts'
import { solveVrptw } from './solve-vrptw.ts'
import type { FlatPlan, VrptwProblem, VrptwRoute } from './vrptw-problem.ts'

const customer: fc.Arbitrary<SmallCustomer> = fc.record({
  x: fc.nat(100),
  y: fc.nat(100),
  demand: fc.integer({ min: 0, max: 30 }),
  from: fc.nat(800),
  width: fc.nat(400),
  service: fc.nat(40),
  prize: fc.constant(-1),
})

/** A depot in the middle, vans alike, everybody to be served. */
const classicProblem: fc.Arbitrary<VrptwProblem> = fc
  .tuple(fc.array(customer, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 8 }))
  .map(([customers, count]) => problemOf([centre, ...customers], 1, [{ count, capacity: 90, depot: 0 }]))

/** Two depots, vans of two kinds that serve only some and may be out for a limited time, customers with prizes. */
const mixedProblem: fc.Arbitrary<VrptwProblem> = fc
  .record({
    customers: fc.array(fc.record({ customer, prize: fc.integer({ min: -1, max: 60 }) }), {
      minLength: 1,
      maxLength: 20,
    }),
    counts: fc.tuple(fc.nat(3), fc.nat(3)),
    serves: fc.array(fc.boolean(), { minLength: 22, maxLength: 22 }),
    longest: fc.option(fc.integer({ min: 50, max: 600 }), { nil: undefined }),
  })
  .map(({ customers, counts, serves, longest }) => {
    const second = { ...centre, x: 20, from: 100, width: 700 }
    const limit = longest === undefined ? {} : { longest }
    const nodes = [centre, second, ...customers.map((one) => ({ ...one.customer, prize: one.prize }))]
    const served = Uint8Array.from(nodes, (_, v) => (serves[v] ? 1 : 0))
    return problemOf(nodes, 2, [
      { count: counts[0], capacity: 90, depot: 0, serves: served, ...limit },
      { count: counts[1], capacity: 60, depot: 1, ...limit },
    ])
  })

/** Enough customers to be put in another order, all of whom can be served. */
const wideProblem: fc.Arbitrary<VrptwProblem> = fc
  .array(fc.record({ x: fc.nat(100), y: fc.nat(100) }), { minLength: 20, maxLength: 40 })
  .map((places) =>
    problemOf([centre, ...places.map((place) => ({ ...centre, ...place, demand: 10 }))], 1, [
      { count: 40, capacity: 90, depot: 0 },
    ]),
  )

const solve = (problem: VrptwProblem, seed = 1, seconds = 1, looks = 60) =>
  solveVrptw(problem, { seed, seconds, progress: looksOf(looks) })

describe('the fast lane', () => {
  it('drives each street of a star once', () => {
    const answer = solve(star)
    expect(answer.cost).toBe(120)
    expect(answer.routes).toHaveLength(3)
    expect(checkVrptw(star, answer)).toEqual([])
  })

  it('breaks no window and no load, however long it searches', () => {
    fc.assert(
      fc.property(classicProblem, fc.nat(1000), fc.constantFrom(0.1, 1, 10), (problem, seed, seconds) => {
        expect(checkVrptw(problem, solve(problem, seed, seconds))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('sends each van from its own depot, only where it may serve, and brings it back before it has been out too long', () => {
    fc.assert(
      fc.property(mixedProblem, fc.nat(1000), fc.constantFrom(0.1, 1, 10), (problem, seed, seconds) => {
        expect(checkVrptw(problem, solve(problem, seed, seconds))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same plan for the same seed and the same looks at the clock', () => {
    fc.assert(
      fc.property(mixedProblem, fc.nat(1000), (problem, seed) => {
        expect(solve(problem, seed)).toEqual(solve(problem, seed))
      }),
      { numRuns: 30 },
    )
  })

  it('leaves out whoever costs more than his prize, and only him', () => {
    const prizes = new Int32Array(7).fill(-1)
    prizes[2] = 19
    expect(solve({ ...star, prizes })).toMatchObject({ cost: 119, unserved: [2] })
    prizes[2] = 21
    expect(solve({ ...star, prizes })).toMatchObject({ cost: 120, unserved: [] })
  })

  it('says who cannot be served at all', () => {
    const windowUntil = star.windowUntil.slice()
    windowUntil[6] = 19
    const answer = solve({ ...star, windowUntil })
    expect(answer.unserved).toEqual([6])
    expect(checkVrptw({ ...star, windowUntil }, answer)).toEqual([])
  })

  it('keeps a good plan it begins from', () => {
    const warm: VrptwRoute[] = [
      { group: 0, customers: [1, 2] },
      { group: 0, customers: [3, 4] },
      { group: 0, customers: [5, 6] },
    ]
    expect(solveVrptw(star, { seed: 1, seconds: 1, warm, progress: () => 1 }).cost).toBe(120)
  })

  it('takes over a better plan that another search hands it, and hands out its own', () => {
    const best = solve(star, 1, 1)
    let handed: FlatPlan | undefined
    solveVrptw(star, {
      seed: 1,
      seconds: 1,
      progress: looksOf(40),
      exchange: (plan) => {
        handed = { cost: plan.cost, sequence: plan.sequence.slice() }
        return undefined
      },
    })
    expect(handed?.cost).toBe(best.cost)
    const cheaper = {
      ...star,
      costs: star.costs.map((cost) => cost * 2),
      vans: [{ count: 6, capacity: 2, depot: 0 }],
    }
    const adopted = solveVrptw(cheaper, {
      seed: 1,
      seconds: 1,
      progress: looksOf(40),
      exchange: () => handed && { cost: 240, sequence: handed.sequence },
    })
    expect(adopted.cost).toBe(240)
  })

  it('knows customers by the numbers of the problem in all that goes in and out', () => {
    fc.assert(
      fc.property(wideProblem, fc.nat(1000), (problem, seed) => {
        const asAnswer = ({ cost, sequence }: FlatPlan) => ({
          routes: routesOf(sequence),
          cost,
          unserved: [],
          iterations: 0,
        })
        const told: FlatPlan[] = []
        const answer = solveVrptw(problem, {
          seed,
          seconds: 1,
          progress: looksOf(40),
          onBetter: (cost, routes) => told.push({ cost, sequence: sequenceOf(routes()) }),
          exchange: ({ cost, sequence }) => {
            told.push({ cost, sequence: sequence.slice() })
            return undefined
          },
        })
        for (const plan of told) expect(checkVrptw(problem, asAnswer(plan))).toEqual([])
        const kept = solveVrptw(problem, { seed, seconds: 1, warm: answer.routes, progress: () => 1 })
        expect(kept.routes).toEqual(answer.routes)
        const adopted = solveVrptw(problem, {
          seed,
          seconds: 1,
          progress: looksOf(4),
          exchange: () => ({ cost: answer.cost - 1, sequence: sequenceOf(answer.routes) }),
        })
        expect(adopted.routes).toEqual(answer.routes)
      }),
      { numRuns: 20 },
    )
  })

  it('answers an empty day and a day without vans', () => {
    const nobody = { ...star, size: 1, durations: new Int32Array(1), costs: new Int32Array(1) }
    expect(solve(nobody).routes).toEqual([])
    expect(solve({ ...star, vans: [] }).unserved).toEqual([1, 2, 3, 4, 5, 6])
  })
})
