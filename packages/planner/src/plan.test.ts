import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLine, check, type Plan, type Problem, ProblemError, plan } from './index.ts'
import { richDay } from './rich-worlds.ts'
import { aJob, aTechnician, eight, randomDay, street } from './small-worlds.ts'
import { longestFlatSnapshot } from './tours/flat-snapshot.ts'

const looks = (count: number) => {
  let left = count
  return () => {
    left -= 1
    return left < 0 ? 1 : 1 - left / count
  }
}
const planned = (problem: Problem, seed = 1, moves = 20): Plan =>
  plan(problem, { seed, progress: looks(moves) })
const lines = (made: Plan): string[] => made.tours.map((tour) => asLine(tour, tour.technicianId, (id) => id))
const reasonCodes = (made: Plan, jobId: string): string[] =>
  made.unplanned.find((one) => one.jobId === jobId)?.reasons.map((reason) => reason.code) ?? []

describe('a day on the street', () => {
  it('is driven without turning back, leaving as late as the first window allows', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(30),
      jobs: [
        aJob('far', 20),
        aJob('near', 5),
        aJob('ten', 10, { windows: [{ from: eight + 7200, until: eight + 9000 }] }),
      ],
      technicians: [aTechnician('Ana')],
    }
    const made = planned(problem)
    expect(check(problem, made)).toEqual([])
    expect(made.unplanned).toEqual([])
    expect(made.tours[0]?.driveSeconds).toBe(40 * 60)
  })

  it('reads as one line of text', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(30),
      jobs: [
        aJob('j1', 10, { windows: [{ from: eight, until: eight + 900 }] }),
        aJob('j2', 20, { windows: [{ from: eight + 3600, until: eight + 5400 }] }),
      ],
      technicians: [aTechnician('Ana')],
    }
    expect(lines(planned(problem))).toEqual(['Ana 08:00 → j1 08:10–08:40 → j2 09:00–09:30 → home 09:50'])
  })

  it('keeps the stop he drives to first, whatever a shorter tour would be', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(30),
      jobs: [aJob('going', 20), aJob('close', 1)],
      technicians: [
        aTechnician('Ana', { fixed: [{ jobId: 'going', beginAt: null, remainingSeconds: null }] }),
      ],
    }
    const made = planned(problem)
    expect(made.tours[0]?.stops.map((stop) => stop.jobId)).toEqual(['going', 'close'])
    expect(check(problem, made)).toEqual([])
  })

  it('counts on what is left of work that has begun', () => {
    const problem: Problem = {
      now: eight + 600,
      matrix: street(30),
      jobs: [aJob('begun', 3)],
      technicians: [
        aTechnician('Ana', { start: 3, fixed: [{ jobId: 'begun', beginAt: eight, remainingSeconds: 900 }] }),
      ],
    }
    const made = planned(problem)
    expect(made.tours[0]?.stops[0]).toMatchObject({ beginAt: eight, endAt: eight + 1500, fixed: true })
    expect(check(problem, made)).toEqual([])
  })
})

describe('a job that cannot be planned says why', () => {
  const alone = (job: Parameters<typeof aJob>[2], technician: Parameters<typeof aTechnician>[1] = {}) => {
    const problem: Problem = {
      now: eight,
      matrix: street(60),
      jobs: [aJob('j', 30, job)],
      technicians: [aTechnician('Ana', technician)],
    }
    return reasonCodes(planned(problem), 'j')
  }
  it.each([
    ['skill', { skills: ['tow'] }, {}],
    ['stock', { materials: { oil: 4 } }, { stock: { oil: 3 } }],
    ['excluded', { excluded: ['Ana'] }, {}],
    ['only', { only: 'Ben' }, {}],
    ['window', { windows: [{ from: eight, until: eight + 600 }] }, {}],
    ['shift', {}, { shift: { from: eight, until: eight + 3600 } }],
  ] as const)('%s', (code, job, technician) => {
    expect(alone(job, technician)).toEqual([code])
  })

  it('nobody_on_shift when there is nobody', () => {
    expect(
      reasonCodes(planned({ now: eight, matrix: street(2), jobs: [aJob('j', 1)], technicians: [] }), 'j'),
    ).toEqual(['nobody_on_shift'])
  })

  it('the nearest miss first, with how far it misses', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(60),
      jobs: [aJob('j', 30, { windows: [{ from: eight, until: eight + 1500 }] })],
      technicians: [aTechnician('Ana'), aTechnician('Ben', { start: 2 })],
    }
    expect(planned(problem).unplanned[0]?.reasons[0]).toMatchObject({
      code: 'window',
      technicianId: 'Ben',
      earliestArrival: eight + 28 * 60,
    })
  })
})

describe('any day', () => {
  const days = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    jobs: fc.integer({ min: 1, max: 25 }),
    technicians: fc.integer({ min: 1, max: 5 }),
  })

  it('breaks no rule', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = randomDay(seed, jobs, technicians)
        expect(check(problem, planned(problem, seed, 15))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('comes out the same for the same seed and the same number of looks', () => {
    const problem = randomDay(7, 30, 5)
    expect(planned(problem, 3, 30)).toEqual(planned(problem, 3, 30))
  })

  it('gets no dearer from a warm start than it was', () => {
    const problem = randomDay(11, 30, 5)
    const first = planned(problem, 1, 20)
    const again = plan(problem, { seed: 2, progress: looks(20), warm: first })
    expect(again.cost.total).toBeLessThanOrEqual(first.cost.total)
    expect(check(problem, again)).toEqual([])
  })

  it('goes on with what another search of it has found, whichever rules it has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, rich) => {
        const problem = rich ? richDay(seed, 16, 4) : randomDay(seed, 20, 3)
        let told = { cost: Number.POSITIVE_INFINITY, flat: new Int32Array(0) }
        const leave = (cost: number, flat: Int32Array): null => {
          told = { cost, flat: flat.slice() }
          return null
        }
        plan(problem, { seed: 1, progress: looks(120), exchange: leave })
        expect(told.cost).toBeLessThan(Number.POSITIVE_INFINITY)
        const nodes = problem.jobs.reduce((sum, { crew = 1 }) => sum + crew, 0)
        expect(told.flat.length).toBeLessThanOrEqual(longestFlatSnapshot(nodes, problem.technicians.length))
        const made = plan(problem, { seed: 2, progress: looks(22), exchange: () => told.flat })
        expect(check(problem, made)).toEqual([])
        expect(made.cost.total).toBeLessThanOrEqual(told.cost + 1)
      }),
      { numRuns: 60 },
    )
  })

  it('gives true reasons: relaxing the nearest lets the job in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = randomDay(seed, 1, 1)
        const [miss] = planned(problem).unplanned[0]?.reasons ?? []
        const [job] = problem.jobs
        const [technician] = problem.technicians
        if (!miss || !job || !technician) return true
        const day = { from: 0, until: 10 * eight }
        const relaxed: Record<string, Problem> = {
          window: { ...problem, jobs: [{ ...job, windows: [day] }] },
          shift: { ...problem, technicians: [{ ...technician, maxOvertimeSeconds: 10 * eight }] },
          skill: { ...problem, technicians: [{ ...technician, skills: ['wash', 'tow', 'battery'] }] },
          stock: { ...problem, technicians: [{ ...technician, stock: { oil: 99 } }] },
          excluded: { ...problem, jobs: [{ ...job, excluded: [] }] },
          only: { ...problem, jobs: [{ ...job, only: null }] },
        }
        const next = relaxed[miss.code]
        return next !== undefined && !reasonCodes(planned(next), job.id).includes(miss.code)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a malformed problem is refused with its field', () => {
  const good: Problem = {
    now: eight,
    matrix: street(3),
    jobs: [aJob('j', 1)],
    technicians: [aTechnician('Ana')],
  }
  it.each([
    ['matrix.seconds', { ...good, matrix: { ...good.matrix, size: 4 } }],
    ['jobs.0.location', { ...good, jobs: [aJob('j', 9)] }],
    ['jobs.1.id', { ...good, jobs: [aJob('j', 1), aJob('j', 1)] }],
    ['jobs.0.windows', { ...good, jobs: [aJob('j', 1, { windows: [] })] }],
    ['jobs.0.windows.0', { ...good, jobs: [aJob('j', 1, { windows: [{ from: 2, until: 1 }] })] }],
    [
      'technicians.0.fixed.0',
      {
        ...good,
        technicians: [aTechnician('Ana', { fixed: [{ jobId: 'x', beginAt: null, remainingSeconds: null }] })],
      },
    ],
  ] as const)('%s', (field, problem) => {
    expect(() => planned(problem)).toThrow(ProblemError)
    expect(() => planned(problem)).toThrow(field)
  })
})

describe('the checker finds', () => {
  const problem = randomDay(5, 12, 3)
  const good = planned(problem)
  const full = good.tours.findIndex((tour) => tour.stops.length >= 2)
  const bent = (change: (tour: Plan['tours'][number]) => Plan['tours'][number]): string[] =>
    check(problem, {
      ...good,
      tours: good.tours.map((tour, index) => (index === full ? change(tour) : tour)),
    }).map((one) => one.rule)
  it.each([
    ['missing', (tour: Plan['tours'][number]) => ({ ...tour, stops: tour.stops.slice(1) })],
    [
      'twice',
      (tour: Plan['tours'][number]) => ({ ...tour, stops: [...tour.stops, ...tour.stops.slice(0, 1)] }),
    ],
    ['drive', (tour: Plan['tours'][number]) => ({ ...tour, driveSeconds: tour.driveSeconds - 1 })],
    [
      'time',
      (tour: Plan['tours'][number]) => ({
        ...tour,
        stops: tour.stops.map((stop, i) => (i === 1 ? { ...stop, endAt: stop.endAt - 60 } : stop)),
      }),
    ],
    [
      'window',
      (tour: Plan['tours'][number]) => ({
        ...tour,
        stops: tour.stops.map((stop) => ({ ...stop, beginAt: stop.beginAt + 99_999 })),
      }),
    ],
    [
      'late',
      (tour: Plan['tours'][number]) => ({
        ...tour,
        stops: tour.stops.map((stop) => ({ ...stop, lateSeconds: stop.lateSeconds + 1 })),
      }),
    ],
  ] as const)('%s', (rule, change) => {
    expect(bent(change)).toContain(rule)
  })
})
