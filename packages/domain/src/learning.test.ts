import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atWeekHour,
  catalogue,
  type FinishedLeg,
  type FinishedWork,
  learnHours,
  learnWork,
  nothingLearnt,
  quartersBetween,
  serviceIds,
  vehicleClasses,
  weekTimeOf,
  workSeconds,
} from './index.ts'

const prior = Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 10 ? 2.4 : 1.5))
const leg = (change: Partial<FinishedLeg> = {}): FinishedLeg => ({
  zoneId: 'a',
  weekday: 0,
  hour: 8,
  seconds: 1_440,
  freeSeconds: 600,
  ...change,
})
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const mondayEight = 8

describe('the factors of the hours', () => {
  it('are the prior’s while nothing was driven', () => {
    const { all, zones } = learnHours([], prior)
    expect(zones).toEqual({})
    expect(all.factors[mondayEight]).toBeCloseTo(2.4)
    expect(all.sigma).toBeCloseTo(0.2)
  })

  it('move towards what was driven, a little after a few legs, nearly all the way after many', () => {
    const slower = leg({ seconds: 2_160 })
    const few = learnHours(many(3, slower), prior).zones.a?.factors[mondayEight] ?? 0
    const lots = learnHours(many(400, slower), prior).zones.a?.factors[mondayEight] ?? 0
    expect(few).toBeGreaterThan(2.4)
    expect(few).toBeLessThan(2.9)
    expect(lots).toBeCloseTo(3.6, 0)
  })

  it('lend to a zone without legs of its own what the city has driven, and keep zones apart', () => {
    const { zones, all } = learnHours(
      [...many(200, leg({ seconds: 2_000 })), ...many(200, leg({ zoneId: 'b' }))],
      prior,
    )
    expect(zones.a?.factors[mondayEight]).toBeGreaterThan((zones.b?.factors[mondayEight] ?? 9) + 0.5)
    expect(all.legs).toBe(400)
  })

  it('ignore what is no drive: too short, or wilder than three times', () => {
    const none = learnHours([leg({ freeSeconds: 30 }), leg({ seconds: 60 }), leg({ seconds: 20_000 })], prior)
    expect(none.all.legs).toBe(0)
  })

  it('stay within half and twice the prior, whatever was driven', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            zoneId: fc.constantFrom('a', 'b'),
            weekday: fc.integer({ min: 0, max: 6 }),
            hour: fc.integer({ min: 0, max: 23 }),
            seconds: fc.integer({ min: -5, max: 50_000 }),
            freeSeconds: fc.integer({ min: 0, max: 5_000 }),
          }),
          { maxLength: 60 },
        ),
        (legs) => {
          const { all, zones } = learnHours(legs, prior)
          for (const zone of [all, ...Object.values(zones)])
            zone.factors.forEach((factor, index) => {
              const known = prior[index % 24] ?? 1
              expect(factor).toBeGreaterThanOrEqual(Math.max(0.75, known / 2) - 1e-9)
              expect(factor).toBeLessThanOrEqual(Math.min(4, known * 2) + 1e-9)
            })
        },
      ),
    )
  })

  it('are read in the city’s own week, evenly from the middle of one hour to that of the next', () => {
    const sundayMidnight = Date.parse('2026-11-29T16:00:00Z')
    expect(weekTimeOf(sundayMidnight, 'Asia/Shanghai')).toEqual({ weekday: 0, hour: 0, minute: 0 })
    const week = Array.from({ length: 168 }, (_, index) => (index === 0 ? 3 : 1))
    expect(atWeekHour(week, sundayMidnight, 'Asia/Shanghai')).toBeCloseTo(2)
    expect(atWeekHour(week, sundayMidnight + 1_800_000, 'Asia/Shanghai')).toBeCloseTo(3)
  })
})

const wash: FinishedWork = {
  services: ['exterior_wash'],
  vehicleClass: 'sedan',
  technicianId: 'ana',
  seconds: 1_800,
}

describe('the durations of work', () => {
  it('are the catalogue’s while nothing was done', () => {
    const what = { services: ['full_wash'] as const, vehicleClass: 'suv' as const }
    expect(workSeconds(nothingLearnt, what)).toBe(catalogue.full_wash.durationSeconds.suv)
    expect(workSeconds(learnWork([]), what)).toBe(catalogue.full_wash.durationSeconds.suv)
    expect(workSeconds(nothingLearnt, what, 'p80')).toBeGreaterThan(workSeconds(nothingLearnt, what))
  })

  it('tell a slow service from a slow technician', () => {
    const learnt = learnWork([
      ...many(60, { ...wash, seconds: 2_700 }),
      ...many(60, { ...wash, technicianId: 'ben', seconds: 1_800 }),
    ])
    const of = (technicianId: string | null) =>
      workSeconds(learnt, { services: ['exterior_wash'], vehicleClass: 'sedan', technicianId })
    expect(of('ana')).toBeGreaterThan(of(null))
    expect(of('ben')).toBeLessThan(of(null))
    expect(of('ana')).toBeGreaterThan(2_450)
    expect(learnt.technicians.ana?.jobs).toBe(60)
  })

  it('lend a vehicle class without jobs what the service takes on others', () => {
    const learnt = learnWork(many(80, { ...wash, seconds: 2_700 }))
    expect(learnt.services['exterior_wash|mpv']).toMatchObject({ jobs: 0 })
    expect(learnt.services['exterior_wash|mpv']?.ratio).toBeGreaterThan(1.2)
    expect(learnt.services['tow|sedan']?.ratio).toBe(1)
  })

  it('narrow as work proves steady', () => {
    const what = { services: ['exterior_wash'] as const, vehicleClass: 'sedan' as const }
    const spread = (count: number) => workSeconds(learnWork(many(count, wash)), what, 'p90') / 1_800
    expect(spread(200)).toBeLessThan(spread(5))
  })

  it('stay within half and twice the catalogue, whatever was done', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            services: fc.subarray([...serviceIds], { minLength: 1, maxLength: 3 }),
            vehicleClass: fc.constantFrom(...vehicleClasses),
            technicianId: fc.constantFrom('ana', 'ben'),
            seconds: fc.integer({ min: -10, max: 100_000 }),
          }),
          { maxLength: 40 },
        ),
        (works) => {
          const { services, technicians } = learnWork(works)
          for (const { ratio } of [...Object.values(services), ...Object.values(technicians)]) {
            expect(ratio).toBeGreaterThanOrEqual(0.5)
            expect(ratio).toBeLessThanOrEqual(2)
          }
        },
      ),
    )
  })
})

describe('the quarters of an hour between two instants', () => {
  const week = Array.from({ length: 168 }, (_, hour) => 1 + (hour % 24) / 10)
  const nine = Date.UTC(2026, 10, 23, 1) / 1000

  it('say the figure in the middle of each, beginning with the one that runs', () => {
    const quarters = quartersBetween(week, nine + 1000, nine + 3 * 3600, 'Asia/Shanghai')
    expect(quarters.map(({ from }) => from)).toEqual(
      Array.from({ length: 12 }, (_, k) => nine + (k + 1) * 900),
    )
    for (const { from, factor } of quarters)
      expect(factor).toBeCloseTo(atWeekHour(week, (from + 450) * 1000, 'Asia/Shanghai'), 2)
  })

  it('are right where clocks are half an hour off, and where they change', () => {
    const change = Date.UTC(2026, 9, 25, 0, 30) / 1000
    for (const zone of ['Asia/Kolkata', 'Europe/Berlin'])
      for (const { from, factor } of quartersBetween(week, change, change + 7200, zone))
        expect(factor).toBeCloseTo(atWeekHour(week, (from + 450) * 1000, zone), 2)
  })
})
