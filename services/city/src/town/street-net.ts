import { ORIGIN, type XY } from '../osm/flat-earth.ts'
import { isArterial, type StreetLine } from './street-line.ts'

/** A bit of street between two of its points. */
export interface NetEdge {
  from: number
  to: number
  /** Place of its street in the list of lines. */
  line: number
}

/** Streets that know where they meet. */
export interface StreetNet {
  at: XY[]
  edges: NetEdge[]
}

const SAME_JUNCTION = 16
const NEAR_JUNCTION = 14
const STRAIGHT_ENOUGH = 1.3

interface Cut {
  along: number
  at: XY
  junction: number
}

/** Finds where lines cross, makes one junction of crossings close together, and drops points that bend nothing. */
export function joinStreets(lines: readonly StreetLine[]): StreetNet {
  const cuts = lines.map((): Cut[] => [])
  const junctions = findCrossings(lines, cuts)
  const at: XY[] = [...junctions]
  const edges: NetEdge[] = []
  const drawn = new Set<string>()
  lines.forEach((line, index) => {
    let before: number | undefined
    for (const stop of stopsOf(line, cuts[index] ?? [], junctions)) {
      const node = stop.junction ?? at.push(stop.at) - 1
      if (before !== undefined && before !== node) {
        const key = before < node ? `${before} ${node}` : `${node} ${before}`
        if (!drawn.has(key)) edges.push({ from: before, to: node, line: index })
        drawn.add(key)
      }
      before = node
    }
  })
  return { at, edges }
}

function findCrossings(lines: readonly StreetLine[], cuts: Cut[][]): XY[] {
  const junctions: XY[] = []
  const squares = new Map<string, { line: number; i: number }[]>()
  const junctionAt = (at: XY): number => {
    const known = junctions.findIndex((one) => Math.hypot(one[0] - at[0], one[1] - at[1]) < SAME_JUNCTION)
    return known >= 0 ? known : junctions.push(at) - 1
  }
  lines.forEach(({ points }, line) => {
    for (let i = 0; i + 1 < points.length; i += 1) {
      const [a, b] = [points[i] ?? ORIGIN, points[i + 1] ?? ORIGIN]
      for (const key of squaresOf(a, b)) {
        const square = squares.get(key) ?? []
        squares.set(key, square)
        for (const other of square) {
          if (other.line === line) continue
          const others = lines[other.line]?.points ?? []
          const met = meet(a, b, others[other.i] ?? a, others[other.i + 1] ?? a)
          if (!met) continue
          const junction = junctionAt(met.at)
          cuts[line]?.push({ along: i + met.s, at: met.at, junction })
          cuts[other.line]?.push({ along: other.i + met.t, at: met.at, junction })
        }
        square.push({ line, i })
      }
    }
  })
  return junctions
}

function squaresOf(a: XY, b: XY): string[] {
  const size = 60
  const keys: string[] = []
  const [w, e] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])].map((v) => Math.floor(v / size))
  const [s, n] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])].map((v) => Math.floor(v / size))
  for (let x = w ?? 0; x <= (e ?? 0); x += 1)
    for (let y = s ?? 0; y <= (n ?? 0); y += 1) keys.push(`${x},${y}`)
  return keys
}

function meet(a: XY, b: XY, c: XY, d: XY): { at: XY; s: number; t: number } | undefined {
  const [rx, ry, qx, qy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const cross = rx * qy - ry * qx
  if (Math.abs(cross) < 1e-9) return undefined
  const s = ((c[0] - a[0]) * qy - (c[1] - a[1]) * qx) / cross
  const t = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
  if (s < 0 || s > 1 || t < 0 || t > 1) return undefined
  return { at: [a[0] + rx * s, a[1] + ry * s], s, t }
}

interface Stop {
  at: XY
  junction?: number
}

/** A line's junctions in order, with the bends between them. */
function stopsOf({ points }: StreetLine, cuts: readonly Cut[], junctions: readonly XY[]): Stop[] {
  const ordered = [...cuts].sort((a, b) => a.along - b.along)
  const stops: Stop[] = []
  let from = 0
  const bends = (to: number, end?: XY) => {
    const begin = stops.at(-1)?.at
    const inner = points.slice(Math.ceil(from), Math.floor(to) + 1)
    const free = inner.filter((at) => !isNear(at, begin) && !isNear(at, end))
    const chain = simplify([...(begin ? [begin] : []), ...free, ...(end ? [end] : [])], STRAIGHT_ENOUGH)
    stops.push(...chain.slice(begin ? 1 : 0, end ? -1 : undefined).map((at) => ({ at })))
  }
  for (const { along, junction } of ordered) {
    const at = junctions[junction]
    if (!at) continue
    bends(along, at)
    if (stops.at(-1)?.junction !== junction) stops.push({ at, junction })
    from = along
  }
  bends(points.length - 1)
  const isLoop = points.length > 3 && isNear(points[0] ?? [0, 0], points.at(-1))
  return isLoop && stops[0] ? closeLoop(stops) : stops
}

/** A closed line begins at a junction, else its two ends would lie in one place without knowing of each other. */
function closeLoop(stops: readonly Stop[]): Stop[] {
  const first = stops.findIndex(({ junction }) => junction !== undefined)
  if (first < 0) return [...stops]
  const open = stops.slice(0, -1)
  const turned = [...open.slice(first), ...open.slice(0, first)]
  return [...turned, ...(turned[0] ? [turned[0]] : [])]
}

const isNear = (at: XY, other: XY | undefined): boolean =>
  other !== undefined && Math.hypot(at[0] - other[0], at[1] - other[1]) < NEAR_JUNCTION

/** Douglas–Peucker. */
function simplify(line: readonly XY[], tolerance: number): XY[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return [...line]
  let [worst, most] = [0, 0]
  for (let i = 1; i + 1 < line.length; i += 1) {
    const off = offLine(line[i] ?? first, first, last)
    if (off > most) [worst, most] = [i, off]
  }
  if (most <= tolerance) return [first, last]
  return [
    ...simplify(line.slice(0, worst + 1), tolerance).slice(0, -1),
    ...simplify(line.slice(worst), tolerance),
  ]
}

export function offLine(p: XY, a: XY, b: XY): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy
  const share = length ? Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) : 0
  return Math.hypot(p[0] - a[0] - share * dx, p[1] - a[1] - share * dy)
}

const SHORTEST_DEAD_END = 75

export interface TidyOrder {
  lines: readonly StreetLine[]
  isForbidden: (edge: { middle: XY; ends: [XY, XY] }, line: StreetLine) => boolean
}

/** Takes away what leads nowhere: stubs behind the last junction, edges in forbidden places, islands. */
export function tidy({ at, edges }: StreetNet, { lines, isForbidden }: TidyOrder): StreetNet {
  let kept = edges.filter(({ from, to, line }) => {
    const [a, b, street] = [at[from], at[to], lines[line]]
    return (
      a &&
      b &&
      street &&
      !isForbidden({ middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], ends: [a, b] }, street)
    )
  })
  for (let stubs = findStubs(at, kept, lines); stubs.size > 0; stubs = findStubs(at, kept, lines))
    kept = kept.filter((edge) => !stubs.has(edge))
  return { at, edges: mainland(at.length, kept) }
}

function edgesByNode(edges: readonly NetEdge[]): Map<number, NetEdge[]> {
  const byNode = new Map<number, NetEdge[]>()
  for (const edge of edges)
    for (const node of [edge.from, edge.to]) byNode.set(node, [...(byNode.get(node) ?? []), edge])
  return byNode
}

function findStubs(at: readonly XY[], edges: readonly NetEdge[], lines: readonly StreetLine[]): Set<NetEdge> {
  const byNode = edgesByNode(edges)
  const stubs = new Set<NetEdge>()
  for (const [end, [only, ...more]] of byNode) {
    const street = only && lines[only.line]
    if (!only || more.length > 0 || street?.fixedEnds || street?.leadsOut) continue
    const path = [only]
    let node = only.from === end ? only.to : only.from
    for (let meeting = byNode.get(node) ?? []; meeting.length === 2; meeting = byNode.get(node) ?? []) {
      const next = meeting.find((edge) => !path.includes(edge))
      if (!next) break
      path.push(next)
      node = next.from === node ? next.to : next.from
    }
    const metres = path.reduce((sum, edge) => sum + lengthOfEdge(at, edge), 0)
    if (metres < SHORTEST_DEAD_END || (street && isArterial(street))) for (const edge of path) stubs.add(edge)
  }
  return stubs
}

export const endsOf = (at: readonly XY[], { from, to }: Pick<NetEdge, 'from' | 'to'>): [XY, XY] => [
  at[from] ?? ORIGIN,
  at[to] ?? ORIGIN,
]

export const lengthOfEdge = (at: readonly XY[], { from, to }: NetEdge): number => {
  const [a, b] = endsOf(at, { from, to })
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function mainland(count: number, edges: readonly NetEdge[]): NetEdge[] {
  const byNode = edgesByNode(edges)
  const seen = new Int32Array(count).fill(-1)
  let [largest, most] = [-1, 0]
  for (const start of byNode.keys()) {
    if (seen[start] !== -1) continue
    const stack = [start]
    seen[start] = start
    let size = 0
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      size += 1
      for (const { from, to } of byNode.get(node) ?? []) {
        const other = from === node ? to : from
        if (seen[other] !== -1) continue
        seen[other] = start
        stack.push(other)
      }
    }
    if (size > most) [largest, most] = [start, size]
  }
  return edges.filter(({ from }) => seen[from] === largest)
}
