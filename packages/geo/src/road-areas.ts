import type { LonLat, ZonePolygon } from '@kerbside/domain'
import { booleanPointInPolygon } from '@turf/turf'
import { bboxOf, distanceMetres } from './lines.ts'

/** Between two points of a road every so many metres is looked at. */
const stepMetres = 30

/** Whether a stretch of road from a to b lies in an area, or crosses it for more than about thirty metres. */
export const stretchTouches = (a: LonLat, b: LonLat, area: ZonePolygon): boolean => {
  const steps = Math.max(1, Math.ceil(distanceMetres(a, b) / stepMetres))
  for (let step = 0; step <= steps; step += 1) {
    const share = step / steps
    const at: LonLat = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    if (booleanPointInPolygon(at, area)) return true
  }
  return false
}

/** The bounds of a polygon, `[west, south, east, north]` in degrees. */
export const bboxOfPolygon = (polygon: ZonePolygon): [number, number, number, number] =>
  bboxOf((polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates).flat(2))
