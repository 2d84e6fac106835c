import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LonLat, ZonePolygon } from '@kerbside/domain'
import { bboxOfPolygon, stretchTouches } from '@kerbside/geo'

/** An area in which roads are closed (share 0) or as fast as this share of usual; perhaps only those of one name. */
export interface SlowArea {
  polygon: ZonePolygon
  share: number
  road: string | null
}

/** A drivable way as the city's importer writes it into `roads.ndjson`. */
interface RoadLine {
  name: string
  kmh: number
  oneway: -1 | 0 | 1
  ids: number[]
  at: number[]
}

/** Slower than this OSRM takes for closed, or for a way that takes hours. */
const slowestKmh = 2

/** The lines of OSRM's segment speed file for some areas: `from,to,km/h`, one a direction, 0 for closed. */
export const trafficLines = async (cityDir: string, areas: readonly SlowArea[]): Promise<string[]> => {
  const lines: string[] = []
  const boxed = areas.map((area) => ({ ...area, box: bboxOfPolygon(area.polygon) }))
  for await (const text of createInterface({ input: createReadStream(join(cityDir, 'roads.ndjson')) })) {
    const road = JSON.parse(text) as RoadLine
    const near = boxed.filter(
      (area) => (area.road === null || area.road === road.name) && meets(road, area.box),
    )
    if (near.length > 0) lines.push(...linesOf(road, near))
  }
  return lines
}

const meets = (
  { at }: RoadLine,
  [west, south, east, north]: readonly [number, number, number, number],
): boolean => {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index < at.length; index += 2) {
    const [lon, lat] = [(at[index] ?? 0) / 1e6, (at[index + 1] ?? 0) / 1e6]
    left = Math.min(left, lon)
    right = Math.max(right, lon)
    bottom = Math.min(bottom, lat)
    top = Math.max(top, lat)
  }
  return left <= east && right >= west && bottom <= north && top >= south
}

const linesOf = (road: RoadLine, areas: readonly SlowArea[]): string[] => {
  const lines: string[] = []
  for (let index = 1; index < road.ids.length; index += 1) {
    const [a, b] = [pointOf(road, index - 1), pointOf(road, index)]
    const shares = areas.filter((area) => stretchTouches(a, b, area.polygon)).map((area) => area.share)
    if (shares.length === 0) continue
    const share = Math.min(...shares)
    const kmh = share === 0 ? 0 : Math.max(slowestKmh, Math.round(road.kmh * share))
    const [from, to] = [road.ids[index - 1], road.ids[index]]
    if (road.oneway !== -1) lines.push(`${from},${to},${kmh}`)
    if (road.oneway !== 1) lines.push(`${to},${from},${kmh}`)
  }
  return lines
}

const pointOf = ({ at }: RoadLine, index: number): LonLat => [
  (at[index * 2] ?? 0) / 1e6,
  (at[index * 2 + 1] ?? 0) / 1e6,
]

/** The names of the roads in an area, alphabetically; what has no name is left out. */
export const roadNamesIn = async (cityDir: string, polygon: ZonePolygon): Promise<string[]> => {
  const names = new Set<string>()
  const box = bboxOfPolygon(polygon)
  for await (const text of createInterface({ input: createReadStream(join(cityDir, 'roads.ndjson')) })) {
    const road = JSON.parse(text) as RoadLine
    if (road.name === '' || names.has(road.name) || !meets(road, box)) continue
    const touches = road.ids.some(
      (_, index) => index > 0 && stretchTouches(pointOf(road, index - 1), pointOf(road, index), polygon),
    )
    if (touches) names.add(road.name)
  }
  return [...names].sort((a, b) => a.localeCompare(b))
}
