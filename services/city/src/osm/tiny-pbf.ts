import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import type { Tags } from './osm-data.ts'

/** A few elements to write as an .osm.pbf, for tests that must not depend on a real extract. */
export interface TinyMap {
  nodes: readonly { id: number; at: readonly [lon: number, lat: number]; tags?: Tags }[]
  ways: readonly { id: number; refs: readonly number[]; tags: Tags }[]
}

/** The map as an .osm.pbf with one header block and one data block (OSM wiki, "PBF Format"). */
export function tinyPbf({ nodes, ways }: TinyMap): Buffer {
  const strings = ['']
  const stringOf = (text: string): number => {
    const known = strings.indexOf(text)
    return known >= 0 ? known : strings.push(text) - 1
  }
  const writeTags = (tags: Tags, out: PbfWriter) => {
    out.writePackedVarint(2, Object.keys(tags).map(stringOf))
    out.writePackedVarint(3, Object.values(tags).map(stringOf))
  }
  const group = new PbfWriter()
  for (const { id, at, tags = {} } of nodes)
    group.writeMessage(
      1,
      (_, out) => {
        out.writeSVarintField(1, id)
        writeTags(tags, out)
        out.writeSVarintField(8, Math.round(at[1] * 1e7))
        out.writeSVarintField(9, Math.round(at[0] * 1e7))
      },
      null,
    )
  for (const { id, refs, tags } of ways)
    group.writeMessage(
      3,
      (_, out) => {
        out.writeVarintField(1, id)
        writeTags(tags, out)
        out.writePackedSVarint(
          8,
          refs.map((ref, i) => ref - (refs[i - 1] ?? 0)),
        )
      },
      null,
    )
  const block = new PbfWriter()
  block.writeMessage(
    1,
    (_, out) => {
      for (const text of strings) out.writeBytesField(1, Buffer.from(text))
    },
    null,
  )
  block.writeBytesField(2, group.finish())
  const header = new PbfWriter()
  header.writeStringField(4, 'OsmSchema-V0.6')
  return Buffer.concat([blob('OSMHeader', header.finish()), blob('OSMData', block.finish())])
}

function blob(type: string, content: Uint8Array): Buffer {
  const body = new PbfWriter()
  body.writeVarintField(2, content.length)
  body.writeBytesField(3, deflateSync(content))
  const data = body.finish()
  const head = new PbfWriter()
  head.writeStringField(1, type)
  head.writeVarintField(3, data.length)
  const about = head.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(about.length)
  return Buffer.concat([length, about, data])
}

/** Two named roads that cross, a bus stop and a pump: enough for every kind of place. */
export const CROSSROADS: TinyMap = {
  nodes: [
    { id: 1, at: [121.44, 31.23] },
    { id: 2, at: [121.45, 31.23] },
    { id: 3, at: [121.46, 31.23] },
    { id: 4, at: [121.45, 31.22] },
    { id: 5, at: [121.45, 31.24] },
    { id: 6, at: [121.451, 31.2301], tags: { highway: 'bus_stop', name: '陕西北路站' } },
    { id: 7, at: [121.452, 31.2302], tags: { amenity: 'fuel', name: '中石化', 'name:en': 'Sinopec' } },
    { id: 8, at: [121.453, 31.2302], tags: { 'addr:housenumber': '128', 'addr:street': '南京西路' } },
  ],
  ways: [
    {
      id: 1,
      refs: [1, 2, 3],
      tags: { highway: 'primary', name: '南京西路', 'name:en': 'West Nanjing Road' },
    },
    {
      id: 2,
      refs: [4, 2, 5],
      tags: { highway: 'tertiary', name: '陕西北路', 'name:en': 'North Shaanxi Road' },
    },
  ],
}
