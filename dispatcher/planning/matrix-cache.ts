import type { LonLat } from '@kerbside/domain'
import type { RoadMatrix } from '@kerbside/planner'
import type { Roads } from '../outside/osrm/index.ts'

/** A place that some legs begin or end at; `startOnly` places are never driven to (a van's present position). */
export interface MatrixPoint {
  point: LonLat
  startOnly: boolean
}
export interface TimedMatrix {
  matrix: RoadMatrix
  quality: 'osrm' | 'estimated'
}

const unknown = -2

/**
 * Remembers road times between places, so that OSRM is asked only for what is new. Times are kept without the
 * factor of the hour and scaled when read. Bounded: beyond `capacity` places only those just asked for stay.
 */
export class MatrixCache {
  readonly #roads: Roads
  readonly #hourFactor: (atSeconds: number) => number
  readonly #capacity: number
  #index = new Map<string, number>()
  #seconds = new Float64Array(0)
  #metres = new Int32Array(0)
  #room = 0
  #turn: Promise<unknown> = Promise.resolve()
  #asked = 0
  #known = 0

  constructor(roads: Roads, hourFactor: (atSeconds: number) => number, capacity = 1_200) {
    this.#roads = roads
    this.#hourFactor = hourFactor
    this.#capacity = capacity
  }

  /** Pairs that were known and pairs that had to be asked for, since the start. */
  get counts(): { known: number; asked: number } {
    return { known: this.#known, asked: this.#asked }
  }

  /** Times and distances between all points in their order, at an instant (epoch seconds). */
  async matrixFor(points: readonly MatrixPoint[], at: number): Promise<TimedMatrix> {
    const mine = this.#turn.then(() => this.#fill(points, at))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #fill(points: readonly MatrixPoint[], at: number): Promise<TimedMatrix> {
    const places = this.#placesOf(points)
    const wanted = missingRows(points, (from, to) => this.#secondsAt(places, from, to) !== unknown)
    const quality = await this.#ask(points, places, wanted, at)
    const factor = this.#hourFactor(at)
    const size = points.length
    const matrix: RoadMatrix = {
      size,
      seconds: new Int32Array(size * size),
      metres: new Int32Array(size * size),
    }
    for (let from = 0; from < size; from += 1) {
      for (let to = 0; to < size; to += 1) {
        const raw = this.#secondsAt(places, from, to)
        const cell = from * size + to
        // What nobody drives (towards a van) stays unreachable rather than guessed.
        matrix.seconds[cell] = raw < 0 ? -1 : Math.round(raw * factor)
        matrix.metres[cell] = raw < 0 ? 0 : (this.#metres[this.#cell(places, from, to)] ?? 0)
      }
    }
    // An estimate is used once and asked for again next time: roads may be back by then.
    if (quality === 'estimated') this.#forget()
    return { matrix, quality }
  }

  async #ask(
    points: readonly MatrixPoint[],
    places: Int32Array,
    wanted: Wanted,
    at: number,
  ): Promise<'osrm' | 'estimated'> {
    const all = points.map((one) => one.point)
    const goals = points.flatMap((one, index) => (one.startOnly ? [] : [index]))
    let quality: 'osrm' | 'estimated' = 'osrm'
    const factor = this.#hourFactor(at)
    for (const [sources, destinations] of [
      [wanted.rows, goals],
      [wanted.others, wanted.columns],
    ] as const) {
      if (sources.length === 0 || destinations.length === 0) continue
      const table = await this.#roads.table(all, {
        sources: [...sources],
        destinations: [...destinations],
        at,
      })
      if (table.quality === 'estimated') quality = 'estimated'
      this.#asked += sources.length * destinations.length
      sources.forEach((from, row) => {
        destinations.forEach((to, column) => {
          const cell = this.#cell(places, from, to)
          const seconds = table.seconds[row * destinations.length + column] ?? -1
          this.#seconds[cell] = seconds < 0 ? -1 : seconds / factor
          this.#metres[cell] = table.metres[row * destinations.length + column] ?? 0
        })
      })
    }
    this.#known += points.length * points.length
    return quality
  }

  #placesOf(points: readonly MatrixPoint[]): Int32Array {
    const keys = points.map(({ point: [lon, lat] }) => `${lon.toFixed(4)},${lat.toFixed(4)}`)
    if (this.#index.size + keys.length > this.#capacity) this.#forget()
    for (const key of keys) if (!this.#index.has(key)) this.#index.set(key, this.#index.size)
    if (this.#index.size > this.#room) this.#grow(Math.max(64, this.#index.size * 2))
    for (const key of keys) {
      const own = this.#index.get(key) ?? 0
      this.#seconds[own * this.#room + own] = 0
    }
    return Int32Array.from(keys, (key) => this.#index.get(key) ?? 0)
  }

  #grow(room: number): void {
    const seconds = new Float64Array(room * room).fill(unknown)
    const metres = new Int32Array(room * room)
    for (let row = 0; row < this.#room; row += 1) {
      seconds.set(this.#seconds.subarray(row * this.#room, (row + 1) * this.#room), row * room)
      metres.set(this.#metres.subarray(row * this.#room, (row + 1) * this.#room), row * room)
    }
    this.#seconds = seconds
    this.#metres = metres
    this.#room = room
  }

  #forget(): void {
    this.#index = new Map()
    this.#seconds.fill(unknown)
  }

  #cell(places: Int32Array, from: number, to: number): number {
    return (places[from] ?? 0) * this.#room + (places[to] ?? 0)
  }

  #secondsAt(places: Int32Array, from: number, to: number): number {
    return this.#seconds[this.#cell(places, from, to)] ?? unknown
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
