import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arraysOf, isFlat } from './day/flat-day.ts'
import { makeDay } from './day/planning-day.ts'
import { asLine, check, defaultWeights, type Plan, type Problem, plan } from './index.ts'
import { below, seededRandom } from './random.ts'
import { search } from './search/search.ts'
import { aJob, aTechnician, eight, randomDay, street } from './small-worlds.ts'
import { layOut } from './tours/lay-out.ts'

const hour = 3600
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const lines = (made: Plan): string[] => made.tours.map((tour) => asLine(tour, tour.technicianId, (id) => id))

/** A day of independent jobs on roads that change every so often; with breaks, two windows and a stop under way, if wished. */
const rushDay = (seed: number, jobs: number, technicians: number, rich: boolean): Problem => {
  const day = randomDay(seed, jobs, technicians)
  const random = seededRandom(seed + 3)
  let from = eight - hour
  const hours = Array.from({ length: 2 + below(random, 30) }, () => {
    from += 300 + below(random, 3000)
    return { from, factor: 0.8 + random() * 2 }
  })
  if (!rich) return { ...day, hours }
  const noon = eight + 4 * hour
  const lunch = { id: 'lunch', windows: [{ from: noon, until: noon + 2 * hour }], seconds: 1800 }
  return {
    ...day,
    hours,
    jobs: day.jobs.map((job, j) => {
      const [first] = job.windows
      return j % 3 === 0 && first
        ? { ...job, windows: [first, { from: first.until + 1800, until: first.until + 3 * hour }] }
        : job
    }),
    technicians: day.technicians.map((one, t) => {
      const id = `j${jobs - 1 - t}`
      if (t % 3 === 1) return { ...one, breaks: [lunch] }
      return t % 3 === 2 && t < jobs
        ? { ...one, fixed: [{ jobId: id, beginAt: null, remainingSeconds: null }] }
        : one
    }),
  }
}
const days = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  jobs: fc.integer({ min: 3, max: 22 }),
  technicians: fc.integer({ min: 1, max: 5 }),
})
const seeded = { seed: 17, numRuns: 25 }

describe('a day on roads that change with the hour', () => {
  it('breaks no rule, whatever else there is, and is planned again alike', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = rushDay(seed, jobs, technicians, true)
        expect(isFlat(makeDay(problem, defaultWeights))).toBe(true)
        const made = plan(problem, { seed, progress: steps(30) })
        expect(check(problem, made)).toEqual([])
        expect(plan(problem, { seed, progress: steps(30) })).toEqual(made)
      }),
      seeded,
    )
  })

  it('costs what the search thought, to the second', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = rushDay(seed, jobs, technicians, false)
        const day = makeDay(problem, defaultWeights)
        const { arrays } = arraysOf(day, layOut(day, undefined).walk)
        const { cost } = search(arrays, { seed, progress: steps(40) })
        expect(plan(problem, { seed, progress: steps(40) }).cost.total).toBeCloseTo(cost, 3)
      }),
      seeded,
    )
  })

  it('is kept when it is planned again with no time to think', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = rushDay(seed, jobs, technicians, true)
        const first = plan(problem, { seed, progress: steps(30) })
        const again = plan(problem, { seed, progress: () => 1, warm: first })
        expect(check(problem, again)).toEqual([])
        expect(again.cost.total).toBeLessThanOrEqual(first.cost.total + 1e-6)
      }),
      { ...seeded, numRuns: 15 },
    )
  })
})

describe('the rush hour', () => {
  const world = (change: Partial<Problem>): Problem => ({
    now: eight,
    matrix: street(60),
    jobs: [],
    technicians: [aTechnician('Ana')],
    ...change,
  })
  const planned = (problem: Problem): string[] => {
    const made = plan(problem, { seed: 1, progress: steps(100) })
    expect(check(problem, made)).toEqual([])
    return lines(made)
  }

  it('changes who goes: the nearer one would stand in it, the other drives when it is over', () => {
    const problem = world({
      jobs: [aJob('wash', 20)],
      technicians: [
        aTechnician('Ana', { start: 10, end: 10, shift: { from: eight, until: eight + 2 * hour } }),
        aTechnician('Bo', { start: 34, end: 34, shift: { from: eight + 2 * hour, until: eight + 5 * hour } }),
      ],
    })
    expect(planned(problem)[0]).toBe('Ana 08:00 → wash 08:10–08:40 → home 08:50')
    const hours = [
      { from: eight, factor: 3 },
      { from: eight + 2 * hour, factor: 1 },
    ]
    expect(planned({ ...problem, hours })[1]).toBe('Bo 10:00 → wash 10:14–10:44 → home 10:58')
  })

  it('changes when: the long way is driven before the rush, or after it', () => {
    const problem = world({ jobs: [aJob('near', 2), aJob('far', 30)] })
    const early = [
      { from: eight, factor: 3 },
      { from: eight + hour / 2, factor: 1 },
    ]
    const late = [{ from: eight + 1.5 * hour, factor: 3 }]
    expect(planned({ ...problem, hours: early })[0]).toMatch(/ near .* far /)
    expect(planned({ ...problem, hours: late })[0]).toMatch(/ far .* near /)
  })
})
