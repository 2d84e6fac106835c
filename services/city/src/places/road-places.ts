import type { FlatEarth } from '../osm/flat-earth.ts'
import { type OsmData, positionOf } from '../osm/osm-data.ts'
import { groupClose, middleOf } from './close-together.ts'
import type { NamedRoad } from './named-roads.ts'
import type { FoundPlace } from './place.ts'

/** The two carriageways of one road, and its bits on both sides of a crossing, are one road. */
const SAME_ROAD_METRES = 120

/** Every road name once for each connected run of it, at a point on the road. */
export function roadPlaces(data: OsmData, roads: readonly NamedRoad[], earth: FlatEarth): FoundPlace[] {
  const byName = Map.groupBy(roads, ({ name }) => name)
  return [...byName.values()].flatMap((bits) => runsOf(data, bits, earth))
}

function runsOf(data: OsmData, bits: readonly NamedRoad[], earth: FlatEarth): FoundPlace[] {
  const owners: NamedRoad[] = []
  const positions: [number, number][] = []
  for (const bit of bits)
    for (const position of spread(data, bit, earth)) {
      owners.push(bit)
      positions.push(position)
    }
  return groupClose(positions, earth, SAME_ROAD_METRES).flatMap((group) => {
    const own = [...new Set(group.flatMap((index) => owners[index] ?? []))]
    const first = own[0]
    if (!first) return []
    const metres = own.reduce((sum, bit) => sum + bit.metres, 0)
    const rank = Math.max(...own.map((bit) => bit.rank))
    const at = middleOf(
      group.flatMap((index) => (positions[index] ? [positions[index]] : [])),
      earth,
    )
    const id = `road/${Math.min(...own.map(({ way }) => way.id))}`
    const nameEn = own.find(({ english }) => english)?.english ?? null
    const weight = 30 + rank * 6 + Math.min(20, metres / 250)
    return { id, kind: 'road' as const, name: first.name, nameEn, at: [at[0], at[1]], weight }
  })
}

/** Points along a way, dense enough that its own ends are never taken for two roads. */
function spread(data: OsmData, { way }: NamedRoad, { toPlane, toEarth }: FlatEarth): [number, number][] {
  const all: [number, number][] = []
  let before: [number, number] | undefined
  for (const node of way.nodes) {
    const position = positionOf(data.nodes, node)
    const here = toPlane(...position)
    if (before) {
      const steps = Math.floor(Math.hypot(here[0] - before[0], here[1] - before[1]) / SAME_ROAD_METRES)
      for (let i = 1; i <= steps; i += 1) {
        const share = i / (steps + 1)
        all.push(
          toEarth(before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share),
        )
      }
    }
    all.push(position)
    before = here
  }
  return all
}
