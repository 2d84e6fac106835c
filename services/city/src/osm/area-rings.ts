import { isClosed, type OsmData, type OsmRelation, type OsmWay, positionOf, type Tags } from './osm-data.ts'

export type Ring = [number, number][]

export interface Area {
  id: string
  tags: Tags
  /** One polygon: outer ring first, then its holes. */
  rings: Ring[]
}

/** Every closed way with tags and every multipolygon, as polygons; rings the extract's border has cut are left out. */
export function listAreas(data: OsmData): Area[] {
  const byId = new Map(data.ways.map((way) => [way.id, way]))
  const closed = data.ways
    .filter((way) => isClosed(way) && isTagged(way.tags))
    .map((way) => ({ id: `way/${way.id}`, tags: way.tags, rings: [ringOf(data, way.nodes)] }))
  const multipolygons = data.relations
    .filter(({ tags }) => tags.type === 'multipolygon')
    .flatMap((relation) => polygonsOf(data, relation, byId))
  return [...closed, ...multipolygons]
}

const isTagged = (tags: Tags): boolean => {
  for (const _ in tags) return true
  return false
}

const ringOf = ({ nodes }: OsmData, line: ArrayLike<number>): Ring =>
  Array.from(line, (node) => positionOf(nodes, node))

function polygonsOf(data: OsmData, { id, members, tags }: OsmRelation, byId: Map<number, OsmWay>): Area[] {
  const lines = (role: string) =>
    members
      .filter((member) => member.type === 'way' && (member.role || 'outer') === role)
      .flatMap(({ ref }) => byId.get(ref) ?? [])
  const outer = joinRings(lines('outer')).map((line) => ringOf(data, line))
  const inner = joinRings(lines('inner')).map((line) => ringOf(data, line))
  return outer.map((ring, index) => ({
    id: `relation/${id}${index ? `.${index}` : ''}`,
    tags,
    rings: [ring, ...inner.filter(([corner]) => corner && isInside(corner, ring))],
  }))
}

/** Joins ways end to end until they close; what stays open is dropped. */
export function joinRings(ways: readonly OsmWay[]): number[][] {
  const open = new Set(ways)
  const rings: number[][] = []
  for (const first of ways) {
    if (!open.delete(first)) continue
    const line = Array.from(first.nodes)
    while (line[0] !== line.at(-1)) {
      const next = [...open].find(({ nodes }) => nodes[0] === line.at(-1) || nodes.at(-1) === line.at(-1))
      if (!next) break
      open.delete(next)
      const onward = Array.from(next.nodes)
      if (onward[0] !== line.at(-1)) onward.reverse()
      line.push(...onward.slice(1))
    }
    if (line.length > 3 && line[0] === line.at(-1)) rings.push(line)
  }
  return rings
}

export function isInside(
  [x, y]: readonly [number, number],
  ring: readonly (readonly [number, number])[],
): boolean {
  let inside = false
  let before = ring.at(-1)
  for (const corner of ring) {
    if (before && corner[1] > y !== before[1] > y) {
      const at = corner[0] + ((y - corner[1]) / (before[1] - corner[1])) * (before[0] - corner[0])
      if (x < at) inside = !inside
    }
    before = corner
  }
  return inside
}

/** The ring's centre of gravity, in degrees; its first corner if it has no area. */
export function centreOf(ring: readonly (readonly [number, number])[]): [number, number] {
  const origin = ring[0] ?? [0, 0]
  let [area, x, y] = [0, 0, 0]
  for (let i = 1; i < ring.length; i += 1) {
    const [a, b] = [ring[i - 1] ?? origin, ring[i] ?? origin]
    const [ax, ay, bx, by] = [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return area === 0 ? [origin[0], origin[1]] : [origin[0] + x / (3 * area), origin[1] + y / (3 * area)]
}
