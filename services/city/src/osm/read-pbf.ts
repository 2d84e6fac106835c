import { createReadStream } from 'node:fs'
import type { TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { OSMTransform } from 'osm-pbf-parser-node'
import { z } from 'zod'
import { CityImportError, reasonFrom } from '../city-import-error.ts'
import { OsmBuilder } from './osm-builder.ts'
import type { Bbox, OsmData, OsmMember, Tags } from './osm-data.ts'

/** All a city needs; everything else of the extract is dropped while it is read. */
const NAMES = ['name', 'name:en', 'name:zh']
const AREAS = [
  'natural',
  'water',
  'waterway',
  'landuse',
  'leisure',
  'building',
  'place',
  'railway',
  'service',
]
const POINTS = ['amenity', 'shop', 'tourism', 'office', 'public_transport', 'addr:housenumber', 'addr:street']
const ROADS = [
  'highway',
  'oneway',
  'junction',
  'bridge',
  'tunnel',
  'layer',
  'access',
  'ref',
  'area',
  'maxspeed',
]
const KEPT = [...NAMES, ...AREAS, ...POINTS, ...ROADS, 'type']

interface Element {
  type?: 'node' | 'way' | 'relation'
  id: number
  lon: number
  lat: number
  refs: number[]
  members: OsmMember[]
  tags?: Tags
}

/** Throws of the parser inside a stream would end the process; here they end the stream. */
class CarefulParser extends OSMTransform {
  override _transform(chunk: Buffer, encoding: BufferEncoding, next: TransformCallback): void {
    try {
      super._transform(chunk, encoding, next)
    } catch (thrown) {
      next(asError(thrown))
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      super._flush(done)
    } catch {
      done(new Error('it ends in the middle'))
    }
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** Streams an .osm.pbf once. Throws CityImportError when it is missing, broken or cut off. */
export async function readPbf(file: string): Promise<OsmData> {
  const builder = new OsmBuilder()
  const keys = { node: KEPT, way: KEPT, relation: KEPT }
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 20 }),
      new CarefulParser({ withTags: keys }),
      async (batches: AsyncIterable<Element[]>) => {
        for await (const batch of batches) for (const element of batch) add(builder, element)
      },
    )
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
  return builder.finish()
}

function add(builder: OsmBuilder, element: Element): void {
  if (element.type === 'node') builder.addNode(element.id, [element.lon, element.lat], element.tags)
  else if (element.type === 'way') builder.addWay(element.id, element.refs, element.tags)
  else if (element.type === 'relation') builder.addRelation(element.id, element.members, element.tags)
  else builder.declaredBbox = declaredBbox(element)
}

const side = z.number()
const headerSchema = z.object({ bbox: z.object({ left: side, right: side, top: side, bottom: side }) })

/** Some writers swap top and bottom, and many say nothing (all zeroes). */
function declaredBbox(header: unknown): Bbox | null {
  const parsed = headerSchema.safeParse(header)
  if (!parsed.success) return null
  const { left, right, top, bottom } = parsed.data.bbox
  if (left === right || top === bottom) return null
  const nano = (value: number) => value / 1e9
  return [
    nano(Math.min(left, right)),
    nano(Math.min(top, bottom)),
    nano(Math.max(left, right)),
    nano(Math.max(top, bottom)),
  ]
}

function unreadable(file: string, thrown: unknown): CityImportError {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')
    return new CityImportError('source_missing', `There is no map extract at ${file}.`, thrown)
  const why = reasonFrom(thrown)
  return new CityImportError(
    'source_unreadable',
    `The map extract ${file} cannot be read as .osm.pbf: it is broken or not complete (${why}).`,
    thrown,
  )
}
