import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importCity } from './import-city.ts'
import type { CityManifest } from './manifest.ts'
import { isInside } from './osm/area-rings.ts'
import type { Place } from './places/place.ts'

let dir = ''
let manifest: CityManifest
let places: Place[] = []
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kerbside-town-'))
  const source = { kind: 'generated', seed: 7, id: 'kerbtown' } as const
  manifest = await importCity({
    source,
    outDir: join(dir, 'town'),
    osrmBinDir: null,
    onProgress: () => undefined,
  })
  const lines = readFileSync(join(dir, 'town', 'places.ndjson'), 'utf8')
    .trim()
    .split('\n')
  places = lines.map((line) => JSON.parse(line))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const tileFiles = (): string[] => {
  const all = readdirSync(join(dir, 'town', 'tiles'), { recursive: true, encoding: 'utf8' })
  return all.filter((name) => name.endsWith('.mvt'))
}
const packed = (name: string): Buffer => readFileSync(join(dir, 'town', 'tiles', name))

interface Seen {
  zoom: number
  layer: string
  properties: Record<string, unknown>
}

function look(): Seen[] {
  return tileFiles().flatMap((name) => {
    const tile = new VectorTile(new PbfReader(gunzipSync(packed(name))))
    return Object.entries(tile.layers).flatMap(([layer, { length }]) =>
      Array.from({ length }, (_, i) => ({
        zoom: Number(name.split('/')[0]),
        layer,
        properties: tile.layers[layer]?.feature(i).properties ?? {},
      })),
    )
  })
}

/** The contract with the map's style. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  water: { kind: /^(river|lake|sea)$/, name: /./, name_en: /./ },
  landuse: { kind: /^(park|residential|commercial|industrial|other)$/ },
  buildings: {},
  roads: {
    class: /^(motorway|trunk|primary|secondary|tertiary|residential|service|path)$/,
    name: /./,
    name_en: /./,
    oneway: /^[01]$/,
    bridge: /^[01]$/,
    tunnel: /^[01]$/,
    link: /^[01]$/,
  },
  rail: { kind: /./ },
  pois: { kind: /./, name: /./, name_en: /./ },
  places: { kind: /^(quarter|suburb|city)$/, name: /./, name_en: /./ },
  housenumbers: { number: /./ },
}

describe('the tiles of a town', () => {
  it('hold every layer of the contract and no property beyond it', () => {
    const seen = look()
    expect(new Set(seen.map(({ layer }) => layer))).toEqual(new Set(Object.keys(ALLOWED)))
    const wrong = seen.filter(({ layer, properties }) =>
      Object.entries(properties).some(([key, value]) => !ALLOWED[layer]?.[key]?.test(String(value))),
    )
    expect(wrong.slice(0, 3)).toEqual([])
  })

  it('show few roads from afar and all of them near by', () => {
    const classes = (zoom: number) =>
      new Set(
        look().flatMap((one) => (one.zoom === zoom && one.layer === 'roads' ? [one.properties.class] : [])),
      )
    expect(classes(10)).toEqual(new Set(['motorway', 'primary', 'secondary']))
    expect(classes(13)).toContain('residential')
    expect(classes(15)).toContain('path')
    expect(look().filter(({ zoom, layer }) => layer === 'buildings' && zoom < 14)).toEqual([])
  })

  it('reach from the least zoom to the greatest and stay light', () => {
    const zooms = tileFiles().map((name) => Number(name.split('/')[0]))
    expect([Math.min(...zooms), Math.max(...zooms)]).toEqual([manifest.tiles.minzoom, manifest.tiles.maxzoom])
    expect(Math.max(...tileFiles().map((name) => packed(name).length))).toBeLessThan(150_000)
  })
})

describe('the places of a town', () => {
  it('are as many as the manifest says, each with an id of its own and letters to type', () => {
    expect(places).toHaveLength(manifest.placeCount)
    expect(new Set(places.map(({ id }) => id)).size).toBe(places.length)
    expect(places.filter(({ pinyin, initials }) => !/^[a-z0-9/]+$/.test(pinyin) || !initials)).toEqual([])
  })

  it('are of every kind, and name each road once', () => {
    const kinds = new Set(places.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['road', 'junction', 'stop', 'poi', 'house', 'quarter']))
    const roads = places.filter(({ kind }) => kind === 'road').map(({ name }) => name)
    expect(new Set(roads).size).toBe(roads.length)
  })

  it('have junctions named by two roads that are places themselves', () => {
    const roads = new Set(places.filter(({ kind }) => kind === 'road').map(({ name }) => name))
    const junctions = places.filter(({ kind }) => kind === 'junction')
    expect(junctions.length).toBeGreaterThan(300)
    const odd = junctions.filter(
      ({ name }) => name.split('/').length !== 2 || !name.split('/').every((one) => roads.has(one)),
    )
    expect(odd).toEqual([])
  })
})

describe('the zones of a town', () => {
  it('hold every road once', () => {
    const zones: GeoJSON.FeatureCollection<GeoJSON.Polygon> = JSON.parse(
      readFileSync(join(dir, 'town', 'zones.geojson'), 'utf8'),
    )
    expect(zones.features.map(({ properties }) => properties?.name.en).sort()).toEqual([
      'New City',
      'Old Town',
      'Riverside',
      'West Gardens',
    ])
    const rings = zones.features.map(({ geometry }) => geometry.coordinates[0] as [number, number][])
    const junctions = places.filter(({ kind }) => kind === 'junction')
    const held = rings.map((ring) => junctions.filter(({ lon, lat }) => isInside([lon, lat], ring)).length)
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(junctions.length)
    expect(Math.min(...held)).toBeGreaterThan(junctions.length / 8)
  })
})
