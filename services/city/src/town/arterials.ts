import type { XY } from '../osm/flat-earth.ts'
import type { Chance } from './chance.ts'
import type { StreetLine } from './street-line.ts'
import { PARK_REACH, type Terrain } from './terrain.ts'

export const BANK_ROAD_METRES = 48
export const ROUNDABOUT_RADIUS = 42
export const MOTORWAY_HALF_GAP = 14
export const motorwayY = (x: number): number => 2330 + 70 * Math.sin(x / 1400)

export interface Arterials {
  lines: StreetLine[]
  /** Where the two main axes meet. */
  hub: XY
}

/** The roads everything else hangs on: two axes and their roundabout, cross roads, ring, banks and the motorway's ramps. */
export function drawArterials(terrain: Terrain, chance: Chance): Arterials {
  const bend = [chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)]
  const upright = (x: number, i: number, from: number, to: number): XY[] =>
    steps(from, to).map((y): XY => [x + 45 * Math.sin(y / 900 + (bend[i] ?? 0)), y])
  const main = upright(chance.between(60, 160), 0, -2150, 2560)
  const people = terrain.alongRiver((x) => 470 + 60 * Math.sin(x / 1100 + 1), -2900, 2900)
  const hub = crossing(main, people)
  const north = (x: number) => terrain.halfWidth(x) + BANK_ROAD_METRES
  const lines: StreetLine[] = [
    { key: 'main', highway: 'primary', points: main, leadsOut: true },
    { key: 'people', highway: 'primary', points: people, leadsOut: true },
    {
      key: 'build',
      highway: 'secondary',
      points: terrain.alongRiver((x) => -640 + 50 * Math.sin(x / 900), -2700, 2700),
      leadsOut: true,
    },
    { key: 'west', highway: 'secondary', points: upright(-760, 1, -1650, 1750) },
    { key: 'east', highway: 'secondary', points: upright(1120, 2, -2050, 1800) },
    { key: 'ring', highway: 'primary', points: ring(chance) },
    { key: 'northbank', highway: 'tertiary', points: terrain.alongRiver(north, -2440, 2440) },
    { key: 'southbank', highway: 'tertiary', points: terrain.alongRiver((x) => -north(x), -2440, 2440) },
    { key: 'park', highway: 'tertiary', points: circle(terrain.lake.middle, PARK_REACH) },
    { key: 'square', highway: 'tertiary', points: circle(terrain.square.middle, terrain.square.reach, 24) },
    {
      key: 'hub',
      highway: 'primary',
      points: circle(hub, ROUNDABOUT_RADIUS, 20),
      oneway: true,
      roundabout: true,
    },
    ...ramps(main),
  ]
  return { lines, hub }
}

const steps = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / 25) + 1 }, (_, i) => from + i * 25)

function circle([x, y]: XY, radius: number, corners = 48): XY[] {
  return Array.from({ length: corners + 1 }, (_, i): XY => {
    const angle = ((i % corners) / corners) * 2 * Math.PI
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

function ring(chance: Chance): XY[] {
  const [from, high] = [chance.between(0, 6.28), chance.between(40, 80)]
  return Array.from({ length: 161 }, (_, i): XY => {
    const angle = ((i % 160) / 160) * 2 * Math.PI
    const out = 1 + (high * Math.sin(3 * angle + from)) / 1600
    // A superellipse: fuller than an ellipse, as ring roads are.
    const round = (value: number) => Math.sign(value) * Math.abs(value) ** 0.8
    return [1800 * out * round(Math.cos(angle)), 1390 * out * round(Math.sin(angle))]
  })
}

/** Off one carriageway, across the main axis, and on again: one line for each direction. */
function ramps(main: readonly XY[]): StreetLine[] {
  const x = main.reduce((best, at) => (Math.abs(at[1] - 2330) < Math.abs(best[1] - 2330) ? at : best))[0]
  const side = (sign: 1 | -1): XY[] => {
    const at = (dx: number, off: number): XY => [x + dx, motorwayY(x + dx) - sign * off]
    const line = [
      at(-520, MOTORWAY_HALF_GAP),
      at(-330, 50),
      at(-130, 105),
      at(0, 120),
      at(130, 105),
      at(330, 50),
    ]
    const whole = [...line, at(520, MOTORWAY_HALF_GAP)]
    return sign === 1 ? whole : whole.reverse()
  }
  return ([1, -1] as const).map((sign) => ({
    key: sign === 1 ? 'ramp-east' : 'ramp-west',
    highway: 'motorway_link',
    points: side(sign),
    oneway: true,
    fixedEnds: true,
  }))
}

export function crossing(one: readonly XY[], other: readonly XY[]): XY {
  let [best, least]: [XY, number] = [[0, 0], Number.POSITIVE_INFINITY]
  for (const a of one)
    for (const b of other) {
      const off = Math.hypot(a[0] - b[0], a[1] - b[1])
      if (off < least) [best, least] = [a, off]
    }
  return best
}
