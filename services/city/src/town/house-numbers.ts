import { endsOf, lengthOfEdge, type NetEdge, type StreetNet } from './street-net.ts'
import type { Building } from './town-buildings.ts'
import type { BothNames } from './town-names.ts'

export interface Address {
  street: BothNames
  number: number
}

/** Numbers houses along their streets as Chinese towns do: odd on the left, even on the right, from the line's start. */
export function numberHouses(
  buildings: readonly Building[],
  net: StreetNet,
  nameOfEdge: (edge: NetEdge) => BothNames | undefined,
): Map<Building, Address> {
  const starts = startsOfEdges(net)
  const rows = new Map<string, { building: Building; street: BothNames; along: number }[]>()
  for (const building of buildings) {
    const { street: edge } = building
    const street = edge && nameOfEdge(edge)
    if (!edge || !street) continue
    const [a, b] = endsOf(net.at, edge)
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const [px, py] = [building.middle[0] - a[0], building.middle[1] - a[1]]
    const along = (starts.get(edge) ?? 0) + (px * dx + py * dy) / Math.hypot(dx, dy)
    const row = `${street.zh} ${dx * py - dy * px > 0 ? 'odd' : 'even'}`
    rows.set(row, [...(rows.get(row) ?? []), { building, street, along }])
  }
  const addresses = new Map<Building, Address>()
  for (const [row, houses] of rows) {
    const first = row.endsWith('odd') ? 1 : 2
    houses
      .sort((a, b) => a.along - b.along)
      .forEach(({ building, street }, i) => {
        addresses.set(building, { street, number: first + 2 * i })
      })
  }
  return addresses
}

function startsOfEdges(net: StreetNet): Map<NetEdge, number> {
  const ends = new Map<number, number>()
  return new Map(
    net.edges.map((edge) => {
      const start = ends.get(edge.line) ?? 0
      ends.set(edge.line, start + lengthOfEdge(net.at, edge))
      return [edge, start] as const
    }),
  )
}
