import { flatEarthAt } from '../osm/flat-earth.ts'
import { type OsmData, type OsmWay, positionOf } from '../osm/osm-data.ts'
import { englishOf, isDrivable, isLink, nameOf, ROAD_RANK, roadClassOf } from '../osm/road-class.ts'

/** A drivable way with a name. */
export interface NamedRoad {
  way: OsmWay
  name: string
  english: string | null
  rank: number
  metres: number
}

export function listNamedRoads(data: OsmData): NamedRoad[] {
  return data.ways.flatMap((way) => {
    const name = nameOf(way.tags)
    const roadClass = roadClassOf(way.tags)
    if (!name || !roadClass || !isDrivable(way) || isLink(way.tags)) return []
    const english = englishOf(way.tags)
    return [{ way, name, english, rank: ROAD_RANK[roadClass], metres: lengthOf(data, way) }]
  })
}

export function lengthOf({ nodes }: OsmData, way: OsmWay): number {
  const first = way.nodes[0]
  if (first === undefined) return 0
  const { toPlane } = flatEarthAt(positionOf(nodes, first))
  let [metres, before] = [0, [0, 0]]
  for (const node of way.nodes) {
    const here = toPlane(...positionOf(nodes, node))
    metres += Math.hypot(here[0] - (before[0] ?? 0), here[1] - (before[1] ?? 0))
    before = here
  }
  return metres
}
