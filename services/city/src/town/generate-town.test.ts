import { describe, expect, it } from 'vitest'
import type { OsmData, OsmWay } from '../osm/osm-data.ts'
import { isDrivable, onewayOf } from '../osm/road-class.ts'
import { generateTown } from './generate-town.ts'
import { largestStrongPart } from './strong-parts.ts'

const seven = generateTown(7)

const fingerprint = ({ nodes, ways }: OsmData): string =>
  JSON.stringify([Array.from(nodes.lon), ways.map((way) => [Array.from(way.nodes), way.tags])])

function reachableShare(town: OsmData): { share: number; roadNodes: number } {
  const [from, to]: [number[], number[]] = [[], []]
  const used = new Set<number>()
  for (const way of town.ways.filter(isDrivable))
    for (let i = 1; i < way.nodes.length; i += 1) {
      const [a, b] = [way.nodes[i - 1] ?? 0, way.nodes[i] ?? 0]
      used.add(a).add(b)
      const oneway = onewayOf(way.tags)
      from.push(...(oneway >= 0 ? [a] : []), ...(oneway <= 0 ? [b] : []))
      to.push(...(oneway >= 0 ? [b] : []), ...(oneway <= 0 ? [a] : []))
    }
  const part = largestStrongPart({ count: town.nodes.count, from, to })
  return { share: part.size / used.size, roadNodes: used.size }
}

const withTag = (key: string, value?: string): OsmWay[] =>
  seven.ways.filter(({ tags }) => (value ? tags[key] === value : tags[key] !== undefined))

describe('a generated town', () => {
  it('is the same for the same seed and another for another', () => {
    expect(fingerprint(generateTown(7))).toBe(fingerprint(seven))
    expect(fingerprint(generateTown(8))).not.toBe(fingerprint(seven))
  })

  it.each([1, 7, 20, 33, 104])('can be driven from everywhere to everywhere (seed %i)', (seed) => {
    const { share, roadNodes } = reachableShare(seed === 7 ? seven : generateTown(seed))
    expect(share).toBeGreaterThanOrEqual(0.98)
    expect(roadNodes).toBeGreaterThan(1300)
    expect(roadNodes).toBeLessThan(2700)
  })

  it('has bridges over its river, a motorway, a roundabout, one-way streets and a railway', () => {
    const bridges = withTag('bridge', 'yes').filter(({ tags }) => tags.highway !== 'motorway')
    expect(bridges.length).toBeGreaterThanOrEqual(4)
    expect(withTag('water', 'river')).toHaveLength(1)
    expect(withTag('highway', 'motorway').length).toBeGreaterThanOrEqual(2)
    expect(withTag('junction', 'roundabout').length).toBeGreaterThanOrEqual(1)
    expect(
      withTag('oneway', 'yes').filter(({ tags }) => tags.highway === 'residential').length,
    ).toBeGreaterThan(5)
    expect(withTag('railway', 'rail')).toHaveLength(2)
  })

  it('has a name in both languages on every street, and no two streets of one name far apart', () => {
    const streets = seven.ways.filter(
      (way) => isDrivable(way) && !/_link|motorway/.test(way.tags.highway ?? ''),
    )
    const nameless = streets.filter(({ tags }) => !tags.name && tags.junction !== 'roundabout')
    expect(nameless).toEqual([])
    expect(
      streets.filter(({ tags }) => tags.name && !/(Road|Street|Lane|Avenue)$/.test(tags['name:en'] ?? '')),
    ).toEqual([])
  })

  it('numbers its houses, odd and even, and never gives a number twice in a street', () => {
    const addresses = withTag('addr:housenumber').map(
      ({ tags }) => `${tags['addr:street']} ${tags['addr:housenumber']}`,
    )
    expect(addresses.length).toBeGreaterThan(1500)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('has parks, houses, pumps, car parks and stops', () => {
    const spots = (key: string, value: string) =>
      seven.points.filter(({ tags }) => tags[key] === value).length
    expect(withTag('leisure', 'park').length).toBeGreaterThan(8)
    expect(withTag('building').length).toBeGreaterThan(2500)
    expect(spots('amenity', 'fuel')).toBe(8)
    expect(spots('amenity', 'parking')).toBe(16)
    expect(spots('highway', 'bus_stop')).toBeGreaterThan(40)
  })
})
