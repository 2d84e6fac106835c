import type { XY } from '../osm/flat-earth.ts'
import type { Chance } from './chance.ts'

/** What was there before the town: a river, a lake, and how far one can build. Metres around the middle. */
export interface Terrain {
  /** Metres from the river's middle line, positive on the north bank. */
  riverOff: (at: XY) => number
  /** Half the river's width where it is nearest. */
  halfWidth: (x: number) => number
  /** A line along the river, so many metres north (or south, negative) of its middle. */
  alongRiver: (off: (x: number) => number, from: number, to: number) => XY[]
  riverDirection: (x: number) => number
  lake: { middle: XY; shore: XY[]; reach: number }
  /** Around the drum tower, where the old town began. */
  square: { middle: XY; reach: number }
  /** No street goes there: water, the park around the lake, the railway, and the country. */
  isClosed: (at: XY) => boolean
  isWet: (at: XY, margin: number) => boolean
  railY: (x: number) => number
}

export const TOWN_HALF_WIDTH = 2500
export const TOWN_HALF_HEIGHT = 2000
export const PARK_REACH = 255
const BANK_MARGIN = 22
const RAIL_MARGIN = 32

export function layTerrain(chance: Chance): Terrain {
  const [p, q, r] = [chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)]
  const long = chance.between(230, 300)
  const short = chance.between(60, 100)
  const slope = chance.between(-0.1, 0.1)
  const y = (x: number) => long * Math.sin(x / 900 + p) + short * Math.sin(x / 410 + q) + slope * x - 150
  const steep = (x: number) => (y(x + 1) - y(x - 1)) / 2
  const halfWidth = (x: number) => 62 + 16 * Math.sin(x / 520 + r)
  const riverOff = ([x, at]: XY) => (at - y(x)) / Math.hypot(1, steep(x))
  const lake = digLake(chance, [chance.between(-1210, -1120), y(-1150) + chance.between(800, 850)])
  const square = { middle: [-140, y(-140) + 640] as XY, reach: 72 }
  const railY = (x: number) => -1760 - 0.05 * x + 40 * Math.sin(x / 1300)
  const isWet = (at: XY, margin: number) =>
    Math.abs(riverOff(at)) < halfWidth(at[0]) + margin || distance(at, lake.middle) < lake.reach + margin
  return {
    riverOff,
    halfWidth,
    riverDirection: (x) => Math.atan(steep(x)),
    alongRiver: (off, from, to) => {
      const line: XY[] = []
      for (let x = from; x <= to; x += 25) {
        const slant = Math.hypot(1, steep(x))
        line.push([x - (off(x) * steep(x)) / slant, y(x) + off(x) / slant])
      }
      return line
    },
    lake,
    square,
    isClosed: (at) =>
      isWet(at, BANK_MARGIN) ||
      distance(at, lake.middle) < PARK_REACH + 6 ||
      distance(at, square.middle) < square.reach - 6 ||
      Math.abs(at[1] - railY(at[0])) < RAIL_MARGIN ||
      (at[0] / TOWN_HALF_WIDTH) ** 2 + (at[1] / TOWN_HALF_HEIGHT) ** 2 > 1,
    isWet,
    railY,
  }
}

export const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])

function digLake(chance: Chance, middle: XY): Terrain['lake'] {
  const waves = [2, 3, 5].map((times) => ({
    times,
    high: chance.between(5, 18),
    from: chance.between(0, 6.28),
  }))
  const shore = Array.from({ length: 40 }, (_, i): XY => {
    const angle = (i / 40) * 2 * Math.PI
    const out = waves.reduce((sum, { times, high, from }) => sum + high * Math.sin(times * angle + from), 130)
    return [middle[0] + out * Math.cos(angle) * 1.15, middle[1] + out * Math.sin(angle) * 0.85]
  })
  return { middle, shore, reach: Math.max(...shore.map((at) => distance(at, middle))) }
}
