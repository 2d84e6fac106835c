import type { XY } from '../osm/flat-earth.ts'
import { drawArterials, ROUNDABOUT_RADIUS } from './arterials.ts'
import type { Chance } from './chance.ts'
import { chooseOneWays } from './one-ways.ts'
import { quarterAt, type TownQuarter } from './quarters.ts'
import { layStreetField } from './street-field.ts'
import { isArterial, type StreetLine } from './street-line.ts'
import {
  endsOf,
  joinStreets,
  lengthOfEdge,
  type NetEdge,
  type StreetNet,
  type TidyOrder,
  tidy,
} from './street-net.ts'
import { drawStreets } from './streets.ts'
import { distance, type Terrain } from './terrain.ts'
import { ARTERIAL_NAMES, type BothNames, stemSource, streetName } from './town-names.ts'

/** A run of one street that is the same all along: name, direction, on a bridge or not. */
export interface StreetRun {
  nodes: number[]
  line: StreetLine
  name: BothNames | undefined
  bridge: boolean
  oneway: boolean
}

export interface TownStreets {
  net: StreetNet
  runs: StreetRun[]
  hub: XY
  nameOfEdge: (edge: NetEdge) => BothNames | undefined
}

export function layStreets(terrain: Terrain, quarters: readonly TownQuarter[], chance: Chance): TownStreets {
  const { lines: arterials, hub } = drawArterials(terrain, chance.fork('arterials'))
  const field = layStreetField(terrain, quarters, chance.fork('field'))
  const inTown = arterials.filter(({ highway }) => highway !== 'motorway_link')
  const streets = drawStreets({ terrain, field, arterials: inTown, chance: chance.fork('streets') })
  const lines = [...arterials, ...streets]
  const isForbidden: TidyOrder['isForbidden'] = ({ middle, ends }, line) => {
    if (line.key === 'hub') return false
    if (distance(middle, hub) < ROUNDABOUT_RADIUS - 5) return true
    return !isArterial(line) && (terrain.isClosed(middle) || ends.some((at) => terrain.isWet(at, 8)))
  }
  const net = tidy(joinStreets(lines), { lines, isForbidden })
  const oneWays = chooseOneWays(net, lines, quarters, chance.fork('one-ways'))
  const names = nameLines({ net, lines, quarters, chance: chance.fork('names') })
  const nameOfEdge = (edge: NetEdge) => {
    const [a, b] = endsOf(net.at, edge)
    return names[edge.line]?.([(a[0] + b[0]) / 2 - hub[0], (a[1] + b[1]) / 2 - hub[1]])
  }
  const isBridge = (edge: NetEdge) =>
    [edge.from, edge.to].every((node) => net.at[node]) && crossesWater(terrain, net, edge)
  const runs = runsOf({ net, lines, oneWays, nameOfEdge, isBridge })
  return { net, runs, hub, nameOfEdge }
}

function crossesWater(terrain: Terrain, { at }: StreetNet, { from, to }: NetEdge): boolean {
  const [a, b] = endsOf(at, { from, to })
  return [0.25, 0.5, 0.75].some((s) =>
    terrain.isWet([a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s], -8),
  )
}

interface NamingWorld {
  net: StreetNet
  lines: readonly StreetLine[]
  quarters: readonly TownQuarter[]
  chance: Chance
}

/** A name for each line, as a function of where (from the hub) one asks: long roads change name in the middle. */
function nameLines({ net, lines, quarters, chance }: NamingWorld): ((at: XY) => BothNames | undefined)[] {
  const nextStem = stemSource(chance)
  const byLine = Map.groupBy(net.edges, ({ line }) => line)
  return lines.map((line, index) => {
    const own = byLine.get(index) ?? []
    const naming = ARTERIAL_NAMES[line.key ?? '']
    if (naming) {
      const [stem, sort, sides] = naming
      if (!sides) return () => streetName(stem, sort)
      const upright = line.key === 'main'
      return ([x, y]) => streetName(stem, sort, (upright ? y : x) < 0 ? sides[0] : sides[1])
    }
    const first = own[0]
    if (!first || isArterial(line)) return () => undefined
    const metres = own.reduce((sum, edge) => sum + lengthOfEdge(net.at, edge), 0)
    const isOld = quarterAt(quarters, net.at[first.from] ?? [0, 0]).key === 'old'
    const sort = metres > 500 ? 'road' : isOld && metres < 260 ? 'lane' : 'street'
    const name = streetName(nextStem(), sort)
    return () => name
  })
}

interface RunWorld {
  net: StreetNet
  lines: readonly StreetLine[]
  oneWays: ReadonlyMap<number, 1 | -1>
  nameOfEdge: (edge: NetEdge) => BothNames | undefined
  isBridge: (edge: NetEdge) => boolean
}

function runsOf({ net, lines, oneWays, nameOfEdge, isBridge }: RunWorld): StreetRun[] {
  const runs: StreetRun[] = []
  let before: NetEdge | undefined
  let current: StreetRun | undefined
  for (const edge of net.edges) {
    const line = lines[edge.line]
    if (!line) continue
    const [name, bridge] = [nameOfEdge(edge), isBridge(edge)]
    const goesOn =
      before?.line === edge.line &&
      before.to === edge.from &&
      current?.name?.zh === name?.zh &&
      current?.bridge === bridge
    if (goesOn && current) current.nodes.push(edge.to)
    else {
      current = { nodes: [edge.from, edge.to], line, name, bridge, oneway: oneWays.has(edge.line) }
      runs.push(current)
    }
    before = edge
  }
  for (const run of runs) if (oneWays.get(lines.indexOf(run.line)) === -1) run.nodes.reverse()
  return runs
}
