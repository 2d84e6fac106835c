import type { XY } from '../osm/flat-earth.ts'
import { MOTORWAY_HALF_GAP, motorwayY } from './arterials.ts'
import type { StreetRun } from './town-streets.ts'
import type { TownWriter } from './town-writer.ts'

const END_X = 3300
const NAMES = { name: '路缘高速', 'name:zh': '路缘高速', 'name:en': 'Kerbtown Expressway', ref: 'G99' }
const ON_BRIDGE = 70

interface Knot {
  at: XY
  node?: number
}

export interface MotorwayWorld {
  runs: readonly StreetRun[]
  at: readonly XY[]
  /** OSM's id of a node of the street net. */
  idOf: (node: number) => number
  /** Where the main axis passes below. */
  axisX: number
}

/** Two carriageways past the town's north, joined at both ends so that nobody is carried away for ever. */
export function writeMotorway(writer: TownWriter, { runs, at, idOf, axisX }: MotorwayWorld): void {
  const ends = [-END_X, END_X].map((x) => writer.node([x, motorwayY(x)])) as [number, number]
  for (const sign of [1, -1] as const) {
    const key = sign === 1 ? 'ramp-east' : 'ramp-west'
    const ramp = runs.filter(({ line }) => line.key === key).flatMap(({ nodes }) => nodes)
    const joints = [ramp[0], ramp.at(-1)].flatMap((node): Knot[] =>
      node !== undefined && at[node] ? [{ at: at[node], node: idOf(node) }] : [],
    )
    const free = [
      -2900,
      -2400,
      -1900,
      -1400,
      -900,
      -ON_BRIDGE + axisX,
      ON_BRIDGE + axisX,
      1000,
      1500,
      2000,
      2500,
      2950,
    ]
    const y = (x: number) => motorwayY(x) - sign * MOTORWAY_HALF_GAP
    const knots = [...joints, ...free.map((x): Knot => ({ at: [x, y(x)] }))].sort(
      (a, b) => sign * (a.at[0] - b.at[0]),
    )
    const ids = knots.map(({ at: place, node }) => node ?? writer.node(place))
    const [first, last] = sign === 1 ? ends : [ends[1], ends[0]]
    const bridge = knots.findIndex(
      ({ at: [x], node }) => node === undefined && Math.abs(x - axisX) < ON_BRIDGE + 1,
    )
    const tags = { highway: 'motorway', oneway: 'yes', ...NAMES }
    writer.way([first, ...ids.slice(0, bridge + 1)], tags)
    writer.way(ids.slice(bridge, bridge + 2), { ...tags, bridge: 'yes', layer: '1' })
    writer.way([...ids.slice(bridge + 1), last], tags)
  }
}
