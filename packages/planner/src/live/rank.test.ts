import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLine, fits, type Plan, type Problem, plan, rank } from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const looks = (count: number) => {
  let left = count
  return () => {
    left -= 1
    return left < 0 ? 1 : 1 - left / count
  }
}
const planned = (problem: Problem, seed = 1, moves = 20): Plan =>
  plan(problem, { seed, progress: looks(moves) })
const _lines = (made: Plan): string[] => made.tours.map((tour) => asLine(tour, tour.technicianId, (id) => id))
const _reasonCodes = (made: Plan, jobId: string): string[] =>
  made.unplanned.find((one) => one.jobId === jobId)?.reasons.map((reason) => reason.code) ?? []

describe('ranking', () => {
  const problem: Problem = {
    now: eight,
    matrix: street(60),
    jobs: [aJob('asked', 20, { tier: 0, promise: { from: eight, until: eight + 2700 } }), aJob('other', 30)],
    technicians: [
      aTechnician('far'),
      aTechnician('near', { start: 18 }),
      aTechnician('unskilled', { start: 19 }),
    ],
  }
  const withSkill: Problem = {
    ...problem,
    jobs: problem.jobs.map((job) => (job.id === 'asked' ? { ...job, skills: ['tow'] } : job)),
    technicians: problem.technicians.map((one) =>
      one.id === 'unskilled' ? one : { ...one, skills: ['tow'] },
    ),
  }

  it('names everybody once: the near one first, the unskilled left out with the reason', () => {
    const { candidates, left } = rank(withSkill, planned(withSkill), 'asked')
    expect(candidates.map((one) => one.technicianId)).toEqual(['near', 'far'])
    expect(candidates[0]?.why.map((one) => one.code)).toContain('nearest')
    expect(left).toEqual([
      {
        technicianId: 'unskilled',
        reasons: [{ code: 'skill', technicianId: 'unskilled', missing: ['tow'] }],
      },
    ])
  })

  it('costs what a plan with the job costs more, by brute force', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const day = randomDay(seed, 6, 2)
        const present = planned(day, 1, 5)
        for (const candidate of rank(day, present, 'j0').candidates) {
          const tour = present.tours.find((one) => one.technicianId === candidate.technicianId)
          const sequence = (tour?.stops ?? []).map((stop) => stop.jobId).filter((id) => id !== 'j0')
          const cost = (ids: readonly string[]): number => costOfSequence(day, candidate.technicianId, ids)
          const all = Array.from(
            { length: sequence.length + 1 },
            (_, at) => cost(sequence.toSpliced(at, 0, 'j0')) - cost(sequence),
          )
          expect(candidate.addedCost).toBeCloseTo(Math.min(...all), 6)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a job that is planned with others', () => {
  const seeds = fc.integer({ min: 1, max: 1e6 })
  /** A plan without a unit, and the day with nothing left out but the unit. */
  const without = (day: Problem, unit: readonly string[]): { present: Plan; jobs: Problem['jobs'] } => {
    const rest = day.jobs.filter((job) => !unit.includes(job.id))
    const present = planned({ ...day, jobs: rest, pairs: [] }, 1, 5)
    const out = present.unplanned.map((one) => one.jobId)
    return { present, jobs: day.jobs.filter((job) => !out.includes(job.id)) }
  }
  const stopsOf = (present: Plan, technicianId: string): string[] =>
    present.tours.find((one) => one.technicianId === technicianId)?.stops.map((stop) => stop.jobId) ?? []

  it('costs what a plan with both of its pair costs more, whichever is asked, by brute force', () => {
    let offered = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const whole = randomDay(seed, 8, 3)
        const { present, jobs } = without(whole, ['j0', 'j1'])
        const day: Problem = { ...whole, jobs, pairs: [{ pickup: 'j0', drop: 'j1', amounts: {} }] }
        const candidates = rank(day, present, 'j0').candidates
        const costs = new Map(candidates.map((one) => [one.technicianId, one.addedCost]))
        offered += costs.size
        for (const { id } of day.technicians) {
          const others = stopsOf(present, id)
          const all = places(others.length + 1).flatMap((first) =>
            places(others.length + 1 - first).map((behind) =>
              costOfSequence(
                day,
                id,
                others.toSpliced(first, 0, 'j0').toSpliced(first + 1 + behind, 0, 'j1'),
              ),
            ),
          )
          const least = Math.min(...all) - costOfSequence(day, id, others)
          if (least === Number.POSITIVE_INFINITY) expect(costs.has(id)).toBe(false)
          else expect(costs.get(id)).toBeCloseTo(least, 6)
        }
        const byDrop = rank(day, present, 'j1').candidates
        expect(byDrop.map((one) => [one.technicianId, one.addedCost])).toEqual([...costs])
      }),
      { numRuns: 60 },
    )
    expect(offered).toBeGreaterThan(20)
  })

  it('costs what the cheapest crew of each technician costs more, by brute force', () => {
    let offered = 0
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 8 }), (seed, from) => {
        const beginAt = eight + from * 3600
        const windows = [{ from: beginAt, until: beginAt }]
        const day = randomDay(seed, 8, 4)
        const { present, jobs } = without(day, ['j0'])
        // Alone it is driven like a crew's job that begins at a given time.
        const alone: Problem = {
          ...day,
          jobs: jobs.map((job) => (job.id === 'j0' ? { ...job, windows, only: null } : job)),
        }
        const crewed: Problem = {
          ...alone,
          jobs: alone.jobs.map((job) => (job.id === 'j0' ? { ...job, crew: 2 } : job)),
        }
        const added = new Map(
          day.technicians.map(({ id }) => {
            const others = stopsOf(present, id)
            const all = places(others.length + 1).map((at) =>
              costOfSequence(alone, id, others.toSpliced(at, 0, 'j0')),
            )
            return [id, Math.min(...all) - costOfSequence(alone, id, others)]
          }),
        )
        const expected = [...added].flatMap(([id, his]) => {
          const mate = Math.min(...[...added].flatMap(([other, cost]) => (other === id ? [] : [cost])))
          return his + mate < Number.POSITIVE_INFINITY ? [[id, his + mate] as const] : []
        })
        const { candidates } = rank(crewed, present, 'j0')
        offered += candidates.length
        expect(candidates.map((one) => one.technicianId).sort()).toEqual(expected.map(([id]) => id).sort())
        for (const [id, cost] of expected)
          expect(candidates.find((one) => one.technicianId === id)?.addedCost).toBeCloseTo(cost, 6)
      }),
      { numRuns: 60 },
    )
    expect(offered).toBeGreaterThan(20)
  })

  it('is nobody’s where the crew is too small or the drop cannot be done, with the reason', () => {
    const winch = aJob('winch', 10, { crew: 2 })
    const one: Problem = { now: eight, matrix: street(60), jobs: [winch], technicians: [aTechnician('Ana')] }
    expect(rank(one, { tours: [] }, 'winch')).toEqual({
      candidates: [],
      left: [{ technicianId: 'Ana', reasons: [{ code: 'crew', needed: 2, able: 1 }] }],
    })
    const tow: Problem = {
      ...one,
      jobs: [aJob('car', 10), aJob('garage', 20, { skills: ['dock'] })],
      pairs: [{ pickup: 'car', drop: 'garage', amounts: {} }],
    }
    expect(rank(tow, { tours: [] }, 'car')).toEqual({
      candidates: [],
      left: [{ technicianId: 'Ana', reasons: [{ code: 'skill', technicianId: 'Ana', missing: ['dock'] }] }],
    })
  })
})

const places = (count: number): number[] => [...Array(count).keys()]

/** The cost of driving exactly this sequence, by handing the planner nothing else. */
const costOfSequence = (day: Problem, technicianId: string, ids: readonly string[]): number => {
  const jobs = ids.map((id) => day.jobs.find((job) => job.id === id)).filter((job) => job !== undefined)
  const technicians = day.technicians.filter((one) => one.id === technicianId)
  const stops = ids.map((jobId) => ({ jobId, beginAt: 0, endAt: 0 }))
  const warm = { tours: [{ technicianId, stops }] }
  const pairs = (day.pairs ?? []).filter((pair) => ids.includes(pair.pickup))
  const made = plan({ ...day, jobs, technicians, pairs }, { seed: 1, progress: () => 1, warm })
  const kept = made.tours[0]?.stops.map((stop) => stop.jobId) ?? []
  return kept.join() === ids.join() ? made.cost.total : Number.POSITIVE_INFINITY
}

it('finds the windows that can be kept', () => {
  const asked = aJob('asked', 10, { windows: [{ from: eight, until: eight + 9 * 3600 }] })
  const busy = aJob('busy', 20, {
    serviceSeconds: 7200,
    windows: [{ from: eight + 3600, until: eight + 3600 }],
  })
  const problem: Problem = {
    now: eight,
    matrix: street(30),
    jobs: [busy, asked],
    technicians: [aTechnician('Ana')],
  }
  const present = planned({ ...problem, jobs: [busy] })
  const at = (hour: number) => ({ from: eight + hour * 3600, until: eight + hour * 3600 + 1800 })
  expect(
    fits(problem, present, asked, [at(0), at(1), at(2), at(4)]).map(
      (fit) => (fit.window.from - eight) / 3600,
    ),
  ).toEqual([0, 4])
})
