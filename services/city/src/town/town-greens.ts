import type { XY } from '../osm/flat-earth.ts'
import { motorwayY } from './arterials.ts'
import type { Chance } from './chance.ts'
import { type QuarterKey, quarterAt, type TownQuarter } from './quarters.ts'
import { distance, type Terrain, TOWN_HALF_HEIGHT, TOWN_HALF_WIDTH } from './terrain.ts'
import { type Block, isInBlock } from './town-blocks.ts'

/** `bank` is left to the river, or the roundabout, and stays without houses. */
export type GroundUse = 'park' | 'bank' | 'residential' | 'commercial' | 'industrial'

const LARGEST_PARK = 60_000
const SMALLEST_PARK = 9_000
const PARKS_IN: Readonly<Record<QuarterKey, number>> = {
  old: 3,
  riverside: 4,
  new: 3,
  gardens: 3,
  north: 2,
  works: 1,
}

export interface GreensWorld {
  quarters: readonly TownQuarter[]
  terrain: Terrain
  /** The middle of the roundabout. */
  hub: XY
  chance: Chance
}

/** What each block is for: parks first, the river's banks stay green, the rest follows its quarter. */
export function useOfBlocks(blocks: readonly Block[], world: GreensWorld): Map<Block, GroundUse> {
  const { quarters, chance } = world
  const uses = new Map(blocks.map((block) => [block, plainUse(block, world)] as const))
  const left = { ...PARKS_IN }
  for (const block of chance.shuffled(blocks)) {
    const quarter = quarterAt(quarters, block.middle)
    const fits = block.squareMetres > SMALLEST_PARK && block.squareMetres < LARGEST_PARK && isCompact(block)
    const isClose = distance(block.middle, quarter.at) < quarter.reach * 0.8
    if (!fits || !isClose || left[quarter.key] === 0 || uses.get(block) === 'bank') continue
    uses.set(block, 'park')
    left[quarter.key] -= 1
  }
  return uses
}

function plainUse(block: Block, { quarters, terrain, hub }: GreensWorld): GroundUse {
  if (isInBlock(terrain.lake.middle, block) || isInBlock(terrain.square.middle, block)) return 'park'
  if (isInBlock(hub, block)) return 'bank'
  if (Math.abs(terrain.riverOff(block.middle)) < terrain.halfWidth(block.middle[0]) + 30) return 'bank'
  const { key, at, reach } = quarterAt(quarters, block.middle)
  if (key === 'works') return 'industrial'
  const isInner = distance(block.middle, at) < reach * 0.3
  return isInner && key !== 'gardens' ? 'commercial' : 'residential'
}

function isCompact({ corners, squareMetres }: Block): boolean {
  const around = corners.reduce((sum, a, i) => sum + distance(a, corners[(i + 1) % corners.length] ?? a), 0)
  return (4 * Math.PI * squareMetres) / around ** 2 > 0.5
}

/** Woods in the country around, kept away from the streets and the water. */
export function growWoods(terrain: Terrain, chance: Chance): XY[][] {
  const woods: XY[][] = []
  for (let tries = 0; tries < 60 && woods.length < 9; tries += 1) {
    const angle = chance.between(0, 2 * Math.PI)
    const middle: XY = [
      (TOWN_HALF_WIDTH + chance.between(180, 750)) * Math.cos(angle),
      (TOWN_HALF_HEIGHT + chance.between(180, 600)) * Math.sin(angle),
    ]
    const size = chance.between(130, 330)
    const [from, times] = [chance.between(0, 6.28), chance.pick([2, 3])]
    const edge = Array.from({ length: 48 }, (_, i): XY => {
      const turn = (i / 48) * 2 * Math.PI
      const out =
        size *
        (1 +
          0.14 * Math.sin(times * turn + from) +
          0.06 * Math.sin(5 * turn + 2 * from) +
          0.03 * Math.sin(11 * turn))
      return [middle[0] + 1.3 * out * Math.cos(turn), middle[1] + 0.8 * out * Math.sin(turn)]
    })
    const isFree = [...edge, middle].every(
      (at) =>
        !terrain.isWet(at, 60) &&
        Math.abs(at[1] - terrain.railY(at[0])) > 40 &&
        Math.abs(at[1] - motorwayY(at[0])) > 60 &&
        (at[0] / TOWN_HALF_WIDTH) ** 2 + (at[1] / TOWN_HALF_HEIGHT) ** 2 > 1.02,
    )
    if (isFree) woods.push(edge)
  }
  return woods
}
