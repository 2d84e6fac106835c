import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  check,
  freeze,
  insert,
  type KnownPlan,
  openPlan,
  type Problem,
  plan,
  slots,
  withReserve,
} from '../index.ts'
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
  const stopsOf = (...jobIds: string[]) => ({
    tours: [{ technicianId: 'Ana', stops: jobIds.map((jobId) => ({ jobId, beginAt: eight, endAt: eight })) }],
  })
  const sold = (problem: Problem, share: number, plan: KnownPlan = { tours: [] }) =>
    insert(
      openPlan(
        withReserve(problem, plan, 'asked', () => share),
        plan,
        { without: 'asked' },
      ),
      'asked',
      { preempt: false },
    )

  it('sells no more of a shift than is left beside it', () => {
    const day = (serviceSeconds: number): Problem => ({
      now: eight,
      matrix: street(5),
      jobs: [aJob('asked', 0, { serviceSeconds })],
      technicians: [aTechnician('Ana', { shift })],
    })
    expect(sold(day(6600), 0)).toHaveLength(1)
    expect(sold(day(6600), 0.2)).toHaveLength(0)
    expect(sold(day(5700), 0.2)).toHaveLength(1)
  })

  it('stands all along a shift: what is asked behind other work begins later by what may come between', () => {
    const promise = { from: eight + 2000, until: eight + 3900 }
    const day: Problem = {
      now: eight,
      matrix: street(5),
      jobs: [aJob('first', 0, { serviceSeconds: 3000 }), aJob('asked', 0, { windows: [promise] })],
      technicians: [
        aTechnician('Ana', {
          shift: { from: eight, until: eight + 8 * hour },
          fixed: [{ jobId: 'first', beginAt: null, remainingSeconds: null }],
        }),
      ],
    }
    expect(sold(day, 0, stopsOf('first'))[0]?.beginAt).toBe(eight + 3000)
    expect(sold(day, 0.2, stopsOf('first'))[0]?.beginAt).toBe(eight + 3750)
    expect(sold(day, 0.3, stopsOf('first'))).toEqual([])
  })

  it('sells nothing more to a tour that has eaten into it, and lets no promise in it get later', () => {
    const work = aJob('work', 0, { serviceSeconds: 6000, windows: [shift] })
    const late = { from: eight, until: eight + 600 }
    const after = aJob('after', 0, {
      serviceSeconds: 600,
      promise: late,
      windows: [{ ...late, until: eight + 9 * hour }],
    })
    const day = (until: number): Problem => ({
      now: eight,
      matrix: street(5),
      jobs: [work, after, aJob('asked', 0, { serviceSeconds: 300 })],
      technicians: [aTechnician('Ana', { shift: { from: eight, until }, maxOvertimeSeconds: 0 })],
    })
    expect(sold(day(eight + 2 * hour), 0.02, stopsOf('work', 'after'))).toHaveLength(1)
    expect(sold(day(eight + 2 * hour), 0.2, stopsOf('work', 'after'))).toEqual([])
    const problem = withReserve(day(eight + 9 * hour), stopsOf('work', 'after'), 'asked', () => 0.2)
    const open = openPlan(problem, stopsOf('work', 'after'), { without: 'asked' })
    const offered = slots(open, 'asked', [
      { from: eight, until: eight + hour },
      { from: eight + 3 * hour, until: eight + 4 * hour },
    ])
    expect(offered.map((slot) => slot.window.from)).toEqual([eight + 3 * hour])
  })

  it('throws nothing out of a plan that has eaten into it', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 9 }), (seed, tenths) => {
        const problem = randomDay(seed, 12, 3)
        const before = plan(problem, { seed, progress: steps(10) })
        const kept = withReserve(problem, before, 'j0', () => tenths / 10)
        const open = openPlan(kept, before)
        for (const tour of before.tours) {
          const r = kept.technicians.findIndex((one) => one.id === tour.technicianId)
          const there = [...(open.tours.sequence[r] as Int32Array).subarray(0, open.tours.length[r])].map(
            (node) => kept.jobs[open.day.jobOf[node] as number]?.id,
          )
          const others = tour.stops.map((stop) => stop.jobId).filter((id) => id !== 'j0')
          expect(there).toEqual(expect.arrayContaining(others))
        }
      }),
      { numRuns: 60 },
    )
  })
})
