import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { chooseBestPlaces } from './best-places.ts'
import type { CellWorld } from './cell-world.ts'
import { goingTogether } from './going-together.ts'
import { ZoneLoad } from './zone-load.ts'

export interface SplitWish {
  /** How many zones; no more than there are cells with demand. */
  zones: number
  seed: number
  /** Tried exchanges of a border cell; about 200 a cell are enough. */
  rounds?: number
}

/** One unit of unevenness (all work of a zone too much) weighs as much as so many times the driving of the city. */
const evenWeight = 12
/** Beyond this share over or under the mean it weighs more and steeply. */
const tolerated = 0.04
const steepWeight = 6
/** If every border were one between zones, that would weigh as much as so many times the driving of the city. */
const borderWeight = 1.5
/** A greater share of a zone never changes hands at once: it would be another zone. */
const mostTogether = 1 / 3

/**
 * Splits cells into contiguous zones of even work with short drives: seeds at the p-median, grown by travel time with
 * the least loaded zone first, then simulated annealing over border cells that never tears a zone apart. Work is
 * service plus driving within the zone; contiguity is that of `CellWorld.besides`. What hangs on a cell goes with it. After the territory design
 * literature (Kalcsics, Nickel & Schröder 2005; Ríos-Mercado & Fernández 2009). Answers a zone from 0 for each cell.
 */
export const splitCity = (world: CellWorld, { zones, seed, rounds }: SplitWish): Int32Array => {
  const tries = Array.from({ length: triesOfChance }, (_, attempt) => {
    const split = grow(world, zones)
    const scale = scaleOf(split)
    anneal(split, scale, seed + attempt, rounds ?? world.cells.length * 200)
    return { zoneOf: split.zoneOf, cost: costOf(split, scale) }
  })
  return tries.reduce((best, one) => (one.cost < best.cost ? one : best)).zoneOf
}

/** Chance is tried so often and the best kept: single runs differ by some per cent of the driving. */
const triesOfChance = 5

interface Split {
  world: CellWorld
  zoneOf: Int32Array
  loads: ZoneLoad[]
}

const nobody = -1

const grow = (world: CellWorld, count: number): Split => {
  const size = world.cells.length
  const seeds = chooseBestPlaces(world, { count }).map(({ cell }) => cell)
  if (seeds.length < count)
    throw new RangeError(`${seeds.length} cells have demand: not enough for ${count} zones`)
  const split: Split = {
    world,
    zoneOf: new Int32Array(size).fill(nobody),
    loads: seeds.map(() => new ZoneLoad(world)),
  }
  for (const [zone, cell] of seeds.entries()) give(split, cell, zone)
  for (let given = count; given < size; given += 1) {
    const [cell, zone] = nextCell(split, seeds)
    give(split, cell, zone)
  }
  return split
}

const give = ({ zoneOf, loads }: Split, cell: number, zone: number): void => {
  zoneOf[cell] = zone
  loads[zone]?.add(cell)
}

/** The zone with least work that can still grow takes the cell beside it that is soonest reached from its seed. */
const nextCell = ({ world, zoneOf, loads }: Split, seeds: readonly number[]): [number, number] => {
  const byWork = loads.map((load, zone) => ({ zone, work: load.work })).sort((a, b) => a.work - b.work)
  for (const { zone } of byWork) {
    let [best, least] = [nobody, Number.POSITIVE_INFINITY]
    for (const member of loads[zone]?.members ?? []) {
      for (const cell of world.besides[member] ?? []) {
        const drive = world.seconds[(seeds[zone] ?? 0) * world.cells.length + cell] ?? 0
        if (zoneOf[cell] === nobody && drive < least) [best, least] = [cell, drive]
      }
    }
    if (best !== nobody) return [best, zone]
  }
  throw new Error('the cells of a world hang together')
}

const anneal = (split: Split, scale: Scale, seed: number, rounds: number): void => {
  const { world, zoneOf } = split
  const source = xoroshiro128plus(seed)
  const random = (): number => uniformFloat64(source)
  const [hot, cold] = [0.01, 0.00002]
  for (let round = 0; round < rounds; round += 1) {
    const heat = hot * (cold / hot) ** (round / rounds)
    const cell = Math.floor(random() * world.cells.length)
    const others = (world.besides[cell] ?? []).filter((one) => zoneOf[one] !== zoneOf[cell])
    const towards = others[Math.floor(random() * others.length)]
    if (towards === undefined) continue
    const [from, to] = [zoneOf[cell] ?? 0, zoneOf[towards] ?? 0]
    const going = goingTogether(world, zoneOf, cell)
    const added =
      going.length > 1 ? costOfGroup(split, scale, going, to) : costOfMove(split, scale, cell, from, to)
    if (added > 0 && random() >= Math.exp(-added / heat)) continue
    for (const one of going) hand(split, one, to)
  }
}

const hand = (split: Split, cell: number, to: number): void => {
  split.loads[split.zoneOf[cell] ?? nobody]?.remove(cell)
  give(split, cell, to)
}

interface Scale {
  meanWork: number
  drive: number
  borders: number
}

/** What each part of the cost is measured against, so that cities of any size are split by the same weights. */
const scaleOf = ({ world, loads }: Split): Scale => {
  const work = loads.reduce((sum, load) => sum + load.work, 0)
  return {
    meanWork: Math.max(work / loads.length, 1e-9),
    drive: Math.max(
      loads.reduce((sum, load) => sum + load.drive, 0),
      1e-9,
    ),
    borders: Math.max(1, world.besides.reduce((sum, some) => sum + some.length, 0) / 2),
  }
}

const unevenness = (work: number, { meanWork }: Scale): number => {
  const off = (work - meanWork) / meanWork
  const beyond = Math.max(0, Math.abs(off) - tolerated)
  return evenWeight * off * off + steepWeight * beyond
}

const costOf = ({ world, zoneOf, loads }: Split, scale: Scale): number => {
  const cut =
    world.besides.flatMap((some, cell) => some.filter((other) => zoneOf[other] !== zoneOf[cell])).length / 2
  return loads.reduce(
    (sum, load) => sum + unevenness(load.work, scale) + load.drive / scale.drive,
    (borderWeight * cut) / scale.borders,
  )
}

const costOfMove = (
  { world, zoneOf, loads }: Split,
  scale: Scale,
  cell: number,
  from: number,
  to: number,
): number => {
  const [giver, taker] = [loads[from], loads[to]]
  // A zone is never emptied.
  if (!giver || !taker || giver.members.size < 2) return Number.POSITIVE_INFINITY
  const [less, more] = [giver.with(cell, false), taker.with(cell, true)]
  const even =
    unevenness(less.work, scale) +
    unevenness(more.work, scale) -
    unevenness(giver.work, scale) -
    unevenness(taker.work, scale)
  const drive = less.drive + more.drive - giver.drive - taker.drive
  let border = 0
  for (const other of world.besides[cell] ?? []) {
    if (zoneOf[other] === from) border += 1
    else if (zoneOf[other] === to) border -= 1
  }
  return even + drive / scale.drive + (borderWeight * border) / scale.borders
}

/** Several cells are tried out and taken back: what they have with each other counts too. */
const costOfGroup = (split: Split, scale: Scale, going: readonly number[], to: number): number => {
  const { zoneOf, loads } = split
  const from = zoneOf[going[0] ?? nobody] ?? nobody
  const [giver, taker] = [loads[from], loads[to]]
  if (!giver || !taker || going.length > giver.members.size * mostTogether) return Number.POSITIVE_INFINITY
  const costNow = (): number =>
    unevenness(giver.work, scale) +
    unevenness(taker.work, scale) +
    (giver.drive + taker.drive) / scale.drive +
    (borderWeight * cutAround(split, going)) / scale.borders
  const before = costNow()
  for (const cell of going) hand(split, cell, to)
  const added = costNow() - before
  for (const cell of going) hand(split, cell, from)
  return added
}

/** How many borders of these cells, to others than each other, are borders between zones. */
const cutAround = ({ world, zoneOf }: Split, cells: readonly number[]): number => {
  const own = new Set(cells)
  return cells.flatMap((cell) =>
    (world.besides[cell] ?? []).filter((other) => !own.has(other) && zoneOf[other] !== zoneOf[cell]),
  ).length
}
