import type { FlatEarth, XY } from '../osm/flat-earth.ts'
import type { Quarter } from '../osm/named-spot.ts'
import type { Bbox } from '../osm/osm-data.ts'
import { convexHull, widen } from './convex.ts'
import { evenCells, spreadSeeds } from './even-cells.ts'
import { knownDistrictsIn } from './known-districts.ts'
import { middleOfRoads, type RoadSamples } from './road-samples.ts'
import { compassAround, type District, keyOfName, nameZones, type ZoneName } from './zone-names.ts'

export interface ServiceZone {
  key: string
  name: ZoneName
  /** Closed ring, counter-clockwise. */
  ring: [number, number][]
}

export interface ZoneWorld {
  bbox: Bbox
  samples: RoadSamples
  quarters: readonly Quarter[]
  earth: FlatEarth
}

const BEYOND_METRES = 250
const CORNER_METRES = 400
const SMALL_CITY_METRES = 60_000
const LARGE_CITY_METRES = 4_000_000

/** Three to five zones over all drivable roads, alike in length of road, with borders that fit together. */
export function proposeServiceZones(world: ZoneWorld): ServiceZone[] {
  const { samples, earth } = world
  const hull = fewerCorners(widen(convexHull(pointsOf(samples)), BEYOND_METRES))
  const middle = middleOfRoads(samples)
  const districts = districtsOf(world)
  const count = zoneCount(samples.totalMetres)
  const seeds =
    districts.length >= 3 && districts.length <= 5
      ? districts.map(({ at }) => at)
      : spreadSeeds(samples, middle, count)
  const cells = evenCells(samples, hull, seeds).filter((cell) => cell.length > 2)
  const middles = cells.map(middleOfCell)
  const enough = districts.length >= cells.length ? districts : compassAround(middle, middles)
  const names = enough.length === seeds.length ? enough.map(({ name }) => name) : nameZones(middles, enough)
  return cells.map((cell, i) => {
    const name = names[i] ?? { en: `Zone ${i + 1}`, zh: `${i + 1}区` }
    return { key: keyOfName(name) || `zone-${i + 1}`, name, ring: closedRing(cell, earth) }
  })
}

/** A border with a corner every few metres is no use to a person who edits it. */
const fewerCorners = (hull: readonly XY[]): XY[] => {
  const kept: XY[] = []
  for (const at of hull) {
    const before = kept.at(-1)
    if (!before || Math.hypot(at[0] - before[0], at[1] - before[1]) > CORNER_METRES) kept.push(at)
  }
  return kept
}

const zoneCount = (metres: number): number =>
  metres < SMALL_CITY_METRES ? 3 : metres < LARGE_CITY_METRES ? 4 : 5

function districtsOf({ bbox, quarters, earth }: ZoneWorld): District[] {
  const suburbs = quarters
    .filter(({ kind }) => kind === 'suburb')
    .map(({ at, name, english }) => ({ at: earth.toPlane(...at), name: { en: english ?? name, zh: name } }))
  if (suburbs.length >= 3) return suburbs
  return knownDistrictsIn(bbox).map(({ at, name }) => ({ at: earth.toPlane(...at), name }))
}

const pointsOf = ({ count, x, y }: RoadSamples): XY[] =>
  Array.from({ length: count }, (_, i): XY => [x[i] ?? 0, y[i] ?? 0])

const middleOfCell = (cell: readonly XY[]): XY => [
  cell.reduce((sum, [x]) => sum + x, 0) / cell.length,
  cell.reduce((sum, [, y]) => sum + y, 0) / cell.length,
]

/** Rounded to a tenth of a metre, so that both neighbours of a border write it alike. */
function closedRing(cell: readonly XY[], { toEarth }: FlatEarth): [number, number][] {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const ring = cell.map(([x, y]): [number, number] => {
    const [lon, lat] = toEarth(x, y)
    return [round(lon), round(lat)]
  })
  const first = ring[0]
  return first ? [...ring, first] : ring
}

export const zonesAsGeoJson = (
  zones: readonly ServiceZone[],
): GeoJSON.FeatureCollection<GeoJSON.Polygon> => ({
  type: 'FeatureCollection',
  features: zones.map(({ key, name, ring }) => ({
    type: 'Feature',
    properties: { key, name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })),
})
