import type { LonLat } from '@kerbside/domain'

/** A place that some legs begin or end at; `startOnly` places are never driven to (a van's present position). */
export interface MatrixPoint {
  point: LonLat
  startOnly: boolean
}

/** What is not known yet; −1 is known to be unreachable. */
export const unknown = -2

/** Places are told apart by about eleven metres. */
const perDegree = 10_000
/** Bytes of one remembered pair: seconds and metres. */
export const bytesPerPair = 8

/**
 * The road times of one zone between places, each way by itself, in a square that grows to `most` places; then the place
 * that was asked for least lately makes room.
 */
export class ZoneMatrix {
  readonly #most: number
  /** Slot by place, the longest unused first. */
  readonly #slots = new Map<string, number>()
  #seconds = new Float32Array(0)
  #metres = new Int32Array(0)
  #room = 0

  constructor(most: number) {
    this.#most = most
  }

  get places(): number {
    return this.#slots.size
  }
  get bytes(): number {
    return this.#room * this.#room * bytesPerPair
  }

  /** The slots of some points, in order; all of them are kept while they are used together. */
  slotsOf(points: readonly MatrixPoint[]): Int32Array {
    const keys = points.map((one) => this.#keyOf(one))
    const wanted = new Set(keys)
    const needed = this.#slots.size + [...wanted].filter((key) => !this.#slots.has(key)).length
    this.#makeRoom(Math.min(needed, Math.max(this.#most, wanted.size)))
    for (const key of wanted) {
      const known = this.#slots.get(key)
      const slot = known ?? (this.#slots.size < this.#room ? this.#slots.size : this.#evict(wanted))
      // Told anew, it stands last: the most lately used.
      this.#slots.delete(key)
      this.#slots.set(key, slot)
    }
    const slots = Int32Array.from(keys, (key) => this.#slots.get(key) ?? 0)
    for (const slot of slots) this.put(slot, slot, 0, 0)
    return slots
  }

  seconds(from: number, to: number): number {
    return this.#seconds[from * this.#room + to] ?? unknown
  }
  metres(from: number, to: number): number {
    return this.#metres[from * this.#room + to] ?? 0
  }
  put(from: number, to: number, seconds: number, metres: number): void {
    this.#seconds[from * this.#room + to] = seconds
    this.#metres[from * this.#room + to] = metres
  }

  /** A van's place may stand for one a few metres beside it, for receivers tremble; a job's may not. */
  #keyOf({ point, startOnly }: MatrixPoint): string {
    const [x, y] = cellOf(point)
    const own = `${x},${y}`
    if (!startOnly || this.#slots.has(own)) return own
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) {
        const beside = `${x + dx},${y + dy}`
        if (this.#slots.has(beside)) return beside
      }
    return own
  }

  #evict(wanted: ReadonlySet<string>): number {
    for (const [key, slot] of this.#slots) {
      if (wanted.has(key)) continue
      this.#slots.delete(key)
      for (let other = 0; other < this.#room; other += 1) {
        this.put(slot, other, unknown, 0)
        this.put(other, slot, unknown, 0)
      }
      return slot
    }
    throw new RangeError('no place can make room: more are wanted than there is room for')
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#room) return
    const room = Math.max(needed, Math.min(this.#most, Math.max(64, this.#room * 2)))
    const seconds = new Float32Array(room * room).fill(unknown)
    const metres = new Int32Array(room * room)
    for (let row = 0; row < this.#room; row += 1) {
      seconds.set(this.#seconds.subarray(row * this.#room, (row + 1) * this.#room), row * room)
      metres.set(this.#metres.subarray(row * this.#room, (row + 1) * this.#room), row * room)
    }
    this.#seconds = seconds
    this.#metres = metres
    this.#room = room
  }
}

const cellOf = ([lon, lat]: LonLat): [number, number] => [
  Math.round(lon * perDegree),
  Math.round(lat * perDegree),
]
