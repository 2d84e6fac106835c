import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CityImportError } from './city-import-error.ts'
import type { CityManifest } from './manifest.ts'
import { type Area, isInside, listAreas } from './osm/area-rings.ts'
import { seaAreas } from './osm/coast.ts'
import { type FlatEarth, flatEarthAt } from './osm/flat-earth.ts'
import { listQuarters, listSpots } from './osm/named-spot.ts'
import { type Bbox, type OsmData, positionOf } from './osm/osm-data.ts'
import { isDrivable } from './osm/road-class.ts'
import { listPlaces } from './places/list-places.ts'
import type { Place } from './places/place.ts'
import { areaFeatures } from './tiles/area-features.ts'
import { cutTiles } from './tiles/cut-tiles.ts'
import { pointFeatures } from './tiles/point-features.ts'
import { roadFeatures } from './tiles/road-features.ts'
import { middleOfRoads, type RoadSamples, sampleRoads } from './zones/road-samples.ts'
import { proposeServiceZones, type ServiceZone, zonesAsGeoJson } from './zones/service-zones.ts'

export interface MapPartsOrder {
  dir: string
  onProgress: (sentence: string) => void
}

export type MapParts = Pick<CityManifest, 'bbox' | 'center' | 'tiles' | 'placeCount'>

const MOST_WET_ROADS = 0.1
const MIN_ZOOM = 10
const DEEP_ZOOM_METRES = 15_000

/** Tiles, zones and places of a city: everything but the roads' dataset. */
export async function writeMapParts(data: OsmData, order: MapPartsOrder): Promise<MapParts> {
  const { dir, onProgress } = order
  const bbox = bboxOf(data)
  const earth = flatEarthAt([(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2])
  const areas = listAreas(data)
  const spots = listSpots(data, areas)
  const samples = sampleRoads(data, bbox, earth)
  const zones = proposeServiceZones({ bbox, samples, quarters: listQuarters(spots), earth })
  writeFileSync(join(dir, 'zones.geojson'), `${JSON.stringify(zonesAsGeoJson(zones), null, 1)}\n`)
  const places = listPlaces({ data, spots, earth, zoneNameAt: (at) => zoneNameAt(at, zones) })
  writePlaces(join(dir, 'places.ndjson'), places)
  onProgress(`${zones.length} zones and ${places.length.toLocaleString('en')} places are found.`)
  const tiles = { minzoom: MIN_ZOOM, maxzoom: maxZoomFor(bbox, earth) }
  const sea = dryShod(seaAreas(data, bbox), samples, earth)
  const features = [...areaFeatures(data, [...sea, ...areas]), ...roadFeatures(data), ...pointFeatures(spots)]
  const cut = await cutTiles({ features, bbox, ...tiles, dir: join(dir, 'tiles') })
  onProgress(`${cut.count.toLocaleString('en')} map tiles are cut (${(cut.bytes / 1e6).toFixed(1)} MB).`)
  const [lon, lat] = earth.toEarth(...middleOfRoads(samples))
  return { bbox, center: [round6(lon), round6(lat)], tiles, placeCount: places.length }
}

/** A gap in the coast would flood the land; a sea with streets in it is none. */
function dryShod(sea: readonly Area[], { count, x, y }: RoadSamples, earth: FlatEarth): readonly Area[] {
  let [wet, looked] = [0, 0]
  for (let i = 0; i < count; i += Math.ceil(count / 2000)) {
    const at = earth.toEarth(x[i] ?? 0, y[i] ?? 0)
    looked += 1
    wet += sea.some(
      ({ rings: [outer = [], ...islands] }) =>
        isInside(at, outer) && !islands.some((ring) => isInside(at, ring)),
    )
      ? 1
      : 0
  }
  return wet > looked * MOST_WET_ROADS ? [] : sea
}

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const zoneNameAt = (at: [number, number], zones: readonly ServiceZone[]) =>
  zones.find(({ ring }) => isInside(at, ring))?.name

function writePlaces(file: string, places: readonly Place[]): void {
  writeFileSync(file, places.map((place) => `${JSON.stringify(place)}\n`).join(''))
}

/** Where the drivable roads are, within what the extract says it covers. */
function bboxOf(data: OsmData): Bbox {
  const { nodes, ways, declaredBbox } = data
  const box: Bbox = [180, 90, -180, -90]
  for (const way of ways.filter(isDrivable))
    for (const node of way.nodes) {
      const [lon, lat] = positionOf(nodes, node)
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  if (box[0] > box[2])
    throw new CityImportError('no_roads', 'The map extract has no roads a car can drive on.')
  const [w, s, e, n] = declaredBbox ?? box
  return [Math.max(box[0], w), Math.max(box[1], s), Math.min(box[2], e), Math.min(box[3], n)].map(
    round6,
  ) as Bbox
}

function maxZoomFor([west, south, east, north]: Bbox, { toPlane }: FlatEarth): number {
  const [left, bottom] = toPlane(west, south)
  const [right, top] = toPlane(east, north)
  return Math.max(right - left, top - bottom) <= DEEP_ZOOM_METRES ? 15 : 14
}
