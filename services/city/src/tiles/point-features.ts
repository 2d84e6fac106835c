import { poiKindOf, quarterKindOf, type Spot } from '../osm/named-spot.ts'
import { englishOf, nameOf } from '../osm/road-class.ts'
import { houseNumber } from './area-features.ts'
import { namesFor, type TileFeature } from './tile-feature.ts'

const QUARTERS_FROM_ZOOM = { city: 10, suburb: 11, quarter: 13 } as const

/** Labels: quarters, named points of interest, and house numbers that stand alone. */
export function pointFeatures(spots: readonly Spot[]): TileFeature[] {
  return spots.flatMap(({ id, at, tags }) => {
    const name = nameOf(tags)
    const names = namesFor(name, englishOf(tags))
    const geometry: GeoJSON.Point = { type: 'Point', coordinates: at }
    const found: TileFeature[] = []
    const number = tags['addr:housenumber']
    if (number && id.startsWith('node/')) found.push(houseNumber(number, at))
    const quarter = quarterKindOf(tags)
    if (name && quarter)
      found.push({
        layer: 'places',
        minzoom: QUARTERS_FROM_ZOOM[quarter],
        geometry,
        properties: { kind: quarter, ...names },
      })
    const poi = poiKindOf(tags)
    if (name && poi) found.push({ layer: 'pois', minzoom: 14, geometry, properties: { kind: poi, ...names } })
    return found
  })
}
