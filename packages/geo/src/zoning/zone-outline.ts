import type { LonLat, ZonePolygon } from '@kerbside/domain'
import { feature, featureCollection, intersect, multiPolygon, union } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import { cellsToMultiPolygon } from 'h3-js'

/** The area that some polygons cover together; undefined without a polygon. */
export const areaOf = (polygons: readonly ZonePolygon[]): ZonePolygon | undefined => {
  const [first] = polygons
  if (polygons.length < 2) return first
  const joined = union(featureCollection(polygons.map(featureOf)))
  return joined ? (rounded(joined.geometry) ?? first) : first
}

/**
 * The polygon around H3 cells, cut to an area: neighbours write their common border alike and the whole area is
 * covered as far as the cells reach. Undefined when nothing of the cells lies in the area.
 */
export const outlineOf = (cells: readonly string[], area: ZonePolygon): ZonePolygon | undefined => {
  const hull = multiPolygon(cellsToMultiPolygon([...cells], true))
  const cut = intersect(featureCollection<Polygon | MultiPolygon>([hull, featureOf(area)]))
  return cut ? rounded(cut.geometry) : undefined
}

const featureOf = (polygon: ZonePolygon) => feature<Polygon | MultiPolygon>(polygon)
const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** To a tenth of a metre; rings and parts that this leaves without an inside are dropped. */
const rounded = (geometry: Polygon | MultiPolygon): ZonePolygon | undefined => {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const kept = parts.flatMap((rings) => {
    const [outer, ...holes] = rings.map(cleanRing)
    return outer && outer.length > 3 ? [[outer, ...holes.filter((ring) => ring.length > 3)]] : []
  })
  const [only] = kept
  if (!only) return undefined
  return kept.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: kept }
}

const cleanRing = (ring: readonly (readonly number[])[]): LonLat[] => {
  const points = ring.map(([lon = 0, lat = 0]): LonLat => [round6(lon), round6(lat)])
  return points.filter((point, index) => {
    const before = points[index - 1]
    return !before || before[0] !== point[0] || before[1] !== point[1]
  })
}
