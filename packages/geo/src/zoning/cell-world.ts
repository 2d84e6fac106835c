import { areNeighborCells, gridDisk } from 'h3-js'
import type { CityCell } from './city-cells.ts'

/** Cells, the driving times between them, and which of them lie side by side for somebody who drives. */
export interface CellWorld {
  cells: readonly CityCell[]
  /** Seconds from row to column, row-major; the diagonal is a drive within the cell. */
  seconds: Float64Array
  /** For every cell the cells that border on it and can be driven to without a detour. */
  besides: readonly (readonly number[])[]
}

/** A drive to the next cell that takes so many times the usual one goes around something: a river, a motorway. */
const barrierFactor = 2.5
/** A random drive within a cell against one to the middle of the next (means over a hexagon and between two). */
const withinShare = 0.5
const unreachableSeconds = 4 * 3600

/**
 * Makes the world from cells and a matrix (seconds, row-major; below 0: no road leads). Cells that only a detour joins
 * do not count as neighbours, so that a zone never reaches across a river that has no bridge there; parts that are
 * left apart are joined where the drive is shortest.
 */
export const worldOf = (cells: readonly CityCell[], driveSeconds: ArrayLike<number>): CellWorld => {
  const size = cells.length
  const seconds = Float64Array.from({ length: size * size }, (_, at) => {
    const drive = driveSeconds[at] ?? -1
    return drive < 0 ? unreachableSeconds : drive
  })
  const pairs = adjacentPairs(cells)
  const between = (a: number, b: number): number =>
    Math.max(seconds[a * size + b] ?? 0, seconds[b * size + a] ?? 0)
  const usual = median(pairs.map(([a, b]) => between(a, b)))
  for (let cell = 0; cell < size; cell += 1) seconds[cell * size + cell] = usual * withinShare
  const open = pairs.filter(([a, b]) => between(a, b) <= usual * barrierFactor)
  return {
    cells,
    seconds,
    besides: neighboursOf(size, [...open, ...missingLinks(size, open, pairs, between)]),
  }
}

type Pair = readonly [number, number]

const adjacentPairs = (cells: readonly CityCell[]): Pair[] => {
  const indexOf = new Map(cells.map(({ id }, index) => [id, index]))
  return cells.flatMap(({ id }, a) =>
    gridDisk(id, 1).flatMap((other): Pair[] => {
      const b = indexOf.get(other)
      return b !== undefined && b > a && areNeighborCells(id, other) ? [[a, b]] : []
    }),
  )
}

/** The shortest drives that join what would otherwise fall apart (Kruskal): bordering cells first, then any. */
const missingLinks = (
  size: number,
  open: readonly Pair[],
  bordering: readonly Pair[],
  between: (a: number, b: number) => number,
): Pair[] => {
  const part = Int32Array.from({ length: size }, (_, index) => index)
  const rootOf = (one: number): number => {
    let root = one
    while (part[root] !== root) root = part[root] ?? root
    return root
  }
  const join = ([a, b]: Pair): boolean => {
    const [one, other] = [rootOf(a), rootOf(b)]
    part[one] = other
    return one !== other
  }
  let parts = size - open.filter(join).length
  const byDrive = (pairs: readonly Pair[]): Pair[] =>
    [...pairs].sort((one, other) => between(...one) - between(...other))
  const links: Pair[] = []
  const joinAll = (pairs: readonly Pair[]): void => {
    for (const pair of byDrive(pairs)) {
      if (parts === 1) return
      if (!join(pair)) continue
      links.push(pair)
      parts -= 1
    }
  }
  joinAll(bordering)
  if (parts > 1) joinAll(everyPair(size))
  return links
}

const everyPair = (size: number): Pair[] =>
  Array.from({ length: size }, (_, a) => a).flatMap((a) =>
    Array.from({ length: size - a - 1 }, (_, step): Pair => [a, a + step + 1]),
  )

const neighboursOf = (size: number, pairs: readonly Pair[]): number[][] => {
  const besides = Array.from({ length: size }, (): number[] => [])
  for (const [a, b] of pairs) {
    besides[a]?.push(b)
    besides[b]?.push(a)
  }
  return besides
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
