import type { LonLat, ZonePolygon } from '@kerbside/domain'
import { area } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaOf,
  type CellWorld,
  cellsOver,
  chooseBestPlaces,
  distanceMetres,
  figuresOf,
  fillCells,
  meanResponse,
  outlineOf,
  overlapOf,
  polygonProblem,
  resolutionFor,
  splitCity,
  worldOf,
} from '../index.ts'

const [west, south, side] = [121.4, 31.2, 0.08]
const box = (from: number, until: number): ZonePolygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [from, south],
      [until, south],
      [until, south + side],
      [from, south + side],
      [from, south],
    ],
  ],
})
const city = box(west, west + side)
const middle = west + side / 2
/** The one bridge over the river that runs from north to south through the middle of the city. */
const bridge: LonLat = [middle, south + 0.01]

const drive = (a: LonLat, b: LonLat): number => {
  const sameBank = a[0] < middle === b[0] < middle
  return (sameBank ? distanceMetres(a, b) : distanceMetres(a, bridge) + distanceMetres(bridge, b)) / 8
}

/** Demand drawn from numbers: places in the unit square with how much is wanted there. */
const worldFrom = (wants: readonly (readonly [number, number, number])[]): CellWorld => {
  const ids = cellsOver([city], 8)
  const demand = wants.map(([x, y, jobsPerDay]) => ({
    point: [west + x * side, south + y * side] as LonLat,
    jobsPerDay,
    serviceSeconds: 1800,
  }))
  const { cells } = fillCells(ids, demand, 8)
  return worldOf(
    cells,
    cells.flatMap((a) => cells.map((b) => drive(a.point, b.point))),
  )
}
const even = Array.from(
  { length: 900 },
  (_, i) => [((i % 30) + 0.5) / 30, (Math.floor(i / 30) + 0.5) / 30, 1] as const,
)

/** A street of cells that all want the same; from each of them one leads on to empty land. */
const comb = (length: number): CellWorld => {
  const street = Array.from({ length }, (_, cell) => cell)
  const cells = [...street, ...street].map((along, index) => ({
    id: `${index}`,
    point: [west + along * 0.001, south] as LonLat,
    jobsPerDay: index < length ? 1 : 0,
    serviceSeconds: 1800,
  }))
  return {
    cells,
    besides: cells.map((_, cell) =>
      cell < length
        ? [cell - 1, cell + 1].filter((one) => one >= 0 && one < length).concat(length + cell)
        : [cell - length],
    ),
    seconds: Float64Array.from({ length: cells.length ** 2 }, (_, at) => {
      const [a, b] = [Math.floor(at / cells.length), at % cells.length]
      const aside = Number(a >= length) + Number(b >= length)
      return 30 + 60 * (Math.abs((a % length) - (b % length)) + aside)
    }),
  }
}

const partsOf = (world: CellWorld, zoneOf: ArrayLike<number>, zone: number): number => {
  const left = new Set(world.cells.map((_, cell) => cell).filter((cell) => zoneOf[cell] === zone))
  let parts = 0
  for (const first of left) {
    parts += 1
    const open = [first]
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      left.delete(here)
      open.push(...(world.besides[here] ?? []).filter((one) => left.has(one)))
    }
  }
  return parts
}

describe('a split of the city', () => {
  it('gives every cell to one of contiguous zones whose work is even', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 900, maxLength: 900 })
    const zoneCount = fc.integer({ min: 2, max: 5 })
    fc.assert(
      fc.property(weights, zoneCount, fc.nat(99), (some, zones, seed) => {
        const world = worldFrom(even.map(([x, y], index) => [x, y, some[index] ?? 1]))
        const zoneOf = splitCity(world, { zones, seed })
        expect(new Set(zoneOf)).toEqual(new Set(Array.from({ length: zones }, (_, zone) => zone)))
        for (let zone = 0; zone < zones; zone += 1) expect(partsOf(world, zoneOf, zone)).toBe(1)
        expect(figuresOf(world, zoneOf, zones).spread).toBeLessThan(0.1)
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('is even where empty land hangs on every cell that could change hands: it goes along', () => {
    const world = comb(40)
    const zoneOf = splitCity(world, { zones: 4, seed: 1 })
    for (let zone = 0; zone < 4; zone += 1) expect(partsOf(world, zoneOf, zone)).toBe(1)
    expect(figuresOf(world, zoneOf, 4).spread).toBeLessThan(0.05)
  })

  it('is the same for the same seed', () => {
    const world = worldFrom(even)
    expect(splitCity(world, { zones: 4, seed: 7 })).toEqual(splitCity(world, { zones: 4, seed: 7 }))
  })

  it('follows the river when it can, because the way around over the bridge is long', () => {
    const world = worldFrom(even)
    const zoneOf = splitCity(world, { zones: 2, seed: 1 })
    const left = world.cells.map(({ point }) => point[0] < middle)
    const same = world.cells.filter(
      ({ jobsPerDay }, cell) =>
        jobsPerDay > 0 && left[cell] === (zoneOf[cell] === zoneOf[left.indexOf(true)]),
    )
    expect(same.length / world.cells.filter(({ jobsPerDay }) => jobsPerDay > 0).length).toBeGreaterThan(0.97)
  })

  it('with more zones than cells that want something is refused', () => {
    expect(() => splitCity(worldFrom([[0.5, 0.5, 1]]), { zones: 2, seed: 1 })).toThrow(
      'not enough for 2 zones',
    )
  })

  it('is drawn as polygons that touch, do not overlap and cover the area', () => {
    const world = worldFrom(even)
    const zoneOf = splitCity(world, { zones: 4, seed: 3 })
    const drawn = [0, 1, 2, 3].flatMap(
      (zone) =>
        outlineOf(
          world.cells.filter((_, cell) => zoneOf[cell] === zone).map(({ id }) => id),
          city,
        ) ?? [],
    )
    expect(drawn.map(polygonProblem)).toEqual([null, null, null, null])
    for (const one of drawn)
      for (const other of drawn) if (one !== other) expect(overlapOf(one, other)).toBeNull()
    expect(drawn.reduce((sum, one) => sum + area(one), 0) / area(city)).toBeCloseTo(1, 4)
    expect(area(areaOf(drawn) ?? city) / area(city)).toBeCloseTo(1, 4)
  })
})

it('cells are as fine as their number allows', () => {
  expect(resolutionFor([city], 200)).toBe(8)
  expect(resolutionFor([city], 2_000)).toBe(9)
  expect(cellsOver([city], resolutionFor([city], 20)).length).toBeLessThanOrEqual(20)
})

describe('the best places', () => {
  it('shorten the mean drive one by one, and no single exchange would shorten it further', () => {
    const world = worldFrom(even)
    const served = world.cells.map((_, cell) => cell)
    const places = chooseBestPlaces(world, { count: 3 })
    const chosen = places.map(({ cell }) => cell)
    const least = meanResponse(world, served, chosen) ?? 0
    expect(places.at(-1)?.responseSeconds).toBeCloseTo(least, 6)
    expect(places.slice(1).every(({ gainSeconds }) => (gainSeconds ?? 0) > 0)).toBe(true)
    for (const at of [0, 1, 2])
      for (const other of served)
        expect(meanResponse(world, served, chosen.with(at, other)) ?? 0).toBeGreaterThanOrEqual(least - 1e-6)
  })

  it('count what is there already', () => {
    const world = worldFrom(even)
    const [first] = chooseBestPlaces(world, { count: 1 })
    const [second] = chooseBestPlaces(world, { count: 1, given: [first?.cell ?? 0] })
    expect(second?.gainSeconds).toBeGreaterThan(0)
    expect(second?.responseSeconds).toBeLessThan(first?.responseSeconds ?? 0)
  })
})
