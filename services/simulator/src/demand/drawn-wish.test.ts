import { catalogue } from '@kerbside/domain'
import { expect, it } from 'vitest'
import { type NamedPlace, sortPlaces } from '../city/sample-places.ts'
import { randomStream } from '../random-stream.ts'
import { drawVehicle, drawWish } from './drawn-wish.ts'

const square = (west: number, east: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 31.2],
      [east, 31.2],
      [east, 31.3],
      [west, 31.3],
      [west, 31.2],
    ] as [number, number][],
  ],
})
const zones = [
  { id: 'west', polygon: square(121.4, 121.5) },
  { id: 'east', polygon: square(121.5, 121.6) },
]
const places: NamedPlace[] = [
  { name: '西一', point: [121.45, 31.25] },
  { name: '西二', point: [121.4001, 31.2001] },
  { name: '东一', point: [121.55, 31.25] },
  { name: '远方', point: [122.5, 31.25] },
]
const car = drawVehicle(randomStream(1, 'car'))
const keys = Array.from({ length: 4000 }, (_, index) => `1/test/${index}`)

it('draws the same wish for the same request', () => {
  const sorted = sortPlaces(places, zones)
  expect(keys.slice(0, 50).map((key) => drawWish(key, car, sorted))).toEqual(
    keys.slice(0, 50).map((key) => drawWish(key, car, sorted)),
  )
})

it('wants washes half of the time, care and rescue a quarter each, and one in a hundred from nowhere', () => {
  const sorted = sortPlaces(places, zones)
  const wishes = keys.map((key) => drawWish(key, { ...car, energy: 'fuel' }, sorted))
  const share = (category: string): number =>
    wishes.filter(({ services: [id] }) => id && catalogue[id].category === category).length / wishes.length
  expect(share('wash')).toBeCloseTo(0.5, 1)
  expect(share('care')).toBeCloseTo(0.25, 1)
  expect(share('rescue')).toBeCloseTo(0.25, 1)
  const outside = wishes.filter((wish) => wish.outside)
  expect(outside.length / wishes.length).toBeGreaterThan(0.004)
  expect(outside.length / wishes.length).toBeLessThan(0.02)
  expect(new Set(outside.map((wish) => wish.place.label))).toEqual(new Set(['远方']))
})

it('never wants oil or petrol for an electric car', () => {
  const sorted = sortPlaces(places, zones)
  const wanted = new Set(
    keys.flatMap((key) => drawWish(key, { ...car, energy: 'electric' }, sorted).services),
  )
  expect(wanted.has('small_maintenance')).toBe(false)
  expect(wanted.has('fuel_delivery')).toBe(false)
  expect(wanted.has('jump_start')).toBe(true)
})

it('leaves a zone to real people when told to, and never strays over a border', () => {
  const sorted = sortPlaces(places, zones, new Set(['west']))
  const stream = randomStream(1, 'sample')
  const points = Array.from({ length: 200 }, () => sorted.inAnyZone(stream).point)
  expect(points.every(([lon]) => lon > 121.5)).toBe(true)
  const corner = Array.from({ length: 200 }, () => sortPlaces(places, zones).inZone('west', stream).point)
  expect(corner.every(([lon, lat]) => lon >= 121.4 && lat >= 31.2)).toBe(true)
})
