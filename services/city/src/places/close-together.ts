import type { FlatEarth } from '../osm/flat-earth.ts'
import { UnionFind } from './union-find.ts'

/** Groups positions that are linked by steps of at most about `metres` (squares of a grid and their neighbours). */
export function groupClose(
  positions: readonly (readonly [number, number])[],
  { toPlane }: FlatEarth,
  metres: number,
): number[][] {
  const groups = new UnionFind(positions.length)
  const squares = new Map<string, number>()
  positions.forEach((position, index) => {
    const [x, y] = toPlane(...position).map((value) => Math.floor(value / metres)) as [number, number]
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) {
        const there = squares.get(`${x + dx},${y + dy}`)
        if (there !== undefined) groups.join(index, there)
      }
    if (!squares.has(`${x},${y}`)) squares.set(`${x},${y}`, index)
  })
  const byRoot = Map.groupBy(positions.keys(), (index) => groups.find(index))
  return [...byRoot.values()]
}

/** The one of some positions that is nearest to their mean: the middle that really is one of them. */
export function middleOf(
  positions: readonly (readonly [number, number])[],
  { toPlane }: FlatEarth,
): readonly [number, number] {
  const flat = positions.map((position) => toPlane(...position))
  const mean = [0, 1].map((axis) => flat.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / flat.length)
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  flat.forEach(([x, y], index) => {
    const off = Math.hypot(x - (mean[0] ?? 0), y - (mean[1] ?? 0))
    if (off < least) [best, least] = [index, off]
  })
  return positions[best] ?? [Number.NaN, Number.NaN]
}
