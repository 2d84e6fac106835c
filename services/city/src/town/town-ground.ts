import type { XY } from '../osm/flat-earth.ts'
import { distance, type Terrain } from './terrain.ts'
import { type Block, isInBlock } from './town-blocks.ts'
import type { GroundUse } from './town-greens.ts'
import { type BothNames, romanised } from './town-names.ts'
import { bothNames } from './town-spots.ts'
import type { TownWriter } from './town-writer.ts'

export interface GroundWorld {
  uses: ReadonlyMap<Block, GroundUse>
  /** OSM's id of a node of the street net. */
  idOf: (node: number) => number
  terrain: Terrain
  nextStem: () => string
}

/** Land use block by block; parks get a name and footpaths. */
export function writeGround(writer: TownWriter, { uses, idOf, terrain, nextStem }: GroundWorld): void {
  for (const [block, use] of uses) {
    const refs = block.nodes.map(idOf)
    if (use === 'bank') continue
    if (use !== 'park') {
      writer.areaOf(refs, { landuse: use })
      continue
    }
    writer.areaOf(refs, { leisure: 'park', ...bothNames(parkName(block, terrain, nextStem)) })
    const hasLake = isInBlock(terrain.lake.middle, block)
    if (hasLake)
      writeLakeWalk(writer, { block, idOf, shore: terrain.lake.shore, middle: terrain.lake.middle })
    else writeParkPaths(writer, block, idOf)
  }
}

function parkName(block: Block, { lake, square }: Terrain, nextStem: () => string): BothNames {
  if (isInBlock(lake.middle, block)) return { zh: '镜湖公园', en: 'Mirror Lake Park' }
  if (isInBlock(square.middle, block)) return { zh: '鼓楼广场', en: 'Drum Tower Square' }
  const stem = nextStem()
  return { zh: `${stem}公园`, en: `${romanised(stem)} Park` }
}

const FOOT = { highway: 'footway' }
const gatesOf = ({ nodes }: Block): number[] => [0, 1, 2, 3].map((i) => Math.floor((i * nodes.length) / 4))

function writeParkPaths(writer: TownWriter, block: Block, idOf: GroundWorld['idOf']): void {
  const middle = writer.node(block.middle)
  for (const gate of gatesOf(block)) writer.way([idOf(block.nodes[gate] ?? 0), middle], FOOT)
}

interface LakeWalk {
  block: Block
  idOf: GroundWorld['idOf']
  shore: readonly XY[]
  middle: XY
}

function writeLakeWalk(writer: TownWriter, { block, idOf, shore, middle }: LakeWalk): void {
  const [mx, my] = middle
  const walk = shore.map(([x, y]): XY => [mx + (x - mx) * 1.14, my + (y - my) * 1.14])
  const ids = walk.map((at) => writer.node(at))
  writer.areaOf(ids, FOOT)
  for (const gate of gatesOf(block)) {
    const from = block.corners[gate] ?? middle
    const nearest = walk.reduce(
      (best, at, i) => (distance(at, from) < distance(walk[best] ?? at, from) ? i : best),
      0,
    )
    writer.way([idOf(block.nodes[gate] ?? 0), ids[nearest] ?? 0], FOOT)
  }
}
