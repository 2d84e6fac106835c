import type { Chance } from './chance.ts'
import { quarterAt, type TownQuarter } from './quarters.ts'
import type { StreetLine } from './street-line.ts'
import { lengthOfEdge, type StreetNet } from './street-net.ts'
import { largestStrongPart } from './strong-parts.ts'

const SHARE: Readonly<Record<string, number>> = { old: 0.55, riverside: 0.25, new: 0.1 }

/** Makes narrow streets one-way, here and there, as long as everybody still gets everywhere; -1 is against the line. */
export function chooseOneWays(
  net: StreetNet,
  lines: readonly StreetLine[],
  quarters: readonly TownQuarter[],
  chance: Chance,
): Map<number, 1 | -1> {
  const chosen = new Map<number, 1 | -1>()
  lines.forEach(({ oneway }, line) => {
    if (oneway) chosen.set(line, 1)
  })
  // The ramps lead nowhere before the motorway is there; nobody else may be cut off.
  const everybody = reachable(net, chosen)
  const byLine = Map.groupBy(net.edges, ({ line }) => line)
  for (const [line, own] of byLine) {
    const street = lines[line]
    const middle = net.at[own[own.length >> 1]?.from ?? 0]
    if (street?.highway !== 'residential' || !middle || own.length < 3) continue
    const metres = own.reduce((sum, edge) => sum + lengthOfEdge(net.at, edge), 0)
    const share = SHARE[quarterAt(quarters, middle).key] ?? 0
    const [wanted, way] = [chance.next() < share, chance.next() < 0.5 ? 1 : (-1 as const)]
    if (!wanted || metres > 1100) continue
    chosen.set(line, way as 1 | -1)
    if (reachable(net, chosen) < everybody) chosen.delete(line)
  }
  return chosen
}

function reachable({ at, edges }: StreetNet, oneWays: ReadonlyMap<number, 1 | -1>): number {
  const [from, to]: [number[], number[]] = [[], []]
  for (const edge of edges) {
    const way = oneWays.get(edge.line)
    if (way !== -1) {
      from.push(edge.from)
      to.push(edge.to)
    }
    if (way !== 1) {
      from.push(edge.to)
      to.push(edge.from)
    }
  }
  return largestStrongPart({ count: at.length, from, to }).size
}
