import type { LonLat, ZonePolygon } from '@kerbside/domain'
import {
  area,
  booleanPointInPolygon,
  feature,
  featureCollection,
  intersect,
  kinks,
  pointToPolygonDistance,
  polygon as turfPolygon,
} from '@turf/turf'

interface HasPolygon {
  polygon: ZonePolygon
}

/** The zone that contains a point, or undefined; a point on a shared border belongs to the first. */
export const zoneAt = <Z extends HasPolygon>(point: LonLat, zones: readonly Z[]): Z | undefined =>
  zones.find((zone) => booleanPointInPolygon(point, zone.polygon))

/** The zone nearest to a point and how far its border is, in metres (0 inside); undefined without zones. */
export const nearestZone = <Z extends HasPolygon>(
  point: LonLat,
  zones: readonly Z[],
): { zone: Z; metres: number } | undefined => {
  let best: { zone: Z; metres: number } | undefined
  for (const zone of zones) {
    const metres = Math.max(0, pointToPolygonDistance(point, zone.polygon, { units: 'meters' }))
    if (!best || metres < best.metres) best = { zone, metres }
  }
  return best
}

/** What is wrong with a polygon, in both languages, and where. */
export interface GeoProblem {
  code: 'empty' | 'unclosed' | 'self_crossing' | 'hole_outside' | 'parts_overlap' | 'too_many' | 'too_large'
  sentence: { en: string; zh: string }
  at: LonLat | null
}

const mostVertices = 2_000
const leastSquareMetres = 10_000
const mostSquareMetres = 20_000e6

/** Looks whether a polygon can be a zone; null when nothing is wrong with it. */
export const polygonProblem = (polygon: ZonePolygon): GeoProblem | null => {
  const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates
  const rings = parts.flat()
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > mostVertices) {
    return {
      code: 'too_many',
      sentence: { en: `More than ${mostVertices} corners.`, zh: `顶点超过 ${mostVertices} 个。` },
      at: null,
    }
  }
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) {
      return {
        code: 'unclosed',
        sentence: { en: 'The ring does not end where it begins.', zh: '多边形没有闭合。' },
        at: first ?? null,
      }
    }
  }
  const flat = rings.find((ring) => withoutDoubles(ring).length < 4)
  if (flat) return emptyAt(flat[0] ?? null)
  for (const part of parts) {
    const problem = crossingOf(part) ?? holeOutside(part)
    if (problem) return problem
  }
  const shared = sharedByParts(parts)
  if (shared) return shared
  const squareMetres = area(polygon)
  const at = rings[0]?.[0] ?? null
  if (squareMetres < leastSquareMetres) return emptyAt(at)
  if (squareMetres > mostSquareMetres)
    return { code: 'too_large', sentence: { en: 'The area is larger than any city.', zh: '面积过大。' }, at }
  return null
}

type Rings = LonLat[][]

const emptyAt = (at: LonLat | null): GeoProblem => ({
  code: 'empty',
  sentence: { en: 'The area is next to nothing.', zh: '面积几乎为零。' },
  at,
})

const crossingOf = (part: Rings): GeoProblem | null => {
  // A corner set twice is a slip of the hand, not a crossing.
  const [crossing] = kinks(turfPolygon(part.map(withoutDoubles))).features
  if (!crossing) return null
  const [lon = 0, lat = 0] = crossing.geometry.coordinates
  return {
    code: 'self_crossing',
    sentence: { en: 'The border crosses itself.', zh: '边界自相交。' },
    at: [lon, lat],
  }
}

const withoutDoubles = (ring: LonLat[]): LonLat[] =>
  ring.filter((corner, index) => {
    const before = ring[index - 1]
    return !before || before[0] !== corner[0] || before[1] !== corner[1]
  })

const holeOutside = ([outer, ...holes]: Rings): GeoProblem | null => {
  if (!outer) return null
  const ground = turfPolygon([withoutDoubles(outer)])
  const at = holes
    .map(([corner]) => corner)
    .find((corner) => corner && !booleanPointInPolygon(corner, ground))
  return at
    ? {
        code: 'hole_outside',
        sentence: { en: 'A hole lies outside the border.', zh: '孔洞在边界之外。' },
        at,
      }
    : null
}

const sharedByParts = (parts: readonly Rings[]): GeoProblem | null => {
  for (const [index, part] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      const at = overlapOf({ type: 'Polygon', coordinates: part }, { type: 'Polygon', coordinates: other })
      if (at)
        return {
          code: 'parts_overlap',
          sentence: { en: 'Two parts of the zone overlap.', zh: '区域的两个部分相互重叠。' },
          at,
        }
    }
  }
  return null
}

/** Where two polygons share more than a border: a point of the shared area, or null when they lie apart. */
export const overlapOf = (one: ZonePolygon, other: ZonePolygon): LonLat | null => {
  const shared = intersect(featureCollection([feature(one), feature(other)]))
  if (!shared || area(shared) < leastSquareMetres / 10) return null
  const { geometry } = shared
  const first = geometry.type === 'Polygon' ? geometry.coordinates[0]?.[0] : geometry.coordinates[0]?.[0]?.[0]
  return first ? [first[0] ?? 0, first[1] ?? 0] : null
}

/** The area of a polygon in square metres. */
export const squareMetresOf = (polygon: ZonePolygon): number => area(polygon)
