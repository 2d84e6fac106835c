import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  check,
  type Disturbance,
  defaultWeights,
  disturbances,
  type KnownPlan,
  type Plan,
  type Problem,
  plan,
  repair,
} from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const hour = 3600
const minute = 60
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const atOnce = () => 1
const planned = (problem: Problem, rounds = 12): Plan => plan(problem, { seed: 1, progress: steps(rounds) })
const seeds = fc.integer({ min: 1, max: 1e6 })

/** Who comes to a job, and how late he is for its promise. */
const stopOf = (made: Plan, jobId: string) => {
  const tour = made.tours.find(({ stops }) => stops.some((stop) => stop.jobId === jobId))
  const stop = tour?.stops.find((one) => one.jobId === jobId)
  return { technicianId: tour?.technicianId, lateSeconds: stop?.lateSeconds }
}
const idsOf = (changed: readonly Disturbance[]): string[] => changed.map((one) => one.jobId).sort()
/** Those of the changed jobs to which somebody else comes now, or nobody. */
const handedOver = (changed: readonly Disturbance[]): string[] =>
  idsOf(changed.filter((one) => one.before?.technicianId !== one.after?.technicianId))

describe('after a technician has fallen sick', () => {
  const jobs = [10, 12, 30, 32].map((at, i) => aJob(`j${i}`, at))
  const three = ['Ana', 'Bo', 'Cy'].map((id, i) => aTechnician(id, { start: 20 * i, end: 20 * i }))
  const problem: Problem = { now: eight, matrix: street(60), jobs, technicians: three }

  it('a repair moves only what he had, where there is room', () => {
    const before = planned(problem)
    const sick = before.tours.find((tour) => tour.stops.length > 0)
    const without: Problem = { ...problem, technicians: three.filter((one) => one.id !== sick?.technicianId) }
    const { plan: after, changed } = repair(without, before, { seed: 1, progress: steps(100) })
    expect(check(without, after)).toEqual([])
    expect(after.unplanned).toEqual([])
    expect(handedOver(changed)).toEqual(sick?.stops.map((stop) => stop.jobId).sort())
  })
})

describe('after an overrun', () => {
  /** Bo is at work until `until`; j1 is his next stop, Ana has nothing to do 12 min away from it, Cy has j2. */
  const dayWith = (until: number): Problem => ({
    now: eight,
    matrix: street(60),
    jobs: [
      aJob('j0', 20),
      aJob('j1', 22, { promise: { from: eight + 40 * minute, until: eight + hour } }),
      aJob('j2', 50, { promise: { from: eight, until: eight + hour } }),
    ],
    technicians: [
      aTechnician('Ana', { start: 10, end: 10 }),
      aTechnician('Bo', {
        start: 20,
        end: 20,
        fixed: [{ jobId: 'j0', beginAt: eight - 10 * minute, remainingSeconds: until - eight }],
      }),
      aTechnician('Cy', { start: 50, end: 50 }),
    ],
  })
  const before: KnownPlan = {
    tours: [
      { technicianId: 'Bo', stops: [stop('j0', eight - 10 * minute), stop('j1', eight + 22 * minute)] },
      { technicianId: 'Cy', stops: [stop('j2', eight)] },
    ],
  }

  it('a repair gives what would be late to somebody who is in time, and nothing else', () => {
    const problem = dayWith(eight + 3 * hour)
    const { plan: after, changed } = repair(problem, before, { seed: 1, progress: steps(50) })
    expect(check(problem, after)).toEqual([])
    expect(stopOf(after, 'j1')).toEqual({ technicianId: 'Ana', lateSeconds: 0 })
    expect(idsOf(changed)).toEqual(['j1'])
    const anew = plan(problem, { seed: 1, progress: steps(50), warm: before })
    expect(stopOf(anew, 'j1')).toEqual({ technicianId: 'Ana', lateSeconds: 0 })
  })

  it('a repair finds that even if it has no time to search', () => {
    const { plan: after } = repair(dayWith(eight + 3 * hour), before, { seed: 1, progress: atOnce })
    expect(stopOf(after, 'j1')).toEqual({ technicianId: 'Ana', lateSeconds: 0 })
  })

  it('a repair leaves with its technician what is still in time', () => {
    const { changed } = repair(dayWith(eight + 30 * minute), before, { seed: 1, progress: steps(50) })
    expect(changed).toEqual([])
  })

  it('a repair looks for somebody else also where nothing is promised and everything gets later', () => {
    const loose = dayWith(eight + 3 * hour)
    const problem = { ...loose, jobs: loose.jobs.map((job) => ({ ...job, promise: null })) }
    const { plan: after, changed } = repair(problem, before, { seed: 1, progress: atOnce })
    expect(stopOf(after, 'j1').technicianId).toBe('Ana')
    expect(idsOf(changed)).toEqual(['j1'])
  })

  it('a repair moves somebody of a full day only where that is cheaper than to leave all as it is', () => {
    let moved = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = randomDay(seed, 12, 3)
        const made = planned(day)
        const [first] = made.tours.find((tour) => tour.stops.length > 2)?.stops ?? []
        const overrun = withOverrun(day, made, first?.jobId ?? '')
        const { plan: after, changed } = repair(overrun, made, { seed, progress: steps(20) })
        expect(check(overrun, after)).toEqual([])
        const firm = { ...defaultWeights, movedTechnician: 1200, movedTimePerSecond: 0.5 }
        const left = plan(overrun, { seed, progress: atOnce, warm: made, weights: firm })
        expect(after.cost.total).toBeLessThanOrEqual(left.cost.total + 1e-6)
        moved += handedOver(changed).length
      }),
      { numRuns: 40 },
    )
    expect(moved).toBeGreaterThan(10)
  })
})

describe('after a customer has not been there', () => {
  /** Bo could come to j1 when it was planned, Ana comes three hours sooner now: j1 stays hers all the same. */
  const jobs = [
    aJob('j1', 12),
    aJob('j2', 14),
    aJob('long', 16, { serviceSeconds: 3 * hour }),
    aJob('waits', 11, { serviceSeconds: 2 * hour }),
  ]
  const technicians = [
    aTechnician('Ana', { start: 10, end: 10, shift: { from: eight, until: eight + 4 * hour } }),
    aTechnician('Bo', { start: 16, end: 16, shift: { from: eight, until: eight + 4.5 * hour } }),
  ]
  const before: KnownPlan = {
    tours: [
      {
        technicianId: 'Ana',
        stops: [
          stop('gone', eight),
          stop('j1', eight + 3 * hour + 2 * minute),
          stop('j2', eight + 3 * hour + 34 * minute),
        ],
      },
      { technicianId: 'Bo', stops: [stop('long', eight)] },
    ],
  }
  const dayOf = (...left: readonly string[]): Problem => ({
    now: eight,
    matrix: street(60),
    jobs: jobs.filter((job) => !left.includes(job.id)),
    technicians,
  })

  it('a repair takes nobody away from the others, though they come sooner now', () => {
    const problem = dayOf('waits')
    const { plan: after, changed } = repair(problem, before, { seed: 1, progress: steps(50) })
    expect(check(problem, after)).toEqual([])
    expect(handedOver(changed)).toEqual([])
  })

  it('a repair plans in the time that is free now what had been left out', () => {
    const problem = dayOf()
    const { plan: after, changed } = repair(problem, before, { seed: 1, progress: steps(50) })
    expect(check(problem, after)).toEqual([])
    expect(after.unplanned).toEqual([])
    expect(handedOver(changed)).toEqual(['waits'])
  })
})

describe('after a road has been closed', () => {
  const jobs = [
    aJob('near', 10),
    aJob('beyond', 40, { promise: { from: eight, until: eight + 2 * hour } }),
    aJob('there', 50),
  ]
  const technicians = [aTechnician('Ana', { start: 5, end: 5 }), aTechnician('Bo', { start: 55, end: 55 })]
  const before: KnownPlan = {
    tours: [
      {
        technicianId: 'Ana',
        stops: [stop('near', eight + 5 * minute), stop('beyond', eight + hour + 5 * minute)],
      },
      { technicianId: 'Bo', stops: [stop('there', eight + 5 * minute)] },
    ],
  }
  /** The street with other seconds for whoever crosses the bridge between houses 29 and 30; −1 where none leads over it. */
  const withBridge = (secondsOver: (usual: number) => number): Problem => {
    const matrix = street(60)
    const seconds = matrix.seconds.map((usual, leg) =>
      Math.floor(leg / 60) < 30 === leg % 60 < 30 ? usual : secondsOver(usual),
    )
    return { now: eight, matrix: { ...matrix, seconds }, jobs, technicians }
  }

  it('a repair changes nothing as long as nobody is delayed by it', () => {
    const bridge = withBridge((usual) => usual)
    expect(repair(bridge, before, { seed: 1, progress: steps(50) }).changed).toEqual([])
  })

  it('a repair gives what cannot be reached any more to who is on the other side', () => {
    const bridge = withBridge(() => -1)
    const { plan: after, changed } = repair(bridge, before, { seed: 1, progress: steps(50) })
    expect(check(bridge, after)).toEqual([])
    expect(stopOf(after, 'beyond')).toEqual({ technicianId: 'Bo', lateSeconds: 0 })
    expect(handedOver(changed)).toEqual(['beyond'])
  })

  it('a repair does so too where the way round only takes too long', () => {
    const bridge = withBridge((usual) => usual + 3 * hour)
    const { plan: after, changed } = repair(bridge, before, { seed: 1, progress: steps(50) })
    expect(check(bridge, after)).toEqual([])
    expect(stopOf(after, 'beyond')).toEqual({ technicianId: 'Bo', lateSeconds: 0 })
    expect(idsOf(changed)).toEqual(['beyond'])
  })
})

describe('a repair', () => {
  it('changes nothing where nothing broke', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = randomDay(seed, 10, 3)
        const before = planned(day)
        const { plan: after, changed } = repair(day, before, { seed, progress: steps(20) })
        expect(check(day, after)).toEqual([])
        expect(after.unplanned.length).toBeLessThanOrEqual(before.unplanned.length)
        if (before.unplanned.length === 0) expect(changed).toEqual([])
        expect(disturbances(day, before, before, 0)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})

/** A stop of a known plan, half an hour long. */
function stop(jobId: string, beginAt: number) {
  return { jobId, beginAt, endAt: beginAt + 30 * minute }
}

/** The day once the technician of a job, his first, has begun it as planned and needs two hours more for it. */
const withOverrun = (day: Problem, made: Plan, jobId: string): Problem => ({
  ...day,
  technicians: day.technicians.map((one) => {
    const [first] = made.tours.find((tour) => tour.technicianId === one.id)?.stops ?? []
    if (!first || first.jobId !== jobId) return one
    const remainingSeconds = first.endAt + 2 * hour - day.now
    return { ...one, fixed: [{ jobId, beginAt: first.beginAt, remainingSeconds }] }
  }),
})
