import type { XY } from '../osm/flat-earth.ts'
import type { Chance } from './chance.ts'
import { quarterAt, type TownQuarter } from './quarters.ts'
import { distance, type Terrain } from './terrain.ts'

/** Which way streets run, and how close together, everywhere in town. */
export interface StreetField {
  /** Radians; the streets across run at right angles to it. */
  direction: (at: XY) => number
  spacing: (at: XY) => number
}

const fades = (off: number, reach: number): number => Math.exp(-((off / reach) ** 2))

/**
 * A tensor field blended of a radial one around the old town, grids, the river's bend and some wilfulness
 * (Chen, Esch, Wonka, Müller & Zhang, "Interactive procedural street modeling", 2008).
 */
export function layStreetField(
  terrain: Terrain,
  quarters: readonly TownQuarter[],
  chance: Chance,
): StreetField {
  const grids: Readonly<Record<string, number>> = {
    riverside: chance.between(-0.06, 0.06),
    new: chance.between(0.14, 0.3),
    gardens: chance.between(-0.5, -0.3),
    north: chance.between(-0.42, -0.22),
    works: chance.between(-0.2, -0.08),
  }
  const [a, b] = [chance.between(0, 6.28), chance.between(0, 6.28)]
  const wilful = ([x, y]: XY) => Math.sin(x / 260 + a) + Math.cos(y / 230 + b) + Math.sin((x + y) / 410)
  const direction = (at: XY): number => {
    let [cos, sin] = [0, 0]
    const blend = (angle: number, weight: number) => {
      cos += weight * Math.cos(2 * angle)
      sin += weight * Math.sin(2 * angle)
    }
    blend(0.04, 0.08)
    blend(terrain.riverDirection(at[0]), 1.2 * fades(terrain.riverOff(at), 330))
    for (const { key, at: middle, reach } of quarters) {
      const off = distance(middle, at)
      if (key === 'old')
        blend(Math.atan2(at[1] - middle[1], at[0] - middle[0]), 1.5 * fades(off, reach * 0.8))
      else if (key === 'gardens') blend((grids[key] ?? 0) + 0.38 * wilful(at), fades(off, reach))
      else blend(grids[key] ?? 0, fades(off, reach))
    }
    return Math.atan2(sin, cos) / 2
  }
  return { direction, spacing: (at) => quarterAt(quarters, at).spacing }
}
