import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, freeze, insert, openPlan, type Problem, plan, withReserve } from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const hour = 3600
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const seeds = fc.integer({ min: 1, max: 1e6 })

describe('the freeze ladder', () => {
  it('keeps accepted jobs with their technicians and near ones in order, whatever is planned around them', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = randomDay(seed, 12, 3)
        const before = plan(day, { seed, progress: steps(10) })
        const stopOf = new Map(
          before.tours.flatMap((tour) =>
            tour.stops.map((stop, position) => [stop.jobId, { id: tour.technicianId, position }] as const),
          ),
        )
        const committed = new Set([...stopOf.keys()].filter((_, i) => i % 2 === 0))
        const frozen = freeze(day, before, { committed, holdWithinSeconds: 4 * hour })
        const after = plan(frozen, { seed: seed + 1, progress: steps(40), warm: before })
        expect(check(frozen, after)).toEqual([])
        for (const tour of after.tours)
          for (const { jobId } of tour.stops)
            if (committed.has(jobId)) expect(tour.technicianId).toBe(stopOf.get(jobId)?.id)
        for (const one of frozen.technicians) {
          const places = (one.held ?? []).map((id) => stopOf.get(id)?.position ?? -1)
          expect(places).toEqual(places.toSorted((a, b) => a - b))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('leaves free what nobody has accepted, and what is far off in its order', () => {
    const promise = { from: eight + 4 * hour, until: eight + 5 * hour }
    const day: Problem = {
      now: eight,
      matrix: street(30),
      jobs: ['a', 'b', 'c'].map((id, i) => aJob(id, i, { promise })),
      technicians: [aTechnician('Ana')],
    }
    const stops = ['a', 'b', 'c'].map((jobId, i) => ({
      jobId,
      beginAt: eight + i * hour,
      endAt: eight + i * hour,
    }))
    const frozen = freeze(
      day,
      { tours: [{ technicianId: 'Ana', stops }] },
      { committed: new Set(['a', 'b']), holdWithinSeconds: 1800 },
    )
    expect(frozen.jobs.map((job) => job.only)).toEqual(['Ana', 'Ana', null])
    expect(frozen.technicians[0]?.held).toBeUndefined()
    const sooner = freeze(
      day,
      { tours: [{ technicianId: 'Ana', stops }] },
      { committed: new Set(['a', 'b']), holdWithinSeconds: 5 * hour },
    )
    expect(sooner.technicians[0]?.held).toEqual(['a', 'b'])
  })
})

describe('an emergency reserve', () => {
  const shift = { from: eight, until: eight + 2 * hour }
  const day = (tier: 0 | 2): Problem => ({
    now: eight,
    matrix: street(5),
    jobs: [aJob('asked', 0, { serviceSeconds: 6600, tier })],
    technicians: [aTechnician('Ana', { shift })],
  })

  it('refuses scheduled work that a rescue may have', () => {
    for (const [tier, places] of [
      [2, 0],
      [0, 1],
    ] as const) {
      const kept = withReserve(day(tier), { tours: [] }, () => 0.2)
      expect(
        insert(openPlan(kept, { tours: [] }, { without: 'asked' }), 'asked', { preempt: false }),
      ).toHaveLength(places)
    }
  })

  it('throws nothing out of a plan that has eaten into it', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 9 }), (seed, tenths) => {
        const problem = randomDay(seed, 12, 3)
        const before = plan(problem, { seed, progress: steps(10) })
        const kept = withReserve(problem, before, () => tenths / 10)
        const open = openPlan(kept, before)
        for (const tour of before.tours) {
          const r = kept.technicians.findIndex((one) => one.id === tour.technicianId)
          const there = [...(open.tours.sequence[r] as Int32Array).subarray(0, open.tours.length[r])].map(
            (node) => kept.jobs[open.day.jobOf[node] as number]?.id,
          )
          expect(there).toEqual(expect.arrayContaining(tour.stops.map((stop) => stop.jobId)))
        }
      }),
      { numRuns: 60 },
    )
  })
})
