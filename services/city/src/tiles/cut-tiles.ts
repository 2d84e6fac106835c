import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { GeoJSONVT, type GeoJSONVTFeature, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Bbox } from '../osm/osm-data.ts'
import { TILE_LAYERS, type TileFeature, type TileLayer } from './tile-feature.ts'

export interface TileOrder {
  features: readonly TileFeature[]
  bbox: Bbox
  minzoom: number
  maxzoom: number
  dir: string
}

export interface TilesCut {
  count: number
  bytes: number
  largest: number
}

const EXTENT = 4096
/** Wide strokes and their round ends must not be cut off at a tile's border. */
const BUFFER = 96
const HEAVY_BYTES = 150_000
/** Left out in this order when a tile is too heavy and a deeper zoom will show it anyway. */
const LEAVE_OUT: readonly TileLayer[] = ['housenumbers', 'pois', 'buildings', 'landuse']

type Layers = Record<string, GeoJSONVTTile>

/** Writes gzipped vector tiles as {z}/{x}/{y}.mvt; a tile with nothing in it gets no file. */
export async function cutTiles(order: TileOrder): Promise<TilesCut> {
  const slicers = TILE_LAYERS.map((layer) => slicerOf(layer, order)).filter((one) => one !== undefined)
  const cut: TilesCut = { count: 0, bytes: 0, largest: 0 }
  for (let z = order.minzoom; z <= order.maxzoom; z += 1) {
    for (const [x, ys] of columnsOf(around(order.bbox), z)) {
      const dir = join(order.dir, String(z), String(x))
      for (const y of ys) {
        const layers = Object.fromEntries(slicers.flatMap((slicer) => slicer(z, x, y)))
        const tile = pack(layers, z < order.maxzoom)
        if (!tile) continue
        mkdirSync(dir, { recursive: true })
        writeFileSync(join(dir, `${y}.mvt`), tile)
        cut.count += 1
        cut.bytes += tile.length
        cut.largest = Math.max(cut.largest, tile.length)
      }
      await setImmediate()
    }
  }
  return cut
}

type Slicer = (z: number, x: number, y: number) => [TileLayer, GeoJSONVTTile][]

/** One index for each layer; features too small for a zoom are sifted out of its tiles. */
function slicerOf(layer: TileLayer, { features, minzoom, maxzoom }: TileOrder): Slicer | undefined {
  const own = features.filter((feature) => feature.layer === layer)
  if (own.length === 0) return undefined
  const index = new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: own.map(({ geometry, properties }, id) => ({ type: 'Feature', id, geometry, properties })),
    },
    { maxZoom: maxzoom, indexMaxZoom: minzoom, indexMaxPoints: 0, extent: EXTENT, buffer: BUFFER },
  )
  return (z, x, y) => {
    const tile = index.getTile(z, x, y)
    if (!tile) return []
    const all: readonly GeoJSONVTFeature[] = tile.features
    const seen = all.filter(({ id }) => (own[Number(id)]?.minzoom ?? 0) <= z).map(withoutId)
    return seen.length ? [[layer, { ...tile, features: seen }]] : []
  }
}

function withoutId(feature: GeoJSONVTFeature): GeoJSONVTFeature {
  const { id: _, ...rest } = feature
  return rest as GeoJSONVTFeature
}

function pack(layers: Layers, mayLeaveOut: boolean): Buffer | undefined {
  if (Object.keys(layers).length === 0) return undefined
  const encode = (some: Layers) => gzipSync(fromGeojsonVt(some, { version: 2, extent: EXTENT }))
  let tile = encode(layers)
  const lighter = { ...layers }
  for (const layer of LEAVE_OUT) {
    if (!mayLeaveOut || tile.length <= HEAVY_BYTES) break
    if (!(layer in lighter)) continue
    delete lighter[layer]
    tile = encode(lighter)
  }
  return tile
}

/** Rivers and motorways do not end where the city's streets do; a screen shows as much again on each side. */
function around([west, south, east, north]: Bbox): Bbox {
  const [wide, high] = [east - west, north - south]
  return [west - wide, south - high, east + wide, north + high]
}

function columnsOf([west, south, east, north]: Bbox, z: number): [number, number[]][] {
  const side = 2 ** z
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * side)
  const row = (lat: number) => {
    const sin = Math.sin((lat * Math.PI) / 180)
    return Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side)
  }
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return span(column(west), column(east)).map((x) => [x, span(row(north), row(south))])
}
