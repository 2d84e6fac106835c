import type { LonLat, ZonePolygon } from '@kerbside/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alongLine,
  bearing,
  cellOf,
  distanceMetres,
  gcj02ToWgs84,
  lineLength,
  metresAlong,
  nearestZone,
  overlapOf,
  polygonProblem,
  wgs84ToGcj02,
  zoneAt,
} from './index.ts'

const square = (west: number, south: number, side = 0.02): ZonePolygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
})
const ringOf = (west: number, south: number, side?: number): LonLat[] =>
  square(west, south, side).coordinates[0] as LonLat[]
const holed = (off: number, side: number): ZonePolygon => ({
  type: 'Polygon',
  coordinates: [ringOf(121, 31), ringOf(121 + off, 31 + off, side)],
})
const parts = (off: number): ZonePolygon => ({
  type: 'MultiPolygon',
  coordinates: [[ringOf(121, 31)], [ringOf(121 + off, 31)]],
})
const doubled: ZonePolygon = { type: 'Polygon', coordinates: [ringOf(121, 31).flatMap((at) => [at, at])] }
const spiked: ZonePolygon = {
  type: 'Polygon',
  coordinates: [ringOf(121, 31).toSpliced(1, 1, [121.02, 31], [121.05, 31], [121.02, 31])],
}
const zones = [
  { name: 'left', polygon: square(121.4, 31.2) },
  { name: 'right', polygon: square(121.42, 31.2) },
]

describe('zones', () => {
  it('finds the zone a point lies in, and none outside', () => {
    expect(zoneAt([121.41, 31.21], zones)?.name).toBe('left')
    expect(zoneAt([121.43, 31.21], zones)?.name).toBe('right')
    expect(zoneAt([121.5, 31.21], zones)).toBeUndefined()
  })

  it('names the nearest zone with its distance for a point outside', () => {
    const nearest = nearestZone([121.45, 31.21], zones)
    expect(nearest?.zone.name).toBe('right')
    expect(nearest?.metres).toBeCloseTo(distanceMetres([121.45, 31.21], [121.44, 31.21]), -1)
  })

  it('refuses a border that crosses itself and says where', () => {
    const bow: ZonePolygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    }
    const problem = polygonProblem(bow)
    expect(problem?.code).toBe('self_crossing')
    expect(problem?.at?.[0]).toBeCloseTo(0.5)
  })

  it('refuses what is unclosed or next to nothing, and takes a plain square', () => {
    expect(
      polygonProblem({
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      })?.code,
    ).toBe('unclosed')
    expect(polygonProblem(square(121, 31, 0.0001))?.code).toBe('empty')
    expect(polygonProblem(square(121, 31))).toBeNull()
  })

  it.each<[string, ZonePolygon, string | undefined]>([
    ['a hole inside', holed(0.005, 0.005), undefined],
    ['a hole outside the border', holed(0.1, 0.005), 'hole_outside'],
    ['a hole across the border', holed(0.015, 0.01), 'self_crossing'],
    ['two parts apart', parts(0.1), undefined],
    ['two parts that overlap', parts(0.01), 'parts_overlap'],
    ['the same part twice', parts(0), 'parts_overlap'],
    ['a corner set twice', doubled, undefined],
    ['a spike', spiked, 'self_crossing'],
    ['all corners in one place', { type: 'Polygon', coordinates: [Array(4).fill([121, 31])] }, 'empty'],
    ['no ring at all', { type: 'Polygon', coordinates: [] }, 'empty'],
  ])('with %s is judged as it deserves, with the place', (_, polygon, code) => {
    const problem = polygonProblem(polygon)
    expect(problem?.code).toBe(code)
    if (problem && polygon.coordinates.length > 0) expect(problem.at).toHaveLength(2)
  })

  it('lets zones share a border but not an area', () => {
    expect(overlapOf(square(121.4, 31.2), square(121.42, 31.2))).toBeNull()
    expect(overlapOf(square(121.4, 31.2), square(121.41, 31.2))).not.toBeNull()
  })
})

const inChina = fc.tuple(
  fc.double({ min: 75, max: 134, noNaN: true }),
  fc.double({ min: 4, max: 53, noNaN: true }),
) as fc.Arbitrary<LonLat>

describe('GCJ-02', () => {
  it('comes back to the same place within a metre anywhere in China', () => {
    fc.assert(fc.property(inChina, (point) => distanceMetres(gcj02ToWgs84(wgs84ToGcj02(point)), point) < 1))
  })

  it('lies about half a kilometre off in Shanghai and nowhere off elsewhere', () => {
    const metres = distanceMetres([121.4737, 31.2304], wgs84ToGcj02([121.4737, 31.2304]))
    expect(metres).toBeGreaterThan(300)
    expect(metres).toBeLessThan(700)
    expect(wgs84ToGcj02([-8.6, 41.1])).toEqual([-8.6, 41.1])
  })
})

describe('lines', () => {
  const line: LonLat[] = [
    [121.4, 31.2],
    [121.41, 31.2],
    [121.41, 31.21],
  ]

  it('finds a point by its metres and the metres of a point', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const metres = lineLength(line) * share
        const found = metresAlong(line, alongLine(line, metres))
        return Math.abs(found.metres - metres) < 1 && found.off < 1
      }),
    )
  })

  it('stays at the ends beyond them', () => {
    expect(alongLine(line, -5)).toEqual(line[0])
    expect(alongLine(line, 1e9)).toEqual(line[2])
  })

  it('knows east from north', () => {
    expect(bearing([121.4, 31.2], [121.41, 31.2])).toBeCloseTo(90, 0)
    expect(bearing([121.4, 31.2], [121.4, 31.21])).toBeCloseTo(0, 5)
  })
})

it('puts near points into the same cell', () => {
  expect(cellOf([121.4737, 31.2304], 8)).toBe(cellOf([121.47371, 31.23041], 8))
})
