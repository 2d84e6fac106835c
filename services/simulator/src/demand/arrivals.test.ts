import { expect, it } from 'vitest'
import { shareOfHour } from '../city/hour-curve.ts'
import { hourMs, localHour } from '../time/local-day.ts'
import { arrivalsBetween, arrivalsOfHour, burst } from './arrivals.ts'

const zone = 'Asia/Shanghai'
const eight = Date.parse('2026-11-24T00:00:00Z')

it('brings the same arrivals for the same seed and hour, whenever in the hour it is asked', () => {
  const once = arrivalsOfHour(eight, zone, 360, 1)
  expect(arrivalsOfHour(eight + 40 * 60_000, zone, 360, 1)).toEqual(once)
  expect(arrivalsOfHour(eight, zone, 360, 2)).not.toEqual(once)
  expect(once.every(({ atMs }) => atMs >= eight && atMs < eight + hourMs)).toBe(true)
})

it('has shares of the hours that add up to a day, with the evening busiest', () => {
  const shares = Array.from({ length: 24 }, (_, hour) => shareOfHour(hour))
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
  expect(shares.indexOf(Math.max(...shares))).toBe(18)
  expect(shares.indexOf(Math.min(...shares))).toBe(5)
})

it('follows the hour curve as a Poisson process does: mean and variance alike', () => {
  const counts = Array.from({ length: 400 }, (_, seed) => arrivalsOfHour(eight, zone, 360, seed).length)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length
  const expected = 360 * shareOfHour(8)
  expect(Math.abs(mean - expected)).toBeLessThan(1)
  expect(variance / mean).toBeGreaterThan(0.8)
  expect(variance / mean).toBeLessThan(1.25)
})

it('brings exactly as many arrivals as a day is to have, in order, spread by the curve', () => {
  const untilMs = eight + 14 * hourMs
  const day = arrivalsBetween(eight, untilMs, zone, 5000, 7)
  expect(day).toHaveLength(5000)
  expect(day.every(({ atMs }) => atMs >= eight && atMs < untilMs)).toBe(true)
  expect(day.map(({ atMs }) => atMs)).toEqual(day.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  expect(new Set(day.map(({ key }) => key)).size).toBe(5000)
  const at = (hour: number): number => day.filter(({ atMs }) => localHour(atMs, zone) === hour).length
  expect(at(18) / at(11)).toBeGreaterThan(1.2)
  expect(at(18) / at(11)).toBeLessThan(1.7)
})

it('wakes a city up within the time given', () => {
  const first = burst(eight, 120_000, 20, 1)
  expect(first).toHaveLength(20)
  expect(first.every(({ atMs }) => atMs >= eight && atMs < eight + 120_000)).toBe(true)
})
