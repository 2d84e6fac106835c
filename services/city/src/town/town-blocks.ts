import { isInside } from '../osm/area-rings.ts'
import type { XY } from '../osm/flat-earth.ts'
import { endsOf, type NetEdge, type StreetNet } from './street-net.ts'

/** Ground with streets all around it. */
export interface Block {
  /** Nodes of the net, counter-clockwise, not closed. */
  nodes: number[]
  corners: XY[]
  /** The street along each side: sides[i] runs from corner i to the next. */
  sides: NetEdge[]
  squareMetres: number
  middle: XY
}

interface Half {
  from: number
  to: number
  edge: NetEdge
  angle: number
}

/** All faces of the street net but the one outside. */
export function listBlocks({ at, edges }: StreetNet): Block[] {
  const leaving = new Map<number, Half[]>()
  const add = (from: number, to: number, edge: NetEdge) => {
    const [a, b] = endsOf(at, { from, to })
    const half = { from, to, edge, angle: Math.atan2(b[1] - a[1], b[0] - a[0]) }
    leaving.set(from, [...(leaving.get(from) ?? []), half])
  }
  for (const edge of edges) {
    add(edge.from, edge.to, edge)
    add(edge.to, edge.from, edge)
  }
  for (const halves of leaving.values()) halves.sort((a, b) => a.angle - b.angle)
  const walked = new Set<Half>()
  const blocks: Block[] = []
  for (const halves of leaving.values())
    for (const half of halves) {
      if (walked.has(half)) continue
      const block = blockOf(at, walkAround(half, leaving, walked))
      if (block.squareMetres > 400) blocks.push(block)
    }
  return blocks
}

/** Keeps the ground on its left hand: at every corner the next street clockwise from where it came. */
function walkAround(start: Half, leaving: ReadonlyMap<number, Half[]>, walked: Set<Half>): Half[] {
  const path: Half[] = []
  let half = start
  while (!walked.has(half)) {
    walked.add(half)
    path.push(half)
    const around = leaving.get(half.to) ?? []
    const back = around.findIndex(({ to, edge }) => to === half.from && edge === half.edge)
    half = around.at(back - 1) ?? start
  }
  return path
}

function blockOf(at: readonly XY[], path: readonly Half[]): Block {
  const nodes = path.map(({ from }) => from)
  const corners = nodes.map((node): XY => at[node] ?? [0, 0])
  let [area, x, y] = [0, 0, 0]
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] ?? [0, 0]
    const cross = ax * by - bx * ay
    area += cross / 2
    x += ((ax + bx) * cross) / 6
    y += ((ay + by) * cross) / 6
  })
  const middle: XY = area ? [x / area, y / area] : (corners[0] ?? [0, 0])
  return { nodes, corners, sides: path.map(({ edge }) => edge), squareMetres: area, middle }
}

export const isInBlock = (at: XY, { corners }: Block): boolean => isInside(at, corners)
