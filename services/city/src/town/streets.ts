import type { XY } from '../osm/flat-earth.ts'
import type { Chance } from './chance.ts'
import type { StreetField } from './street-field.ts'
import type { StreetLine } from './street-line.ts'
import type { Terrain } from './terrain.ts'

const STEP = 12
const SHORTEST = 130
/** A street may come so much closer to its neighbour than it began, as a share of the spacing. */
const CLOSEST = 0.62
const OVERSHOOT = 34

type Family = 'along' | 'across'

interface Mark {
  at: XY
  line: number
  index: number
}

/** Points of the streets of one family, found by place. */
class Marks {
  readonly #squares = new Map<string, Mark[]>()
  readonly #size = 60

  add(mark: Mark): void {
    const key = this.#key(mark.at[0], mark.at[1])
    const square = this.#squares.get(key)
    if (square) square.push(mark)
    else this.#squares.set(key, [mark])
  }

  /** Whether a street lies within so many metres, other than the last bit of the one that is being drawn. */
  isNear([x, y]: XY, metres: number, own?: { line: number; index: number }): boolean {
    const reach = Math.ceil(metres / this.#size)
    for (let dx = -reach; dx <= reach; dx += 1)
      for (let dy = -reach; dy <= reach; dy += 1)
        for (const { at, line, index } of this.#squares.get(
          this.#key(x + dx * this.#size, y + dy * this.#size),
        ) ?? []) {
          if (own && line === own.line && Math.abs(index - own.index) * STEP < metres * 3) continue
          if (Math.hypot(at[0] - x, at[1] - y) < metres) return true
        }
    return false
  }

  #key(x: number, y: number): string {
    return `${Math.floor(x / this.#size)},${Math.floor(y / this.#size)}`
  }
}

export interface StreetWorld {
  terrain: Terrain
  field: StreetField
  arterials: readonly StreetLine[]
  chance: Chance
}

/** Fills the town with streets that follow the field at even distances (Jobard & Lefer's streamline placement, 1997). */
export function drawStreets({ terrain, field, arterials, chance }: StreetWorld): StreetLine[] {
  const marks: Record<Family, Marks> = { along: new Marks(), across: new Marks() }
  const seeds: { at: XY; family: Family }[] = []
  let lines = 0
  const heading = (at: XY, family: Family) => field.direction(at) + (family === 'across' ? Math.PI / 2 : 0)
  const keep = (points: readonly XY[], family: Family) => {
    points.forEach((at, index) => {
      marks[family].add({ at, line: lines, index })
      const [side, off] = [heading(at, family) + Math.PI / 2, field.spacing(at)]
      if (index % 4 === 0)
        for (const sign of [1, -1])
          seeds.push({
            at: [at[0] + sign * off * Math.cos(side), at[1] + sign * off * Math.sin(side)],
            family,
          })
    })
    lines += 1
  }
  for (const { points } of arterials)
    for (const part of partsByFamily(points, field)) keep(part.points, part.family)
  const streets: StreetLine[] = []
  for (let next = 0; next < seeds.length; next += 1) {
    const seed = seeds[next]
    if (!seed || terrain.isClosed(seed.at)) continue
    const { at, family } = seed
    if (marks[family].isNear(at, field.spacing(at) * 0.94)) continue
    const walk = (sign: 1 | -1): XY[] => {
      const path: XY[] = []
      let here = at
      let angle = heading(at, family) + (sign === 1 ? 0 : Math.PI)
      while (path.length < 260) {
        const turned = heading(here, family)
        angle = Math.cos(turned - angle) >= 0 ? turned : turned + Math.PI
        here = [here[0] + STEP * Math.cos(angle), here[1] + STEP * Math.sin(angle)]
        if (terrain.isClosed(here)) break
        path.push(here)
        if (marks[family].isNear(here, field.spacing(here) * CLOSEST)) break
      }
      const last = path.at(-1) ?? here
      path.push([last[0] + OVERSHOOT * Math.cos(angle), last[1] + OVERSHOOT * Math.sin(angle)])
      return path
    }
    const points = [...walk(-1).reverse(), at, ...walk(1)]
    const metres = (points.length - 3) * STEP
    if (metres < SHORTEST) continue
    keep(points.slice(1, -1), family)
    streets.push({ points, highway: metres > 1500 && chance.next() < 0.8 ? 'tertiary' : 'residential' })
  }
  return streets
}

/** A ring road runs along the field here and across it there. */
function partsByFamily(points: readonly XY[], field: StreetField): { points: XY[]; family: Family }[] {
  const parts: { points: XY[]; family: Family }[] = []
  points.forEach((at, i) => {
    const [before, after] = [points[i - 1] ?? at, points[i + 1] ?? at]
    const angle = Math.atan2(after[1] - before[1], after[0] - before[0])
    const family = Math.abs(Math.cos(angle - field.direction(at))) > Math.SQRT1_2 ? 'along' : 'across'
    const part = parts.at(-1)
    if (part?.family === family) part.points.push(at)
    else parts.push({ points: [at], family })
  })
  return parts
}
