import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cover,
  coverLoss,
  coverOf,
  dispatchPolicies,
  expectedCover,
  leaveAt,
  openPlan,
  type Plan,
  type Problem,
  plan,
  proposeMoves,
  rankIn,
  stopsToCommit,
} from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const hour = 3600
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const seeds = fc.integer({ min: 1, max: 1e6 })

/** A cover as random as its seed: cells with shares, technicians with what they reach. */
const covers = fc
  .record({
    weights: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
    reaches: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }), { maxLength: 5 }),
    busy: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ weights, reaches, busy }): Cover => {
    const total = weights.reduce((sum, one) => sum + one, 0)
    return {
      demand: weights.map((one) => (total > 0 ? one / total : 0)),
      reach: new Map(
        reaches.map((cells, i) => [
          `t${i}`,
          [...new Set(cells)].filter((cell) => cell < weights.length).sort(),
        ]),
      ),
      busyShare: busy / 10,
    }
  })

describe('the expected cover', () => {
  it('loses by sending somebody exactly what is gone without him', () => {
    fc.assert(
      fc.property(covers, (cover) => {
        for (const id of cover.reach.keys()) {
          const without = { ...cover, reach: new Map([...cover.reach].filter(([one]) => one !== id)) }
          expect(coverLoss(cover, id)).toBeCloseTo(expectedCover(cover) - expectedCover(without), 9)
        }
        expect(expectedCover(cover)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('counts who is about to be free with what is left of his work', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(30),
      jobs: [aJob('j', 0)],
      technicians: [
        aTechnician('Ana', { fixed: [{ jobId: 'j', beginAt: eight - 600, remainingSeconds: 300 }] }),
        aTechnician('Bo', { start: 20 }),
        aTechnician('off', { shift: { from: eight - 9 * hour, until: eight } }),
      ],
    }
    const cells = [
      { location: 4, demand: 1 },
      { location: 24, demand: 3 },
    ]
    const cover = coverOf(problem, cells, { withinSeconds: 600, busyShare: 0.5 })
    expect([...cover.reach]).toEqual([
      ['Ana', [0]],
      ['Bo', [1]],
    ])
    expect(expectedCover(cover)).toBe(0.5)
  })
})

describe('a dispatch policy', () => {
  /** Ana, four minutes away, is the only one near the town's calls; Bo, six minutes away, covers nothing. */
  const rescue = aJob('rescue', 10, { tier: 0, windows: [{ from: eight, until: eight + 4 * hour }] })
  const problem: Problem = {
    now: eight,
    matrix: street(60),
    jobs: [rescue],
    technicians: [aTechnician('Ana', { start: 6, end: null }), aTechnician('Bo', { start: 16, end: null })],
  }
  const { candidates } = rankIn(openPlan(problem, { tours: [] }, { without: 'rescue' }), 'rescue')
  const cover = coverOf(problem, [{ location: 2, demand: 1 }], { withinSeconds: 300, busyShare: 0.3 })
  const asked = { problem, jobId: 'rescue', candidates, inDanger: false, cover, coverageWeight: 1000 }

  it('by default keeps the town covered when little is lost by it', () => {
    expect(dispatchPolicies.default(asked).map((one) => one.technicianId)).toEqual(['Bo', 'Ana'])
    expect(dispatchPolicies.default({ ...asked, coverageWeight: 0 })[0]?.technicianId).toBe('Ana')
  })

  it('in danger sends who is there first, cover or not', () => {
    expect(dispatchPolicies.default({ ...asked, inDanger: true })[0]?.technicianId).toBe('Ana')
  })

  it('nearest-idle passes over who works, however near, and over the plan', () => {
    const working = aTechnician('Cy', {
      start: 10,
      fixed: [{ jobId: 'his', beginAt: eight, remainingSeconds: 600 }],
    })
    const busy = {
      ...problem,
      jobs: [rescue, aJob('his', 10)],
      technicians: [...problem.technicians, working],
    }
    const ranked = rankIn(openPlan(busy, { tours: [] }, { without: 'rescue' }), 'rescue')
    const order = dispatchPolicies['nearest-idle']({ ...asked, problem: busy, candidates: ranked.candidates })
    expect(order.map((one) => one.technicianId)).toEqual(['Ana', 'Bo', 'Cy'])
  })

  it('orders everybody who could, whichever it is, and always alike', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, inDanger) => {
        const day = randomDay(seed, 10, 4)
        const known = plan(day, { seed, progress: steps(5) })
        const open = openPlan(day, known, { without: 'j0', stable: true })
        const ranked = rankIn(open, 'j0')
        for (const policy of Object.values(dispatchPolicies)) {
          const question = { ...asked, problem: day, jobId: 'j0', candidates: ranked.candidates, inDanger }
          const order = policy(question)
          expect(order.map((one) => one.technicianId).sort()).toEqual(
            ranked.candidates.map((one) => one.technicianId).sort(),
          )
          expect(policy({ ...question, candidates: ranked.candidates.toReversed() })).toEqual(order)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('repositioning', () => {
  const idle = (id: string, ...driveSeconds: number[]) => ({ id, driveSeconds, movesLeft: 1 })
  const rules = { threshold: 0.05, mostDriveSeconds: 900, mostMoves: 3 }

  it('sends one of two who cover the same to where nobody is, and nobody for a small gain', () => {
    const cover: Cover = {
      demand: [0.6, 0.4],
      reach: new Map([
        ['Ana', [0]],
        ['Bo', [0]],
      ]),
      busyShare: 0.3,
    }
    const places = [{ id: 'east', reach: [1] }]
    const two = [idle('Ana', 500), idle('Bo', 300)]
    expect(proposeMoves(cover, two, places, rules)).toMatchObject([{ technicianId: 'Bo', placeId: 'east' }])
    expect(proposeMoves(cover, two, places, { ...rules, threshold: 0.2 })).toEqual([])
    expect(proposeMoves(cover, two, places, { ...rules, mostDriveSeconds: 200 })).toEqual([])
    expect(
      proposeMoves(
        cover,
        two.map((one) => ({ ...one, movesLeft: 0 })),
        places,
        rules,
      ),
    ).toEqual([])
  })

  it('gains more than the threshold by every move, within the caps', () => {
    fc.assert(
      fc.property(
        covers,
        fc.array(fc.integer({ min: -1, max: 1200 }), { minLength: 6, maxLength: 6 }),
        (cover, drives) => {
          const places = cover.demand.map((_, v) => ({ id: `p${v}`, reach: [v] }))
          const people = [...cover.reach.keys()].map((id) => idle(id, ...drives))
          const moves = proposeMoves(cover, people, places, rules)
          const after = new Map(cover.reach)
          for (const { technicianId, placeId } of moves)
            after.set(technicianId, places.find((one) => one.id === placeId)?.reach ?? [])
          const gained = expectedCover({ ...cover, reach: after }) - expectedCover(cover)
          expect(moves.reduce((sum, move) => sum + move.gain, 0)).toBeCloseTo(gained, 9)
          for (const move of moves) {
            expect(move.gain).toBeGreaterThan(rules.threshold)
            expect(move.driveSeconds).toBeLessThanOrEqual(rules.mostDriveSeconds)
          }
          expect(new Set(moves.map((move) => move.technicianId)).size).toBe(moves.length)
          expect(new Set(moves.map((move) => move.placeId)).size).toBe(moves.length)
        },
      ),
    )
  })
})

describe('commitment', () => {
  it('is late, and he waits where he is: he leaves to arrive when he may begin', () => {
    const stop = { beginAt: eight + hour, driveSeconds: 600, waitSeconds: 3000 }
    expect(leaveAt(stop, 0)).toBe(eight + 3000)
    expect(leaveAt(stop, 300)).toBe(eight + 2700)
    expect(leaveAt({ ...stop, waitSeconds: 100 }, 300)).toBe(eight + 2900)
    const problem: Problem = {
      now: eight,
      matrix: street(20),
      jobs: [aJob('j', 10, { windows: [{ from: eight + hour, until: eight + 2 * hour }] })],
      technicians: [aTechnician('Ana')],
    }
    const made = plan(problem, { seed: 1, progress: steps(2) })
    expect(stopsToCommit(made, eight, 1800)).toEqual([])
    expect(stopsToCommit(made, eight, 3000)).toEqual(['j'])
  })

  it('is not so late that nobody else could keep what the plan would miss', () => {
    const stop = {
      jobId: 'j',
      arriveAt: eight + 3 * hour,
      beginAt: eight + 3 * hour,
      endAt: eight + 4 * hour,
      driveSeconds: 600,
      waitSeconds: 0,
      metres: 0,
      lateSeconds: 2 * hour,
    }
    const made = { tours: [{ technicianId: 'Ana', stops: [stop] }] } as unknown as Plan
    expect(stopsToCommit(made, eight, 2700)).toEqual([])
    expect(stopsToCommit(made, eight + 600, 2700)).toEqual(['j'])
  })
})
