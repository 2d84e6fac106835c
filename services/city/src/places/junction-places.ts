import type { FlatEarth } from '../osm/flat-earth.ts'
import { type OsmData, positionOf } from '../osm/osm-data.ts'
import { groupClose, middleOf } from './close-together.ts'
import type { NamedRoad } from './named-roads.ts'
import type { FoundPlace } from './place.ts'

/** The up to four crossings of two divided roads are one junction to a driver. */
const SAME_JUNCTION_METRES = 100

interface Crossing {
  roads: [NamedRoad, NamedRoad]
  nodes: number[]
}

/** Where roads of different names meet, named "南京西路/陕西北路": the greater road first. */
export function junctionPlaces(data: OsmData, roads: readonly NamedRoad[], earth: FlatEarth): FoundPlace[] {
  const crossings = new Map<string, Crossing>()
  for (const [node, meeting] of roadsByNode(data, roads)) {
    for (const pair of pairsOf(meeting)) {
      const key = pair.map(({ name }) => name).join('/')
      const known = crossings.get(key)
      if (known) known.nodes.push(node)
      else crossings.set(key, { roads: pair, nodes: [node] })
    }
  }
  return [...crossings].flatMap(([name, crossing]) => junctionsOf(data, name, crossing, earth))
}

function roadsByNode(data: OsmData, roads: readonly NamedRoad[]): Map<number, NamedRoad[]> {
  const first = new Int32Array(data.nodes.count).fill(-1)
  const shared = new Map<number, NamedRoad[]>()
  roads.forEach((road, index) => {
    for (const node of road.way.nodes) {
      const other = roads[first[node] ?? -1]
      if (!other) first[node] = index
      else if (other.name !== road.name) {
        const meeting = shared.get(node)
        if (meeting) meeting.push(road)
        else shared.set(node, [other, road])
      }
    }
  })
  return shared
}

function pairsOf(meeting: readonly NamedRoad[]): [NamedRoad, NamedRoad][] {
  const byName = new Map<string, NamedRoad>()
  for (const road of meeting) {
    const known = byName.get(road.name)
    if (!known || known.rank < road.rank) byName.set(road.name, road)
  }
  const ordered = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return ordered.flatMap((a, i) => ordered.slice(i + 1).map((b): [NamedRoad, NamedRoad] => [a, b]))
}

function junctionsOf(data: OsmData, key: string, { roads, nodes }: Crossing, earth: FlatEarth): FoundPlace[] {
  const [a, b] = roads[0].rank >= roads[1].rank ? roads : [roads[1], roads[0]]
  const positions = nodes.map((node) => positionOf(data.nodes, node))
  const nameEn = a.english && b.english ? `${a.english}/${b.english}` : null
  return groupClose(positions, earth, SAME_JUNCTION_METRES).map((group, index) => {
    const at = middleOf(
      group.flatMap((one) => (positions[one] ? [positions[one]] : [])),
      earth,
    )
    return {
      id: `junction/${key}${index ? `.${index}` : ''}`,
      kind: 'junction',
      name: `${a.name}/${b.name}`,
      nameEn,
      at: [at[0], at[1]],
      weight: 20 + (a.rank + b.rank) * 4,
    }
  })
}
