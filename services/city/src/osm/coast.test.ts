import { describe, expect, it } from 'vitest'
import { isInside } from './area-rings.ts'
import { seaAreas } from './coast.ts'
import { OsmBuilder } from './osm-builder.ts'
import type { Bbox } from './osm-data.ts'

const box: Bbox = [0, 0, 10, 10]

/** Each line is a coast with land on its left; the answer tells for a point whether it is sea. */
function seaOf(lines: readonly (readonly [number, number])[][]): (at: [number, number]) => boolean {
  const builder = new OsmBuilder()
  let next = 1
  lines.forEach((line, way) => {
    const ids = new Map<string, number>()
    const refs = line.map((at) => {
      const id = ids.get(at.join()) ?? next++
      ids.set(at.join(), id)
      builder.addNode(id, at)
      return id
    })
    builder.addWay(way + 1, refs, { natural: 'coastline' })
  })
  const areas = seaAreas(builder.finish(), box)
  return (at) =>
    areas.some(
      ({ rings: [outer = [], ...holes] }) => isInside(at, outer) && !holes.some((ring) => isInside(at, ring)),
    )
}

describe('the sea', () => {
  it('lies on the right hand of a coast', () => {
    const northward = seaOf([
      [
        [5, -1],
        [4, 5],
        [5, 11],
      ],
    ])
    expect([northward([9, 5]), northward([1, 5])]).toEqual([true, false])
    const southward = seaOf([
      [
        [5, 11],
        [4, 5],
        [5, -1],
      ],
    ])
    expect([southward([9, 5]), southward([1, 5])]).toEqual([false, true])
  })

  it('lies on both sides of a spit of land, and around islands', () => {
    const sea = seaOf([
      [
        [4, -1],
        [4, 4],
        [-1, 4],
      ],
      [
        [6, -1],
        [6, 8],
        [11, 8],
      ].reverse() as [number, number][],
      [
        [1, 6],
        [2, 6],
        [2, 7],
        [1, 7],
        [1, 6],
      ],
    ])
    expect([sea([2, 2]), sea([5, 9]), sea([8, 2]), sea([1.5, 6.5])]).toEqual([false, true, false, false])
  })

  it('is all there is around an island in the open', () => {
    const sea = seaOf([
      [
        [4, 4],
        [6, 4],
        [6, 6],
        [4, 6],
        [4, 4],
      ],
    ])
    expect([sea([1, 1]), sea([5, 5])]).toEqual([true, false])
  })

  it('is nowhere without a coast, or with one that ends on land', () => {
    expect(seaOf([])([5, 5])).toBe(false)
    expect(
      seaOf([
        [
          [5, -1],
          [5, 5],
        ],
      ])([9, 5]),
    ).toBe(false)
  })
})
