import { type Area, centreOf } from '../osm/area-rings.ts'
import { isClosed, type OsmData, positionOf, type Tags } from '../osm/osm-data.ts'
import { englishOf, nameOf } from '../osm/road-class.ts'
import { namesFor, type TileFeature } from './tile-feature.ts'

const PARKS = new Set(
  'park garden nature_reserve golf_course pitch playground grass forest meadow recreation_ground village_green cemetery wood scrub grassland heath'.split(
    ' ',
  ),
)
const COMMERCIAL = new Set(['commercial', 'retail'])
const INDUSTRIAL = new Set(['industrial', 'railway', 'port', 'quarry', 'landfill'])

type LandKind = 'park' | 'residential' | 'commercial' | 'industrial' | 'other'
type WaterKind = 'river' | 'lake' | 'sea'

export function landKindOf({ leisure, landuse, natural }: Tags): LandKind | undefined {
  const use = landuse ?? leisure ?? natural
  if (PARKS.has(leisure ?? '') || PARKS.has(landuse ?? '') || PARKS.has(natural ?? '')) return 'park'
  if (!use || natural === 'water' || natural === 'coastline') return undefined
  if (use === 'residential') return 'residential'
  if (COMMERCIAL.has(use)) return 'commercial'
  if (INDUSTRIAL.has(use)) return 'industrial'
  return landuse ? 'other' : undefined
}

const RIVERS = new Set(['river', 'riverbank', 'canal', 'stream', 'ditch', 'drain', 'dock'])
const SEAS = new Set(['bay', 'strait'])
const FLOWING = new Set(['river', 'canal', 'stream'])

export function waterKindOf({ natural, water, waterway, landuse, place }: Tags): WaterKind | undefined {
  if (SEAS.has(natural ?? '') || place === 'sea') return 'sea'
  if (waterway === 'riverbank' || waterway === 'dock') return 'river'
  if (natural === 'water') return RIVERS.has(water ?? '') ? 'river' : 'lake'
  return landuse === 'reservoir' || landuse === 'basin' ? 'lake' : undefined
}

const isBuilding = ({ building }: Tags): boolean => building !== undefined && building !== 'no'

/** Water, land use, buildings and their house numbers, from areas; and rivers that are only a line. */
export function areaFeatures(data: OsmData, areas: readonly Area[]): TileFeature[] {
  return [...areas.flatMap(featuresOf), ...waterLines(data)]
}

function featuresOf({ tags, rings }: Area): TileFeature[] {
  const geometry: GeoJSON.Polygon = { type: 'Polygon', coordinates: rings }
  if (isBuilding(tags)) return buildingFeatures(tags, geometry)
  const water = waterKindOf(tags)
  const names = namesFor(nameOf(tags), englishOf(tags))
  if (water) return [{ layer: 'water', minzoom: 10, geometry, properties: { kind: water, ...names } }]
  const land = landKindOf(tags)
  return land ? [{ layer: 'landuse', minzoom: 10, geometry, properties: { kind: land } }] : []
}

function buildingFeatures(tags: Tags, geometry: GeoJSON.Polygon): TileFeature[] {
  const building: TileFeature = { layer: 'buildings', minzoom: 14, geometry, properties: {} }
  const number = tags['addr:housenumber']
  const outer = geometry.coordinates[0] as [number, number][] | undefined
  if (!number || !outer) return [building]
  return [building, houseNumber(number, centreOf(outer))]
}

export const houseNumber = (number: string, coordinates: [number, number]): TileFeature => ({
  layer: 'housenumbers',
  minzoom: 15,
  geometry: { type: 'Point', coordinates },
  properties: { number },
})

function waterLines(data: OsmData): TileFeature[] {
  return data.ways.flatMap((way) => {
    const { waterway, tunnel } = way.tags
    if (!waterway || !FLOWING.has(waterway) || tunnel || isClosed(way)) return []
    const coordinates = Array.from(way.nodes, (node) => positionOf(data.nodes, node))
    return {
      layer: 'water' as const,
      minzoom: waterway === 'river' ? 10 : 13,
      geometry: { type: 'LineString' as const, coordinates },
      properties: { kind: 'river', ...namesFor(nameOf(way.tags), englishOf(way.tags)) },
    }
  })
}
