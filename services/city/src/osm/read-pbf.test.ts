import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAreas } from './area-rings.ts'
import { OsmBuilder } from './osm-builder.ts'
import { positionOf } from './osm-data.ts'
import { readPbf } from './read-pbf.ts'
import { CROSSROADS, tinyPbf } from './tiny-pbf.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kerbside-pbf-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const fileWith = (name: string, content: Buffer | string): string => {
  const file = join(dir, name)
  writeFileSync(file, content)
  return file
}

describe('an extract', () => {
  it('gives its points, its ways and their tags', async () => {
    const data = await readPbf(fileWith('whole.osm.pbf', tinyPbf(CROSSROADS)))
    expect(data.nodes.count).toBe(8)
    expect(data.ways.map(({ tags }) => tags.name)).toEqual(['南京西路', '陕西北路'])
    const middle = data.ways[0]?.nodes[1] ?? -1
    expect(data.ways[1]?.nodes[1]).toBe(middle)
    const [lon, lat] = positionOf(data.nodes, middle)
    expect([lon, lat]).toEqual([expect.closeTo(121.45, 6), expect.closeTo(31.23, 6)])
  })

  it.each([
    ['is empty', ''],
    ['is something else', 'this is a letter, not a map, and a rather long one at that'],
    ['ends in the middle', tinyPbf(CROSSROADS).subarray(0, -40)],
    ['ends after its first block', tinyPbf(CROSSROADS).subarray(0, 60)],
  ])('that %s is refused with one sentence', async (name, content) => {
    const file = fileWith(`${name.replaceAll(' ', '-')}.osm.pbf`, content)
    const trouble = readPbf(file)
    await expect(trouble).rejects.toMatchObject({ name: 'CityImportError', code: 'source_unreadable' })
    await expect(trouble).rejects.toThrow(/cannot be read as \.osm\.pbf: it is broken or not complete/)
  })

  it('that is not there is named', async () => {
    await expect(readPbf(join(dir, 'none.osm.pbf'))).rejects.toMatchObject({ code: 'source_missing' })
  })
})

describe('the node table', () => {
  it('takes points in any order, and cuts ways where points are missing', () => {
    const builder = new OsmBuilder()
    builder.addNode(30, [3, 0])
    builder.addNode(10, [1, 0])
    builder.addNode(20, [2, 0])
    builder.addWay(1, [10, 20, 99, 30, 20], { highway: 'residential' })
    const { ways, nodes } = builder.finish()
    expect(ways.map((way) => Array.from(way.nodes, (node) => nodes.lon[node]))).toEqual([
      [1, 2],
      [3, 2],
    ])
  })
})

describe('areas', () => {
  it('are joined from several ways and keep their holes', () => {
    const builder = new OsmBuilder()
    const square = (first: number, size: number) =>
      [
        [-size, -size],
        [size, -size],
        [size, size],
        [-size, size],
      ].forEach(([x = 0, y = 0], i) => {
        builder.addNode(first + i, [x, y])
      })
    square(1, 2)
    square(11, 1)
    builder.addWay(1, [1, 2, 3])
    builder.addWay(2, [1, 4, 3])
    builder.addWay(3, [11, 12, 13, 14, 11])
    const members = [
      { type: 'way', ref: 1, role: 'outer' },
      { type: 'way', ref: 2, role: 'outer' },
      { type: 'way', ref: 3, role: 'inner' },
    ]
    builder.addRelation(9, members, { type: 'multipolygon', natural: 'water' })
    const [lake, ...others] = listAreas(builder.finish())
    expect(others).toEqual([])
    expect(lake?.rings.map((ring) => ring.length)).toEqual([5, 5])
  })
})
