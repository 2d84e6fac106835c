import { distanceMetres } from '@kerbside/geo'
import { expect, it } from 'vitest'
import { instantAtShare, setOut, whereOn } from './drive.ts'

const line: [number, number][] = [
  [121.47, 31.23],
  [121.48, 31.23],
  [121.48, 31.24],
]
const start = 1_000_000

it('drives along the line at an even speed, as long as the route says times the pace', () => {
  const drive = setOut(line, 300, 1.2, start)
  expect(drive.untilMs - start).toBe(360_000)
  const half = whereOn(drive, start + 180_000)
  const corner = distanceMetres([121.47, 31.23], [121.48, 31.23])
  expect(distanceMetres([121.47, 31.23], [half.point[0], 31.23])).toBeCloseTo(corner, -1)
  expect(half.point[1]).toBeGreaterThan(31.23)
  expect(half.speed * 360).toBeCloseTo(drive.metres, 3)
  const steps = Array.from({ length: 37 }, (_, i) => whereOn(drive, start + i * 10_000).point)
  const gaps = steps.slice(1).map((point, i) => distanceMetres(steps[i] ?? point, point))
  expect(Math.max(...gaps)).toBeLessThan((drive.metres / 36) * 1.01)
})

it('stands at the ends before it sets out and after it has arrived', () => {
  const drive = setOut(line, 300, 1, start)
  expect(whereOn(drive, start - 1)).toMatchObject({ point: line[0], speed: 0 })
  expect(whereOn(drive, start + 999_999)).toMatchObject({ point: line[2], speed: 0 })
  expect(instantAtShare(drive, 0.5)).toBe(start + 150_000)
})

it('looks where it goes', () => {
  const drive = setOut(line, 300, 1, start)
  expect(whereOn(drive, start + 30_000).heading).toBeCloseTo(90, 0)
  expect(whereOn(drive, start + 270_000).heading).toBeCloseTo(0, 0)
})

it('takes a moment even to the next car in the row', () => {
  const drive = setOut([[121.47, 31.23]], 0, 1, start)
  expect(drive.untilMs).toBe(start + 20_000)
  expect(whereOn(drive, start + 10_000).point).toEqual([121.47, 31.23])
})
