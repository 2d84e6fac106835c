import type { FlatEarth } from '../osm/flat-earth.ts'
import { listQuarters, type Quarter, type Spot } from '../osm/named-spot.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { junctionPlaces } from './junction-places.ts'
import { listNamedRoads } from './named-roads.ts'
import { type FoundPlace, type Place, placeLine } from './place.ts'
import { roadPlaces } from './road-places.ts'
import { spotPlaces } from './spot-places.ts'

const NEAR_METRES = 2500

export interface PlaceWorld {
  data: OsmData
  spots: readonly Spot[]
  earth: FlatEarth
  /** The zone a point lies in, for cities whose extract names no quarters. */
  zoneNameAt: (at: [number, number]) => { en: string; zh: string } | undefined
}

/** Everything that can be searched for, each with the quarter, else the zone, it lies in. */
export function listPlaces({ data, spots, earth, zoneNameAt }: PlaceWorld): Place[] {
  const roads = listNamedRoads(data)
  const found = [
    ...roadPlaces(data, roads, earth),
    ...junctionPlaces(data, roads, earth),
    ...spotPlaces(spots, earth),
  ]
  const english = englishStreets(found)
  const quarters = listQuarters(spots).filter(({ kind }) => kind !== 'city')
  return found.map((place) => {
    const named = place.kind === 'house' ? { ...place, nameEn: englishHouse(place.name, english) } : place
    const quarter = place.kind === 'quarter' ? undefined : nearest(place.at, quarters, earth)
    return placeLine(named, quarter ?? (place.kind === 'quarter' ? undefined : zoneNameAt(place.at)) ?? null)
  })
}

function nearest(at: [number, number], quarters: readonly Quarter[], { toPlane }: FlatEarth) {
  const [x, y] = toPlane(...at)
  let [best, least]: [Quarter | undefined, number] = [undefined, NEAR_METRES]
  for (const quarter of quarters) {
    const there = toPlane(...quarter.at)
    const off = Math.hypot(there[0] - x, there[1] - y)
    if (off < least) [best, least] = [quarter, off]
  }
  return best && { en: best.english ?? best.name, zh: best.name }
}

const englishStreets = (found: readonly FoundPlace[]): Map<string, string> =>
  new Map(found.flatMap(({ kind, name, nameEn }) => (kind === 'road' && nameEn ? [[name, nameEn]] : [])))

function englishHouse(name: string, streets: Map<string, string>): string | null {
  const parts = /^(.+?)([\d-]+\p{L}?)号$/u.exec(name)
  const street = streets.get(parts?.[1] ?? '')
  return street && parts?.[2] ? `${parts[2]} ${street}` : null
}
