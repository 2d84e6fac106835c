import type { OsmWay, Tags } from './osm-data.ts'

export type RoadClass =
  | 'motorway'
  | 'trunk'
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'service'
  | 'path'

const CLASS_OF: Readonly<Record<string, RoadClass>> = {
  motorway: 'motorway',
  trunk: 'trunk',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  unclassified: 'residential',
  residential: 'residential',
  living_street: 'residential',
  road: 'residential',
  service: 'service',
  busway: 'service',
  pedestrian: 'path',
  footway: 'path',
  path: 'path',
  track: 'path',
  steps: 'path',
  cycleway: 'path',
  bridleway: 'path',
}

/** Higher is more important. */
export const ROAD_RANK: Readonly<Record<RoadClass, number>> = {
  motorway: 7,
  trunk: 6,
  primary: 5,
  secondary: 4,
  tertiary: 3,
  residential: 2,
  service: 1,
  path: 0,
}

const LINK = /_link$/

export const roadClassOf = (tags: Tags): RoadClass | undefined =>
  tags.area === 'yes' ? undefined : CLASS_OF[(tags.highway ?? '').replace(LINK, '')]

export const isLink = (tags: Tags): boolean => LINK.test(tags.highway ?? '')

const FORBIDDEN = new Set(['no', 'private'])

export const isDrivable = ({ tags }: OsmWay): boolean => {
  const roadClass = roadClassOf(tags)
  return roadClass !== undefined && roadClass !== 'path' && !FORBIDDEN.has(tags.access ?? '')
}

const FORWARD = new Set(['yes', 'true', '1'])
const BACKWARD = new Set(['-1', 'reverse'])

/** 1 along the way, -1 against it, 0 both ways; roundabouts and motorways are one-way unless they say otherwise. */
export const onewayOf = (tags: Tags): -1 | 0 | 1 => {
  const said = tags.oneway
  if (said !== undefined) return FORWARD.has(said) ? 1 : BACKWARD.has(said) ? -1 : 0
  return tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway === 'motorway' ? 1 : 0
}

export const nameOf = (tags: Tags): string | undefined => tags.name ?? tags['name:zh'] ?? tags['name:en']

/** The English name, if it says something the local one does not. */
export const englishOf = (tags: Tags): string | null => {
  const english = tags['name:en']
  return english && english !== nameOf(tags) ? english : null
}
