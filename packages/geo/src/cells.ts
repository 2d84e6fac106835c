import type { LonLat } from '@kerbside/domain'
import { cellToLatLng, latLngToCell } from 'h3-js'

/** The H3 cell of a point at a resolution from 0 to 15 (8: about 0.7 km²). */
export const cellOf = (point: LonLat, resolution: number): string =>
  latLngToCell(point[1], point[0], resolution)

/** The middle of an H3 cell. */
export const centerOf = (cell: string): LonLat => {
  const [lat, lon] = cellToLatLng(cell)
  return [lon, lat]
}
