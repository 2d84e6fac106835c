import type { RoadMatrix } from '@kerbside/planner'
import type { Roads } from '../outside/osrm/index.ts'
import { type MatrixPoint, unknown, ZoneMatrix } from './zone-matrix.ts'

export interface TimedMatrix {
  matrix: RoadMatrix
  quality: 'osrm' | 'estimated'
}

/** How much a process remembers: places a zone, bytes of all zones together. */
export interface MatrixLimits {
  places: number
  bytes: number
}
const defaultLimits: MatrixLimits = { places: 1_200, bytes: 128 * 1024 * 1024 }

/** Questions about all zones together are remembered apart from those about one. */
export const everyZone = 'every zone'

interface Remembered {
  square: ZoneMatrix
  /** Questions about one zone are answered one after another, so that none is asked twice. */
  turn: Promise<unknown>
}

/**
 * Remembers road times between places, zone by zone, so that OSRM is asked only for new rows and columns. Times are those of
 * free roads, whatever the hour. Bounded: in a zone the places unused longest go, of the zones the one unused longest.
 */
export class MatrixCache {
  readonly #roads: Roads
  readonly #limits: MatrixLimits
  /** By zone, the longest unused first. */
  readonly #zones = new Map<string, Remembered>()
  #asked = 0
  #wanted = 0

  constructor(roads: Roads, limits: MatrixLimits = defaultLimits) {
    this.#roads = roads
    this.#limits = limits
  }

  /** Pairs that were wanted, those of them that OSRM had to be asked for (both since the start), and what is remembered now. */
  get counts(): { wanted: number; asked: number; zones: number; places: number; bytes: number } {
    const squares = [...this.#zones.values()].map((one) => one.square)
    return {
      wanted: this.#wanted,
      asked: this.#asked,
      zones: squares.length,
      places: squares.reduce((sum, one) => sum + one.places, 0),
      bytes: squares.reduce((sum, one) => sum + one.bytes, 0),
    }
  }

  /** Times and distances between all points in their order, on free roads. */
  async matrixFor(points: readonly MatrixPoint[], zoneId = ''): Promise<TimedMatrix> {
    const zone = this.#zones.get(zoneId) ?? {
      square: new ZoneMatrix(this.#limits.places),
      turn: Promise.resolve(),
    }
    this.#zones.delete(zoneId)
    this.#zones.set(zoneId, zone)
    const mine = zone.turn.then(() => this.#read(zone.square, points))
    zone.turn = mine.catch(() => undefined)
    const answer = await mine
    this.#shrink(zoneId)
    return answer
  }

  /** Forgets everything: the roads have changed. */
  forget(): void {
    this.#zones.clear()
  }

  #shrink(used: string): void {
    for (const zoneId of [...this.#zones.keys()]) {
      if (this.counts.bytes <= this.#limits.bytes) return
      if (zoneId !== used) this.#zones.delete(zoneId)
    }
  }

  async #read(square: ZoneMatrix, points: readonly MatrixPoint[]): Promise<TimedMatrix> {
    const slots = square.slotsOf(points)
    const slotAt = (index: number): number => slots[index] ?? 0
    const has = (from: number, to: number): boolean => square.seconds(slotAt(from), slotAt(to)) !== unknown
    const estimated = await this.#ask(square, points, slotAt, missingRows(points, has))
    const size = points.length
    const matrix: RoadMatrix = {
      size,
      seconds: new Int32Array(size * size),
      metres: new Int32Array(size * size),
    }
    for (let from = 0; from < size; from += 1) {
      for (let to = 0; to < size; to += 1) {
        const free = square.seconds(slotAt(from), slotAt(to))
        const cell = from * size + to
        // What nobody drives (towards a van) stays unreachable rather than guessed.
        matrix.seconds[cell] = free < 0 ? -1 : Math.round(free)
        matrix.metres[cell] = free < 0 ? 0 : square.metres(slotAt(from), slotAt(to))
        if (free !== unknown) this.#wanted += 1
      }
    }
    // An estimate is used once and asked for again next time: roads may be back by then.
    for (const [from, to] of estimated) square.put(from, to, unknown, 0)
    return { matrix, quality: estimated.length > 0 ? 'estimated' : 'osrm' }
  }

  /** Asks for what is missing and writes it down; answers the pairs that could only be guessed. */
  async #ask(
    square: ZoneMatrix,
    points: readonly MatrixPoint[],
    slotAt: (index: number) => number,
    missing: Wanted,
  ): Promise<[from: number, to: number][]> {
    const guessed: [number, number][] = []
    const all = points.map((one) => one.point)
    const goals = points.flatMap((one, index) => (one.startOnly ? [] : [index]))
    for (const [sources, destinations] of [
      [missing.rows, goals],
      [missing.others, missing.columns],
    ] as const) {
      if (sources.length === 0 || destinations.length === 0) continue
      const table = await this.#roads.table(all, {
        sources: [...sources],
        destinations: [...destinations],
        at: null,
      })
      this.#asked += sources.length * destinations.length
      sources.forEach((from, row) => {
        destinations.forEach((to, column) => {
          const cell = row * destinations.length + column
          const [a, b] = [slotAt(from), slotAt(to)]
          square.put(a, b, table.seconds[cell] ?? -1, table.metres[cell] ?? 0)
          if (table.quality === 'estimated') guessed.push([a, b])
        })
      })
    }
    return guessed
  }
}

interface Wanted {
  /** Points from which all goals must be asked for. */
  rows: readonly number[]
  /** Points to which must be asked from the `others`. */
  columns: readonly number[]
  others: readonly number[]
}

/**
 * Chooses few points whose rows and columns cover every missing pair, the point that misses most first: one new place
 * among known ones costs one row and one column.
 */
const missingRows = (points: readonly MatrixPoint[], has: (from: number, to: number) => boolean): Wanted => {
  const size = points.length
  const lacks = (from: number, to: number): boolean => points[to]?.startOnly !== true && !has(from, to)
  const missing = new Int32Array(size)
  for (let from = 0; from < size; from += 1) {
    for (let to = 0; to < size; to += 1) {
      if (!lacks(from, to)) continue
      missing[from] = (missing[from] ?? 0) + 1
      missing[to] = (missing[to] ?? 0) + 1
    }
  }
  const chosen = new Set<number>()
  for (;;) {
    const next = missing.reduce((best, count, index) => (count > (missing[best] ?? 0) ? index : best), 0)
    if ((missing[next] ?? 0) === 0) break
    for (let other = 0; other < size; other += 1) {
      if (other === next || chosen.has(other)) continue
      const covered = Number(lacks(next, other)) + Number(lacks(other, next))
      missing[other] = (missing[other] ?? 0) - covered
    }
    missing[next] = 0
    chosen.add(next)
  }
  return {
    rows: [...chosen],
    columns: [...chosen].filter((index) => points[index]?.startOnly !== true),
    others: points.map((_, index) => index).filter((index) => !chosen.has(index)),
  }
}
