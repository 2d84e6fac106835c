import type { XY } from '../osm/flat-earth.ts'
import type { Chance } from './chance.ts'
import { type QuarterKey, quarterAt, type TownQuarter } from './quarters.ts'
import type { NetEdge } from './street-net.ts'
import { offLine } from './street-net.ts'
import type { Terrain } from './terrain.ts'
import { type Block, isInBlock } from './town-blocks.ts'

/** A house: four corners, and the street it faces, if it faces one. */
export interface Building {
  corners: [XY, XY, XY, XY]
  middle: XY
  street?: NetEdge
  quarter: QuarterKey
}

interface Manner {
  front: readonly [number, number]
  depth: readonly [number, number]
  gap: readonly [number, number]
  /** From the middle of the street to the wall. */
  setback: number
  built: number
  /** Rows of slabs behind the houses on the street. */
  rows?: { long: number; deep: number; every: number }
}

const MANNERS: Readonly<Record<QuarterKey, Manner>> = {
  old: { front: [10, 21], depth: [10, 16], gap: [1, 6], setback: 7.5, built: 0.94 },
  riverside: {
    front: [16, 30],
    depth: [11, 15],
    gap: [4, 9],
    setback: 10,
    built: 0.9,
    rows: { long: 34, deep: 12, every: 25 },
  },
  new: {
    front: [24, 44],
    depth: [16, 24],
    gap: [10, 22],
    setback: 14,
    built: 0.82,
    rows: { long: 44, deep: 15, every: 38 },
  },
  gardens: { front: [12, 20], depth: [11, 15], gap: [8, 20], setback: 11, built: 0.85 },
  north: {
    front: [18, 32],
    depth: [11, 14],
    gap: [8, 16],
    setback: 12,
    built: 0.8,
    rows: { long: 40, deep: 12, every: 30 },
  },
  works: { front: [45, 85], depth: [28, 48], gap: [12, 25], setback: 17, built: 0.85 },
}

export interface BuildingWorld {
  blocks: readonly Block[]
  quarters: readonly TownQuarter[]
  terrain: Terrain
  chance: Chance
}

/** Houses along every street of a block, then slabs in what is left of its middle. */
export function raiseBuildings({ blocks, quarters, terrain, chance }: BuildingWorld): Building[] {
  return blocks.flatMap((block) => {
    const { key } = quarterAt(quarters, block.middle)
    const manner = MANNERS[key]
    const own: Building[] = []
    const raise = (corners: Building['corners'], street?: NetEdge) => {
      const middle: XY = [(corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2]
      const fits =
        isClearOfStreets(corners, block, manner.setback * 0.82) &&
        !corners.some((at) => terrain.isWet(at, 14)) &&
        !own.some((other) => overlap(corners, other.corners))
      if (fits) own.push({ corners, middle, quarter: key, ...(street ? { street } : {}) })
    }
    block.corners.forEach((from, i) => {
      const to = block.corners[(i + 1) % block.corners.length] ?? from
      const street = block.sides[i]
      if (street) lineSide({ from, to, manner, chance }, (corners) => raise(corners, street))
    })
    if (manner.rows) fillMiddle(block, manner.rows, chance, raise)
    return own
  })
}

interface Side {
  from: XY
  to: XY
  manner: Manner
  chance: Chance
}

function lineSide({ from, to, manner, chance }: Side, raise: (corners: Building['corners']) => void): void {
  const { front, depth, gap, setback, built } = manner
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const along: XY = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  const at = (s: number, off: number): XY => [
    from[0] + along[0] * s - along[1] * off,
    from[1] + along[1] * s + along[0] * off,
  ]
  let s = setback * 0.9
  while (s < length) {
    const [wide, deep, skip] = [chance.between(...front), chance.between(...depth), chance.between(...gap)]
    const wall = setback + chance.between(0, 2.5)
    if (s + wide < length && chance.next() < built)
      raise([at(s, wall), at(s + wide, wall), at(s + wide, wall + deep), at(s, wall + deep)])
    s += wide + skip
  }
}

function fillMiddle(
  block: Block,
  { long, deep, every }: NonNullable<Manner['rows']>,
  chance: Chance,
  raise: (corners: Building['corners']) => void,
): void {
  const angle = longestSideAngle(block)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const at = (u: number, v: number): XY => [
    block.middle[0] + u * cos - v * sin,
    block.middle[1] + u * sin + v * cos,
  ]
  const reach = Math.sqrt(block.squareMetres) * 1.3
  for (let v = -reach; v < reach; v += every)
    for (let u = -reach; u < reach; u += long + 14) {
      const length = long * chance.between(0.8, 1)
      raise([at(u, v), at(u + length, v), at(u + length, v + deep), at(u, v + deep)])
    }
}

function longestSideAngle({ corners }: Block): number {
  let [angle, most] = [0, 0]
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] ?? a
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (length > most) [angle, most] = [Math.atan2(b[1] - a[1], b[0] - a[0]), length]
  })
  return angle
}

function isClearOfStreets(corners: Building['corners'], block: Block, metres: number): boolean {
  const middles = corners.map((a, i): XY => {
    const b = corners[(i + 1) % 4] ?? a
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  })
  return [...corners, ...middles].every(
    (at) =>
      isInBlock(at, block) &&
      block.corners.every(
        (a, i) => offLine(at, a, block.corners[(i + 1) % block.corners.length] ?? a) >= metres,
      ),
  )
}

/** Separating axes of two rectangles, a hand's breadth apart. */
function overlap(a: Building['corners'], b: Building['corners']): boolean {
  return [a, b].every((box) =>
    [0, 1].every((side) => {
      const [p, q] = [box[side] ?? box[0], box[side + 1] ?? box[1]]
      const axis: XY = [q[0] - p[0], q[1] - p[1]]
      const shadow = (corners: Building['corners']) => corners.map(([x, y]) => x * axis[0] + y * axis[1])
      const [sa, sb] = [shadow(a), shadow(b)]
      const slack = 0.6 * Math.hypot(...axis)
      return Math.max(...sa) + slack > Math.min(...sb) && Math.max(...sb) + slack > Math.min(...sa)
    }),
  )
}
