import { has, type JsonObject, may, must, pathOf, type Reader, whole } from './json-fields.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { VroomPlace } from './vroom-problem.ts'

type LonLat = readonly [number, number]

const coordinate: Reader<LonLat> = (value, path) => {
  const [lon, lat] = Array.isArray(value) ? (value as unknown[]) : []
  const sound = (one: unknown, most: number): one is number =>
    typeof one === 'number' && Math.abs(one) <= most
  if (!sound(lon, 180) || !sound(lat, 90))
    return refuseField(path, 'must be coordinates [lon, lat] in degrees', '必须是坐标 [经度, 纬度]（度）')
  return [lon, lat]
}

/**
 * Gathers the places of a problem. With matrices of its own every place names its row; without, coordinates become rows
 * in the order in which they are first seen.
 */
export class PlaceBook {
  readonly #rows: number | null
  readonly #known: (LonLat | null)[] = []
  readonly #rowOf = new Map<string, number>()

  /** `rows` of the problem's own matrices; null without any. */
  constructor(rows: number | null) {
    this.#rows = rows
  }

  /** Coordinates by row. */
  get places(): readonly (LonLat | null)[] {
    return Array.from({ length: this.#rows ?? this.#known.length }, (_, row) => this.#known[row] ?? null)
  }

  task(from: JsonObject): VroomPlace {
    return this.#place(from, 'location', 'location_index')
  }

  /** A vehicle's start or end, null where it has none. */
  ofVehicle(from: JsonObject, key: 'start' | 'end'): VroomPlace | null {
    return has(from, key) || has(from, `${key}_index`) ? this.#place(from, key, `${key}_index`) : null
  }

  #place(from: JsonObject, key: string, indexKey: string): VroomPlace {
    if (this.#rows === null) {
      const lonLat = must(from, key, coordinate)
      return { row: this.#rowFor(lonLat), lonLat, indexed: false }
    }
    const row = must(from, indexKey, whole)
    if (row >= this.#rows)
      refuseField(
        pathOf(from, indexKey),
        `is ${row}, but the matrix has ${this.#rows} rows`,
        `为 ${row}，而矩阵只有 ${this.#rows} 行`,
      )
    const lonLat = may(from, key, coordinate, null)
    if (lonLat) this.#known[row] = lonLat
    return { row, lonLat, indexed: true }
  }

  #rowFor(lonLat: LonLat): number {
    const key = lonLat.join()
    const row = this.#rowOf.get(key) ?? this.#known.push(lonLat) - 1
    this.#rowOf.set(key, row)
    if (row >= vroomLimits.places) refuseField('', 'has too many places', '地点过多')
    return row
  }
}
