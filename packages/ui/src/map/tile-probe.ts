import type { LonLat } from '@kerbside/domain'
import type { TileSource } from './city-style.ts'

/** The address of the tile over a point (Web Mercator, XYZ numbering) at the middle of the source's depths. */
export const tileAt = ({ url, minzoom, maxzoom }: TileSource, [lon, lat]: LonLat): string => {
  const z = Math.min(maxzoom, Math.max(minzoom, 12))
  const angle = (lat * Math.PI) / 180
  const x = Math.floor(((lon + 180) / 360) * 2 ** z)
  const y = Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * 2 ** z)
  return url.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`)
}

/**
 * Whether the server refuses the tile over a point; MapLibre itself takes a 404 for an empty tile and stays silent.
 * A lost network is not a refusal: MapLibre reports that one.
 */
export const refusesTile = async (
  tiles: TileSource,
  point: LonLat,
  signal: AbortSignal,
): Promise<boolean> => {
  const answer = await fetch(tileAt(tiles, point), { signal }).catch(() => null)
  return answer !== null && !answer.ok
}
