import { distanceMetres } from '@kerbside/geo'
import { expect, it } from 'vitest'
import { randomStream } from '../random-stream.ts'
import { noisyFix } from './gps-noise.ts'

const truth = { point: [121.47, 31.23] as [number, number], heading: 359.7, speed: 8.34 }

it('lies mostly 6 m off, sometimes 50 m, never far beyond its stated accuracy', () => {
  const stream = randomStream(1, 'gps')
  const fixes = Array.from({ length: 2000 }, () => noisyFix(truth, 0, stream))
  const off = fixes.map((fix) => ({
    metres: distanceMetres(truth.point, fix.point),
    accuracy: fix.accuracy ?? 0,
  }))
  expect(new Set(off.map((one) => one.accuracy))).toEqual(new Set([6, 50]))
  expect(off.filter((one) => one.accuracy === 50).length / off.length).toBeCloseTo(0.07, 1)
  expect(off.every((one) => one.metres <= one.accuracy * 2.5 + 0.3)).toBe(true)
  const open = off.filter((one) => one.accuracy === 6).map((one) => one.metres)
  expect(open.toSorted((a, b) => a - b)[Math.floor(open.length / 2)]).toBeLessThan(6)
})

it('says the same for the same seed, with a heading a compass knows', () => {
  const [one, other] = [1, 1].map((seed) => noisyFix(truth, 5000, randomStream(seed, 'gps')))
  expect(one).toEqual(other)
  expect(one?.heading).toBe(0)
})
