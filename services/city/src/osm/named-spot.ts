import { type Area, centreOf } from './area-rings.ts'
import { type OsmData, positionOf, type Tags } from './osm-data.ts'
import { englishOf, nameOf } from './road-class.ts'

/** A point, or an area's middle, that is more than a corner of something. */
export interface Spot {
  id: string
  at: [number, number]
  tags: Tags
}

export function listSpots(data: OsmData, areas: readonly Area[]): Spot[] {
  const points = data.points.map(({ id, node, tags }) => ({
    id: `node/${id}`,
    at: positionOf(data.nodes, node),
    tags,
  }))
  const middles = areas.map(({ id, tags, rings }) => ({ id, at: centreOf(rings[0] ?? []), tags }))
  return [...points, ...middles]
}

const RAIL_STATIONS = new Set(['station', 'halt', 'tram_stop', 'subway_entrance'])
const NO_POI = new Set([
  'parking_entrance',
  'waste_basket',
  'bench',
  'street_lamp',
  'clock',
  'vending_machine',
])

/** What a spot is to somebody who looks for it (`fuel`, `school`, `hotel` …); undefined if it is nothing of the kind. */
export function poiKindOf({ amenity, shop, tourism, leisure, office, railway }: Tags): string | undefined {
  if (amenity && !NO_POI.has(amenity)) return amenity
  if (railway && RAIL_STATIONS.has(railway)) return 'station'
  if (shop) return shop === 'yes' ? 'shop' : shop
  if (tourism && tourism !== 'information') return tourism
  if (leisure === 'park' || leisure === 'garden') return 'park'
  if (leisure && leisure !== 'pitch') return leisure
  return office && office !== 'no' ? 'office' : undefined
}

export const isStop = ({ highway, public_transport: transport }: Tags): boolean =>
  highway === 'bus_stop' || transport === 'stop_position' || transport === 'platform'

type QuarterKind = 'quarter' | 'suburb' | 'city'
const QUARTER_KIND: Readonly<Record<string, QuarterKind>> = {
  city: 'city',
  town: 'city',
  suburb: 'suburb',
  borough: 'suburb',
  district: 'suburb',
  city_district: 'suburb',
  village: 'suburb',
  quarter: 'quarter',
  neighbourhood: 'quarter',
  hamlet: 'quarter',
}

export const quarterKindOf = ({ place }: Tags): QuarterKind | undefined => QUARTER_KIND[place ?? '']

/** A part of the city with a name. */
export interface Quarter {
  id: string
  kind: QuarterKind
  at: [number, number]
  name: string
  english: string | null
}

export function listQuarters(spots: readonly Spot[]): Quarter[] {
  return spots.flatMap(({ id, at, tags }) => {
    const kind = quarterKindOf(tags)
    const name = nameOf(tags)
    return kind && name ? [{ id, kind, at, name, english: englishOf(tags) }] : []
  })
}
