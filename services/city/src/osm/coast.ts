import { type Area, isInside, type Ring } from './area-rings.ts'
import { type Bbox, type OsmData, type OsmWay, positionOf } from './osm-data.ts'

type Position = [number, number]

/**
 * The sea within a box, from coastlines, which have land on their left hand: pieces of coast are followed to the box's
 * border and on along it, clockwise, to the next piece. Coastlines that end inside the box are left out.
 */
export function seaAreas(data: OsmData, bbox: Bbox): Area[] {
  const coast = joinCoast(data.ways.filter(({ tags }) => tags.natural === 'coastline'))
  if (coast.length === 0) return []
  const lines = coast.map((nodes) => nodes.map((node) => positionOf(data.nodes, node)))
  const closed = lines.filter((line) => isRing(line) && line.every((at) => isWithin(at, bbox)))
  const pieces = lines.filter((line) => !closed.includes(line)).flatMap((line) => clip(line, bbox))
  const islands = closed.filter((ring) => signedArea(ring) > 0)
  const bays = closed.filter((ring) => signedArea(ring) <= 0)
  const open = pieces.length ? followBorder(pieces, bbox) : islands.length ? [frame(bbox)] : []
  return [...open, ...bays].map((ring, i) => ({
    id: `sea/${i}`,
    tags: { place: 'sea' },
    rings: [ring, ...islands.filter(([corner]) => corner && isInside(corner, ring))],
  }))
}

/** Ways of a coast end to end; all run the same way round. */
function joinCoast(ways: readonly OsmWay[]): number[][] {
  const byStart = new Map(ways.map((way) => [way.nodes[0], way]))
  const ends = new Set(ways.map(({ nodes }) => nodes.at(-1)))
  const left = new Set(ways)
  const lines: number[][] = []
  const inOrder = [...ways].sort((a, b) => Number(ends.has(a.nodes[0])) - Number(ends.has(b.nodes[0])))
  for (const first of inOrder) {
    if (!left.delete(first)) continue
    const line = Array.from(first.nodes)
    for (let next = byStart.get(line.at(-1)); next && left.delete(next); next = byStart.get(line.at(-1)))
      line.push(...next.nodes.subarray(1))
    lines.push(line)
  }
  return lines
}

const isRing = (line: readonly Position[]): boolean => {
  const [first, last] = [line[0], line.at(-1)]
  return line.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
}

const isWithin = ([x, y]: Position, [w, s, e, n]: Bbox): boolean => x >= w && x <= e && y >= s && y <= n

function signedArea(ring: readonly Position[]): number {
  let before = ring.at(-1)
  let sum = 0
  for (const at of ring) {
    if (before) sum += before[0] * at[1] - at[0] * before[1]
    before = at
  }
  return sum / 2
}

/** The parts of a line that come in over the border and go out over it again. */
function clip(line: readonly Position[], bbox: Bbox): Ring[] {
  const pieces: Ring[] = []
  let piece: Ring | undefined
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]]
    const span = a && b && spanInside(a, b, bbox)
    if (!a || !b || !span) {
      piece = undefined
      continue
    }
    const at = (share: number): Position => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    if (span[0] > 0) piece = [at(span[0])]
    piece?.push(at(span[1]))
    if (span[1] < 1 && piece) {
      pieces.push(piece)
      piece = undefined
    }
  }
  return pieces
}

/** Which share of a step lies in the box (Liang & Barsky). */
function spanInside(a: Position, b: Position, [w, s, e, n]: Bbox): [number, number] | undefined {
  let [from, to] = [0, 1]
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  for (const [step, room] of [
    [-dx, a[0] - w],
    [dx, e - a[0]],
    [-dy, a[1] - s],
    [dy, n - a[1]],
  ] as const) {
    if (step === 0 && room < 0) return undefined
    if (step < 0) from = Math.max(from, room / step)
    if (step > 0) to = Math.min(to, room / step)
  }
  return from < to ? [from, to] : undefined
}

const frame = (bbox: Bbox): Ring => {
  const corners = cornersOf(bbox)
  return [...corners, ...corners.slice(0, 1)]
}

/** Clockwise from the north-west. */
const cornersOf = ([w, s, e, n]: Bbox): [Position, Position, Position, Position] => [
  [w, n],
  [e, n],
  [e, s],
  [w, s],
]

/** How far around the box a border point lies, clockwise from the north-west, 0 to 4. */
function around([x, y]: Position, [w, s, e, n]: Bbox): number {
  const [east, south] = [(x - w) / (e - w), (n - y) / (n - s)]
  const sides = [south, 1 - east, 1 - south, east].map(Math.abs)
  const side = sides.indexOf(Math.min(...sides))
  return [east, 1 + south, 3 - east, 4 - south][side] ?? 0
}

function followBorder(pieces: readonly Ring[], bbox: Bbox): Ring[] {
  const ends = pieces.map((piece) => ({
    piece,
    start: around(piece[0] ?? [0, 0], bbox),
    end: around(piece.at(-1) ?? [0, 0], bbox),
  }))
  const left = new Set(ends)
  const rings: Ring[] = []
  for (const first of ends) {
    if (!left.has(first)) continue
    const ring: Ring = []
    for (let here = first; left.delete(here); ) {
      ring.push(...here.piece)
      const ahead = (start: number) => (start - here.end + 4) % 4
      const next = ends.reduce((best, one) => (ahead(one.start) < ahead(best.start) ? one : best))
      ring.push(...cornersBetween(here.end, ahead(next.start), bbox))
      here = next
    }
    rings.push([...ring, ...ring.slice(0, 1)])
  }
  return rings
}

function cornersBetween(from: number, length: number, bbox: Bbox): Position[] {
  const corners = cornersOf(bbox)
  return [1, 2, 3, 4, 5, 6, 7]
    .filter((at) => at > from && at < from + length)
    .flatMap((at) => (corners[at % 4] ? [corners[at % 4] as Position] : []))
}
