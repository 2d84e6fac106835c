import type { XY } from '../osm/flat-earth.ts'
import { clipHalf } from './convex.ts'
import type { RoadSamples } from './road-samples.ts'

interface Seed {
  at: XY
  /** Square metres a cell is favoured by. */
  weight: number
}

const ROUNDS = 300
const MOST_SAMPLES = 20_000

/**
 * Cuts a convex hull into one cell a seed, each with about the same length of road: a power diagram whose weights are
 * raised where a cell has too little (after Aurenhammer, Hoffmann & Aronov 1998). Cells are convex and share borders.
 */
export function evenCells(samples: RoadSamples, hull: readonly XY[], seeds: readonly XY[]): XY[][] {
  const cells = balance(samples, seeds)
  return cells.map((cell) =>
    cells.reduce<XY[]>(
      (polygon, other) => (other === cell ? polygon : clipNearer(polygon, cell, other)),
      [...hull],
    ),
  )
}

const clipNearer = (polygon: XY[], { at: [x, y], weight }: Seed, other: Seed): XY[] => {
  const [ox, oy] = other.at
  const most = ox * ox + oy * oy - x * x - y * y + weight - other.weight
  return clipHalf(polygon, [2 * (ox - x), 2 * (oy - y)], most)
}

function balance(samples: RoadSamples, at: readonly XY[]): Seed[] {
  const seeds = at.map((one): Seed => ({ at: one, weight: 0 }))
  const target = samples.totalMetres / seeds.length
  const reach = Math.min(
    ...at.flatMap(([x, y], i) => at.slice(i + 1).map(([ox, oy]) => (x - ox) ** 2 + (y - oy) ** 2)),
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    const loads = loadsOf(samples, seeds)
    const step = (reach / 4) * (1 - round / ROUNDS)
    seeds.forEach((seed, i) => {
      seed.weight += step * Math.max(-1, Math.min(1, 1 - (loads[i] ?? 0) / target)) * 0.3
    })
  }
  return seeds
}

function loadsOf({ count, x, y, metres, totalMetres }: RoadSamples, seeds: readonly Seed[]): number[] {
  const loads = seeds.map(() => 0)
  const stride = Math.ceil(count / MOST_SAMPLES)
  let seen = 0
  for (let i = 0; i < count; i += stride) {
    const cell = nearestCell(seeds, x[i] ?? 0, y[i] ?? 0)
    loads[cell] = (loads[cell] ?? 0) + (metres[i] ?? 0)
    seen += metres[i] ?? 0
  }
  return loads.map((load) => (load * totalMetres) / seen)
}

function nearestCell(seeds: readonly Seed[], x: number, y: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let i = 0; i < seeds.length; i += 1) {
    const seed = seeds[i]
    if (!seed) continue
    const power = (x - seed.at[0]) ** 2 + (y - seed.at[1]) ** 2 - seed.weight
    if (power < least) [best, least] = [i, power]
  }
  return best
}

/** Seeds for a city of which nothing is known: far apart at first, then each in the middle of its roads (Lloyd). */
export function spreadSeeds(samples: RoadSamples, middle: XY, count: number): XY[] {
  let seeds: XY[] = []
  for (let i = 0; i < count; i += 1) {
    const next = farthest(samples, seeds.length ? seeds : [middle])
    // Two seeds in one place would be two zones on one ground.
    if (!seeds.some(([x, y]) => x === next[0] && y === next[1])) seeds.push(next)
  }
  for (let round = 0; round < 20; round += 1) seeds = middles(samples, seeds)
  return seeds
}

function farthest({ count, x, y }: RoadSamples, from: readonly XY[]): XY {
  let [best, most]: [XY, number] = [[0, 0], -1]
  for (let i = 0; i < count; i += 1) {
    const off = Math.min(...from.map((at) => ((x[i] ?? 0) - at[0]) ** 2 + ((y[i] ?? 0) - at[1]) ** 2))
    if (off > most) [best, most] = [[x[i] ?? 0, y[i] ?? 0], off]
  }
  return best
}

function middles({ count, x, y, metres }: RoadSamples, seeds: readonly XY[]): XY[] {
  const cells = seeds.map((at) => ({ at, weight: 0 }))
  const sums = seeds.map(() => [0, 0, 0] as [number, number, number])
  for (let i = 0; i < count; i += 1) {
    const sum = sums[nearestCell(cells, x[i] ?? 0, y[i] ?? 0)]
    if (!sum) continue
    sum[0] += (x[i] ?? 0) * (metres[i] ?? 0)
    sum[1] += (y[i] ?? 0) * (metres[i] ?? 0)
    sum[2] += metres[i] ?? 0
  }
  return sums.map(([sx, sy, m], i): XY => (m > 0 ? [sx / m, sy / m] : (seeds[i] ?? [0, 0])))
}
