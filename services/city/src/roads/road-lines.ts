import { writeFileSync } from 'node:fs'
import { type OsmData, type OsmWay, positionOf, type Tags } from '../osm/osm-data.ts'
import { isDrivable, nameOf, onewayOf } from '../osm/road-class.ts'

/** What OSRM's car profile drives on each kind of road, km/h; links as their road, slower. */
const PROFILE_KMH: Readonly<Record<string, number>> = {
  motorway: 90,
  motorway_link: 45,
  trunk: 85,
  trunk_link: 40,
  primary: 65,
  primary_link: 30,
  secondary: 55,
  secondary_link: 25,
  tertiary: 40,
  tertiary_link: 20,
  living_street: 10,
  service: 15,
}
const OTHER_KMH = 25
/** The profile trusts a signed limit by this share. */
const LIMIT_SHARE = 0.8

/** A drivable way with the ids that OSRM knows its points by, for files that change its speed. */
export interface RoadLine {
  name: string
  kmh: number
  /** 1 along the line, -1 against it, 0 both ways. */
  oneway: -1 | 0 | 1
  ids: number[]
  /** lon, lat, lon, lat … in millionths of a degree. */
  at: number[]
}

/** Writes every drivable way as a line of JSON. */
export function writeRoadLines(file: string, data: OsmData): void {
  const lines = data.ways.filter(isDrivable).map((way) => `${JSON.stringify(roadLine(data, way))}\n`)
  writeFileSync(file, lines.join(''))
}

function roadLine({ nodes }: OsmData, { nodes: places, tags }: OsmWay): RoadLine {
  return {
    name: nameOf(tags) ?? '',
    kmh: kmhOf(tags),
    oneway: onewayOf(tags),
    ids: Array.from(places, (place) => nodes.ids[place] ?? 0),
    at: Array.from(places).flatMap((place) =>
      positionOf(nodes, place).map((degrees) => Math.round(degrees * 1e6)),
    ),
  }
}

function kmhOf(tags: Tags): number {
  const limit = Number.parseInt(tags.maxspeed ?? '', 10)
  if (Number.isFinite(limit) && limit > 0) return Math.round(limit * LIMIT_SHARE)
  return PROFILE_KMH[tags.highway ?? ''] ?? OTHER_KMH
}
