import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLine, check, defaultWeights, type Plan, type Problem, plan } from './index.ts'
import { richDay } from './rich-worlds.ts'
import { aJob, aTechnician, eight, street } from './small-worlds.ts'

const hour = 3600
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const planned = (problem: Problem, rounds = 200, weights = defaultWeights): Plan => {
  const made = plan(problem, { seed: 1, progress: steps(rounds), weights })
  expect(check(problem, made)).toEqual([])
  return made
}
const world = (change: Partial<Problem>): Problem => ({
  now: eight,
  matrix: street(60),
  jobs: [],
  technicians: [aTechnician('Ana')],
  ...change,
})
const lines = (made: Plan): string[] => made.tours.map((tour) => asLine(tour, tour.technicianId, (id) => id))
const who = (made: Plan, jobId: string): string[] =>
  made.tours
    .filter((tour) => tour.stops.some((stop) => stop.jobId === jobId))
    .map((tour) => tour.technicianId)

describe('every rule has its small world', () => {
  it('level: the better one works faster, the beginner is left out', () => {
    const made = planned(
      world({
        jobs: [aJob('gearbox', 10, { skills: ['care'], levels: { care: 2 } })],
        technicians: [
          aTechnician('Ana', { skills: ['care'], start: 9 }),
          aTechnician('Bo', { skills: ['care'], levels: { care: 3 }, levelFactor: 0.5 }),
        ],
      }),
    )
    expect(lines(made)[1]).toBe('Bo 08:00 → gearbox 08:10–08:25 → home 08:35')
  })

  it('set-up: is done once where the car before stands at the same place', () => {
    const jobs = [aJob('a', 10, { setupSeconds: 600 }), aJob('b', 10, { setupSeconds: 600 })]
    expect(lines(planned(world({ jobs })))[0]).toMatch(
      /^Ana 08:00 → [ab] 08:10–08:50 → [ab] 08:50–09:20 → home 09:30$/,
    )
  })

  it('two windows: what does not fit the morning is done in the afternoon', () => {
    const windows = [
      { from: eight, until: eight + 300 },
      { from: eight + 6 * hour, until: eight + 7 * hour },
    ]
    expect(lines(planned(world({ jobs: [aJob('late', 10, { windows })] })))[0]).toBe(
      'Ana 13:50 → late 14:00–14:30 → home 14:40',
    )
  })

  it('break: is taken within its window, not within work', () => {
    const lunch = {
      id: 'lunch',
      windows: [{ from: eight + 4 * hour, until: eight + 5 * hour }],
      seconds: 1800,
    }
    const made = planned(
      world({
        jobs: [aJob('long', 10, { serviceSeconds: 4 * hour }), aJob('next', 20, { serviceSeconds: hour })],
        technicians: [aTechnician('Ana', { breaks: [lunch] })],
      }),
    )
    expect(made.unplanned).toEqual([])
    const [pause] = made.tours[0]?.breaks ?? []
    expect(pause?.beginAt).toBeGreaterThanOrEqual(eight + 4 * hour)
  })

  it('tow: the car is picked up before it is brought, by one van, one car at a time', () => {
    const made = planned(
      world({
        jobs: [aJob('load1', 10), aJob('bring1', 30), aJob('load2', 12), aJob('bring2', 32)],
        technicians: [aTechnician('Ana', { stock: { cars: 1 } })],
        pairs: [
          { pickup: 'load1', drop: 'bring1', amounts: { cars: 1 } },
          { pickup: 'load2', drop: 'bring2', amounts: { cars: 1 } },
        ],
      }),
    )
    const order = made.tours[0]?.stops.map((stop) => stop.jobId).join(' ')
    expect(['load1 bring1 load2 bring2', 'load2 bring2 load1 bring1']).toContain(order)
  })

  it('crew of two: both begin at the same time, or nobody comes', () => {
    const heavy = aJob('heavy', 10, { crew: 2 })
    const two = [aTechnician('Ana'), aTechnician('Bo', { start: 30, end: 30 })]
    expect(who(planned(world({ jobs: [heavy], technicians: two })), 'heavy')).toEqual(['Ana', 'Bo'])
    const alone = planned(world({ jobs: [heavy] }))
    expect(alone.unplanned[0]?.reasons.map((one) => one.code)).toContain('crew')
  })

  it('precedence: the wash comes an hour after the repair, whoever does it', () => {
    const made = planned(
      world({
        jobs: [aJob('wash', 10, { skills: ['wash'] }), aJob('repair', 10, { skills: ['care'] })],
        technicians: [aTechnician('Ana', { skills: ['wash'] }), aTechnician('Bo', { skills: ['care'] })],
        precedences: [{ before: 'repair', after: 'wash', gapSeconds: hour }],
      }),
    )
    expect(lines(made)[0]).toBe('Ana 09:30 → wash 09:40–10:10 → home 10:20')
  })

  it('apart: two jobs that do not go together are on two vans', () => {
    const made = planned(
      world({
        jobs: [aJob('petrol', 10), aJob('welding', 10)],
        technicians: [aTechnician('Ana'), aTechnician('Bo')],
        apart: [['petrol', 'welding']],
      }),
    )
    expect(who(made, 'petrol')).not.toEqual(who(made, 'welding'))
    expect(made.unplanned).toEqual([])
  })

  it('reluctance: who is not liked there is sent only if the other is far', () => {
    const near = (cost: number): string[] =>
      who(
        planned(
          world({
            jobs: [aJob('j', 10, { reluctance: { Ana: cost } })],
            technicians: [aTechnician('Ana'), aTechnician('Bo', { start: 25, end: 0 })],
          }),
        ),
        'j',
      )
    expect(near(60)).toEqual(['Ana'])
    expect(near(6000)).toEqual(['Bo'])
  })

  it('limits: jobs, driving, distance', () => {
    const jobs = [aJob('a', 10), aJob('b', 20)]
    const left = (change: Parameters<typeof aTechnician>[1]): string | undefined =>
      planned(world({ jobs, technicians: [aTechnician('Ana', change)] })).unplanned[0]?.reasons[0]?.code
    expect(left({ maxJobs: 1 })).toBe('max_jobs')
    expect(left({ maxDriveSeconds: 1500 })).toBe('max_drive')
    expect(left({ maxMetres: 25_000 })).toBe('max_distance')
  })

  it('reserve: part of the shift is kept for rescues, which may use it', () => {
    const technicians = [aTechnician('Ana', { reserveSeconds: 8 * hour })]
    const wash = aJob('wash', 10, { serviceSeconds: hour })
    expect(planned(world({ jobs: [wash], technicians })).unplanned[0]?.reasons[0]?.code).toBe('reserve')
    expect(planned(world({ jobs: [{ ...wash, tier: 0 }], technicians })).unplanned).toEqual([])
  })

  it('roads by the hour: the same leg takes longer in the rush', () => {
    const hours = [
      { from: eight, factor: 2 },
      { from: eight + 600, factor: 1 },
    ]
    expect(lines(planned(world({ jobs: [aJob('j', 10)], hours })))[0]).toBe(
      'Ana 08:00 → j 08:15–08:45 → home 08:55',
    )
  })

  it('roads by the hour: who must wait leaves as late as he can, and drives at the pace of then', () => {
    const hours = [
      { from: eight, factor: 1 },
      { from: eight + 50 * 60, factor: 2 },
    ]
    const windows = [{ from: eight + hour, until: eight + 2 * hour }]
    const made = planned(world({ jobs: [aJob('nine', 10, { windows })], hours }))
    expect(lines(made)[0]).toBe('Ana 08:45 → nine 09:00–09:30 → home 09:50')
    expect(made.tours[0]?.stops[0]).toMatchObject({ waitSeconds: 45 * 60, driveSeconds: 15 * 60 })
  })

  it('costs: a dear kilometre sends who is nearer, a fixed cost keeps the second van at home', () => {
    const costs = { fixed: 10_000, perDriveHour: 3600, perWorkHour: 0, perKm: 0 }
    const made = planned(
      world({
        jobs: [aJob('a', 10), aJob('b', 50)],
        technicians: [aTechnician('Ana', { costs }), aTechnician('Bo', { start: 59, end: 59, costs })],
      }),
    )
    expect(made.tours.filter((tour) => tour.stops.length > 0)).toHaveLength(1)
  })

  it('fairness: levels the work out where it weighs', () => {
    const jobs = [1, 2, 3, 4].map((i) => aJob(`j${i}`, 10, { serviceSeconds: hour }))
    const two = world({ jobs, technicians: [aTechnician('Ana'), aTechnician('Bo')] })
    const sizes = (fairness: number): number[] =>
      planned(two, 300, { ...defaultWeights, fairness })
        .tours.map((tour) => tour.stops.length)
        .sort()
    expect(sizes(0)).toEqual([0, 4])
    expect(sizes(10_000)).toEqual([2, 2])
  })

  it('held: stays his, in its order, others may come between', () => {
    const made = planned(
      world({
        jobs: [aJob('first', 30), aJob('second', 10), aJob('new', 20)],
        technicians: [aTechnician('Ana', { held: ['first', 'second'] }), aTechnician('Bo')],
      }),
    )
    const order = made.tours[0]?.stops.map((stop) => stop.jobId) ?? []
    expect(order.indexOf('first')).toBeLessThan(order.indexOf('second'))
  })

  it('stability: a promised technician is changed only for a gain, less the nearer it is', () => {
    const problem = world({
      jobs: [aJob('j', 10, { promise: { from: eight + 2 * hour, until: eight + 3 * hour } })],
      technicians: [aTechnician('Ana'), aTechnician('Bo', { start: 8, end: 8 })],
    })
    const warm = {
      tours: [{ technicianId: 'Ana', stops: [{ jobId: 'j', beginAt: eight + 7200, endAt: eight + 9000 }] }],
    }
    const kept = plan(problem, { seed: 1, progress: steps(100), warm })
    expect(who(kept, 'j')).toEqual(['Ana'])
    expect(who(plan(problem, { seed: 1, progress: steps(100) }), 'j')).toEqual(['Bo'])
  })
})

describe('any day with every rule', () => {
  const days = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    jobs: fc.integer({ min: 2, max: 22 }),
    technicians: fc.integer({ min: 1, max: 5 }),
  })

  it('breaks none, and prices what it writes', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = richDay(seed, jobs, technicians)
        const made = plan(problem, { seed, progress: steps(80) })
        expect(check(problem, made)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    [705, 16, 4, 'a crew whose tours hang together also otherwise'],
    [759, 16, 4, 'a crew that fits into either tour and not into both'],
    [426_857, 16, 4, 'a crew before whose place something becomes earlier'],
    [2587, 20, 4, 'a place that was found while what it hangs on was out'],
  ])('breaks none on day %d of %d jobs and %d technicians: %s', (seed, jobs, technicians) => {
    const problem = richDay(seed, jobs, technicians)
    for (const looks of [60, 120])
      expect(check(problem, plan(problem, { seed: 1, progress: steps(looks) }))).toEqual([])
  })

  it('keeps a plan that it is given again', () => {
    fc.assert(
      fc.property(days, ({ seed, jobs, technicians }) => {
        const problem = richDay(seed, jobs, technicians)
        const first = plan(problem, { seed, progress: steps(60) })
        const again = plan(problem, { seed, progress: () => 1, warm: first })
        expect(check(problem, again)).toEqual([])
        expect(again.cost.total).toBeLessThanOrEqual(first.cost.total + 1e-6)
      }),
      { numRuns: 25 },
    )
  })
})
