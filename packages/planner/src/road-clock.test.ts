import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoadHour } from './planning-problem.ts'
import { makeRoadClock, meanPace } from './road-clock.ts'

const drawn = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 5000 }),
      factor: fc.constantFrom(0.8, 1, 1.1, 1.37, 1.5, 1.7, 2.65),
    }),
    { maxLength: 8 },
  )
  .map((steps) => {
    let from = 0
    return steps.map(({ step, factor }): RoadHour => {
      from += step
      return { from, factor }
    })
  })
const instants = fc.integer({ min: -2000, max: 25_000 })
const bases = fc.integer({ min: 0, max: 4000 })
const seeded = { seed: 7, numRuns: 1000 }

/** Driven second by second. */
const driven = (hours: readonly RoadHour[], base: number, leave: number): number => {
  let left = base
  let clock = leave
  for (;;) {
    const pace = hours.findLast((hour) => hour.from <= clock)?.factor ?? 1
    if (left * pace <= 1) return clock + left * pace
    left -= 1 / pace
    clock += 1
  }
}

describe('roads by the hour', () => {
  it('are driven at the pace of each hour on the way', () => {
    fc.assert(
      fc.property(drawn, instants, bases, (hours, leave, base) => {
        const arrival = makeRoadClock(hours).arriveAt(leave, base)
        expect(Math.abs(arrival - driven(hours, base, leave))).toBeLessThanOrEqual(0.5 + 1e-6)
      }),
      seeded,
    )
  })

  it('let nobody arrive earlier who leaves later, and answer alike from any origin', () => {
    fc.assert(
      fc.property(drawn, instants, bases, (hours, leave, base) => {
        const clock = makeRoadClock(hours)
        expect(clock.arriveAt(leave + 1, base)).toBeGreaterThanOrEqual(clock.arriveAt(leave, base))
        const origin = 1_790_000_000
        const later = makeRoadClock(hours.map((hour) => ({ ...hour, from: hour.from + origin })))
        expect(later.arriveAt(leave + origin, base) - origin).toBe(clock.arriveAt(leave, base))
      }),
      seeded,
    )
  })

  it('say when one must leave: a second later would be too late', () => {
    fc.assert(
      fc.property(drawn, instants, bases, (hours, arrive, base) => {
        const clock = makeRoadClock(hours)
        const leave = clock.leaveBy(arrive, base)
        expect(clock.arriveAt(leave, base)).toBeLessThanOrEqual(arrive)
        expect(clock.arriveAt(leave + 1, base)).toBeGreaterThan(arrive)
      }),
      seeded,
    )
  })

  it('say how much later one may leave for the same drive', () => {
    fc.assert(
      fc.property(drawn, instants, bases, (hours, leave, base) => {
        const clock = makeRoadClock(hours)
        const room = Math.min(clock.room(leave, base), 5000)
        for (const later of room < 0 ? [] : [0, Math.ceil(room / 2), room])
          expect(clock.arriveAt(leave + later, base)).toBe(clock.arriveAt(leave, base) + later)
      }),
      seeded,
    )
  })

  it('have a mean pace between two instants', () => {
    const hours = [
      { from: 100, factor: 2 },
      { from: 200, factor: 1.5 },
    ]
    expect(meanPace(hours, 50, 250)).toBe((50 * 1 + 100 * 2 + 50 * 1.5) / 200)
    expect(meanPace(hours, 300, 400)).toBe(1.5)
    expect(meanPace(undefined, 0, 10)).toBe(1)
  })
})
