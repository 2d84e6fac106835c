import { type OsmData, type OsmWay, positionOf } from '../osm/osm-data.ts'
import { englishOf, isLink, nameOf, onewayOf, type RoadClass, roadClassOf } from '../osm/road-class.ts'
import { namesFor, type TileFeature } from './tile-feature.ts'

/** Low zooms show the skeleton only: with every street in it a tile of a large city weighs a megabyte. */
const FROM_ZOOM: Readonly<Record<RoadClass, number>> = {
  motorway: 10,
  trunk: 10,
  primary: 10,
  secondary: 10,
  tertiary: 12,
  residential: 13,
  service: 14,
  path: 14,
}
const LINKS_FROM_ZOOM = 12

const flag = (value: string | undefined): 0 | 1 => (value !== undefined && value !== 'no' ? 1 : 0)

export function roadFeatures(data: OsmData): TileFeature[] {
  return data.ways.flatMap((way) => roadFeature(data, way) ?? railFeature(data, way) ?? [])
}

function roadFeature(data: OsmData, way: OsmWay): TileFeature | undefined {
  const { tags } = way
  const roadClass = roadClassOf(tags)
  if (!roadClass) return undefined
  const oneway = onewayOf(tags)
  const coordinates = lineOf(data, way)
  if (oneway === -1) coordinates.reverse()
  const link = isLink(tags)
  return {
    layer: 'roads',
    minzoom: link ? Math.max(LINKS_FROM_ZOOM, FROM_ZOOM[roadClass]) : FROM_ZOOM[roadClass],
    geometry: { type: 'LineString', coordinates },
    properties: {
      class: roadClass,
      ...namesFor(nameOf(tags), englishOf(tags)),
      oneway: oneway === 0 ? 0 : 1,
      bridge: flag(tags.bridge),
      tunnel: flag(tags.tunnel),
      link: link ? 1 : 0,
    },
  }
}

const RAILS = new Set(['rail', 'light_rail', 'subway', 'tram', 'narrow_gauge', 'monorail'])

function railFeature(data: OsmData, way: OsmWay): TileFeature | undefined {
  const { railway, tunnel, service } = way.tags
  if (!railway || !RAILS.has(railway) || flag(tunnel)) return undefined
  return {
    layer: 'rail',
    minzoom: service ? 14 : 11,
    geometry: { type: 'LineString', coordinates: lineOf(data, way) },
    properties: { kind: railway },
  }
}

const lineOf = ({ nodes }: OsmData, way: OsmWay): [number, number][] =>
  Array.from(way.nodes, (node) => positionOf(nodes, node))
