import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '../lines.ts'

const cellDegrees = 0.004
/** Beyond this many rings of cells nothing is near any more (about 25 km). */
const mostRings = 60

/** Points on a grid of about 400 m, for what is near. */
export class PlaceGrid {
  readonly #cells = new Map<string, number[]>()
  readonly #points: readonly LonLat[]

  constructor(points: readonly LonLat[]) {
    this.#points = points
    points.forEach((point, index) => {
      const key = keyOf(columnOf(point[0]), columnOf(point[1]))
      const cell = this.#cells.get(key)
      if (cell) cell.push(index)
      else this.#cells.set(key, [index])
    })
  }

  /**
   * The index with the least distance (metres) plus its own penalty, among those that have one; penalties from 0 to
   * `mostPenalty` metres. Undefined when nothing lies within about 25 km.
   */
  nearest(
    point: LonLat,
    penaltyOf: (index: number) => number | null,
    mostPenalty: number,
  ): { index: number; metres: number } | undefined {
    const [column, row] = [columnOf(point[0]), columnOf(point[1])]
    const squeeze = Math.max(0.05, Math.cos((point[1] * Math.PI) / 180))
    const ringMetres = cellDegrees * 111_000 * squeeze
    let best: { index: number; metres: number; cost: number } | undefined
    for (let ring = 0; ring <= mostRings; ring += 1) {
      // All that is left lies beyond the rings looked at.
      if (best && (ring - 1) * ringMetres > best.cost + mostPenalty) break
      for (const index of this.#ring(column, row, ring)) {
        const penalty = penaltyOf(index)
        const there = this.#points[index]
        if (penalty === null || !there) continue
        const metres = distanceMetres(point, there)
        if (!best || metres + penalty < best.cost) best = { index, metres, cost: metres + penalty }
      }
    }
    return best && { index: best.index, metres: best.metres }
  }

  *#ring(column: number, row: number, ring: number): Iterable<number> {
    for (let x = -ring; x <= ring; x += 1) {
      const step = Math.abs(x) === ring ? 1 : Math.max(1, 2 * ring)
      for (let y = -ring; y <= ring; y += step) yield* this.#cells.get(keyOf(column + x, row + y)) ?? []
    }
  }
}

const columnOf = (degrees: number): number => Math.floor(degrees / cellDegrees)
const keyOf = (column: number, row: number): string => `${column}:${row}`
