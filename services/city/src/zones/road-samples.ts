import type { FlatEarth } from '../osm/flat-earth.ts'
import { type Bbox, type OsmData, positionOf } from '../osm/osm-data.ts'
import { isDrivable } from '../osm/road-class.ts'

/** The drivable roads as points on a plane (metres), each with the length of road it stands for. */
export interface RoadSamples {
  count: number
  x: Float64Array
  y: Float64Array
  metres: Float64Array
  totalMetres: number
}

export function sampleRoads(data: OsmData, bbox: Bbox, earth: FlatEarth): RoadSamples {
  const roads = data.ways.filter(isDrivable)
  const most = roads.reduce((sum, { nodes }) => sum + nodes.length - 1, 0)
  const [x, y, metres] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)]
  let [count, totalMetres] = [0, 0]
  for (const { nodes } of roads)
    for (let i = 1; i < nodes.length; i += 1) {
      const a = positionOf(data.nodes, nodes[i - 1] ?? 0)
      const b = positionOf(data.nodes, nodes[i] ?? 0)
      const middle: [number, number] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
      if (!isWithin(middle, bbox)) continue
      const [from, to] = [earth.toPlane(...a), earth.toPlane(...b)]
      x[count] = (from[0] + to[0]) / 2
      y[count] = (from[1] + to[1]) / 2
      const length = Math.hypot(to[0] - from[0], to[1] - from[1])
      metres[count] = length
      totalMetres += length
      count += 1
    }
  return { count, x, y, metres, totalMetres }
}

const isWithin = ([lon, lat]: [number, number], [west, south, east, north]: Bbox): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north

/** The middle of the roads, by their length. */
export function middleOfRoads({ count, x, y, metres, totalMetres }: RoadSamples): [number, number] {
  let [mx, my] = [0, 0]
  for (let i = 0; i < count; i += 1) {
    mx += (x[i] ?? 0) * (metres[i] ?? 0)
    my += (y[i] ?? 0) * (metres[i] ?? 0)
  }
  return [mx / totalMetres, my / totalMetres]
}
