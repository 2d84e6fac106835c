import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asWriteTrouble } from './city-import-error.ts'
import { importCity } from './import-city.ts'
import { type CityManifest, cityManifestSchema } from './manifest.ts'
import { CROSSROADS, tinyPbf } from './osm/tiny-pbf.ts'
import type { Place } from './places/place.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kerbside-city-'))
  writeFileSync(join(dir, 'crossroads.osm.pbf'), tinyPbf(CROSSROADS))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const said: string[] = []
const run = (
  out: string,
  { file = 'crossroads.osm.pbf', osrmBinDir = null as string | null } = {},
): Promise<CityManifest> =>
  importCity({
    source: {
      kind: 'pbf',
      file: join(dir, file),
      id: 'x',
      name: { en: 'Cross', zh: '十字' },
      timeZone: 'Asia/Shanghai',
    },
    outDir: join(dir, out),
    osrmBinDir,
    onProgress: (sentence) => said.push(sentence),
  })

const placesIn = (out: string): Place[] =>
  readFileSync(join(dir, out, 'places.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('importing an extract', () => {
  it('makes a dataset folder with a manifest, and nothing beside it', async () => {
    const manifest = await run('first')
    expect(
      cityManifestSchema.parse(JSON.parse(readFileSync(join(dir, 'first', 'city.json'), 'utf8'))),
    ).toEqual(manifest)
    expect(manifest).toMatchObject({
      kind: 'osm',
      roads: 'none',
      roadsFile: null,
      tiles: { minzoom: 10, maxzoom: 15 },
    })
    expect(manifest.attribution).toContain('OpenStreetMap')
    expect(readdirSync(join(dir, 'first')).sort()).toEqual([
      'city.json',
      'places.ndjson',
      'tiles',
      'zones.geojson',
    ])
    expect(readdirSync(dir).filter((name) => name.startsWith('first'))).toEqual(['first'])
  })

  it('finds roads, junctions, stops, points of interest and houses', async () => {
    await run('places')
    const places = placesIn('places')
    const junction = places.find(({ kind }) => kind === 'junction')
    expect(junction).toMatchObject({
      name: '南京西路/陕西北路',
      nameEn: 'West Nanjing Road/North Shaanxi Road',
      pinyin: 'nanjingxilu/shanxibeilu',
      initials: 'njxl/sxbl',
      lon: 121.45,
      lat: 31.23,
    })
    expect(places.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'house 南京西路128号',
      'junction 南京西路/陕西北路',
      'poi 中石化',
      'road 南京西路',
      'road 陕西北路',
      'stop 陕西北路站',
    ])
    expect(places.find(({ kind }) => kind === 'house')?.nameEn).toBe('128 West Nanjing Road')
  })

  it('does nothing when the dataset is already there, and works anew when the source has changed', async () => {
    const first = await run('again')
    const written = statSync(join(dir, 'again', 'city.json')).mtimeMs
    said.length = 0
    expect(await run('again')).toEqual(first)
    expect(said).toEqual(['Cross is already prepared.'])
    expect(statSync(join(dir, 'again', 'city.json')).mtimeMs).toBe(written)
    const wider = { ...CROSSROADS, ways: CROSSROADS.ways.slice(0, 1) }
    writeFileSync(join(dir, 'changed.osm.pbf'), tinyPbf(wider))
    expect((await run('again', { file: 'changed.osm.pbf' })).datasetHash).not.toBe(first.datasetHash)
    expect(placesIn('again').some(({ kind }) => kind === 'junction')).toBe(false)
  })
})

describe('an import that cannot be done', () => {
  it('leaves the old dataset and no half of a new one', async () => {
    await run('kept')
    writeFileSync(join(dir, 'broken.osm.pbf'), tinyPbf(CROSSROADS).subarray(0, -9))
    await expect(run('kept', { file: 'broken.osm.pbf' })).rejects.toMatchObject({ code: 'source_unreadable' })
    expect(existsSync(join(dir, 'kept', 'city.json'))).toBe(true)
    expect(readdirSync(dir).filter((name) => name.startsWith('kept'))).toEqual(['kept'])
  })

  it('says that an extract has no roads', async () => {
    writeFileSync(join(dir, 'roadless.osm.pbf'), tinyPbf({ ...CROSSROADS, ways: [] }))
    await expect(run('roadless', { file: 'roadless.osm.pbf' })).rejects.toThrow('no roads a car can drive on')
  })

  it('never replaces a folder of other things', async () => {
    mkdirSync(join(dir, 'mine'))
    writeFileSync(join(dir, 'mine', 'letter.txt'), 'dear')
    await expect(run('mine')).rejects.toMatchObject({ code: 'out_dir_taken' })
    expect(readdirSync(join(dir, 'mine'))).toEqual(['letter.txt'])
  })

  it('says that a folder cannot be written, or that the disk is full', async () => {
    await expect(run('crossroads.osm.pbf/below')).rejects.toMatchObject({ code: 'not_writable' })
    const full = asWriteTrouble(Object.assign(new Error('write'), { code: 'ENOSPC' }), '/data/city')
    expect(full).toMatchObject({
      code: 'disk_full',
      message: 'There is no room left on the disk for /data/city.',
    })
  })

  it('says what OSRM said when its tools fail', async () => {
    const bin = join(dir, 'osrm', 'bin')
    mkdirSync(bin, { recursive: true })
    await expect(run('roads', { osrmBinDir: bin })).rejects.toThrow("OSRM's car profile is missing")
    mkdirSync(join(dir, 'osrm', 'share', 'profiles'), { recursive: true })
    writeFileSync(join(dir, 'osrm', 'share', 'profiles', 'car.lua'), '')
    await expect(run('roads', { osrmBinDir: bin })).rejects.toThrow(/osrm-extract does not run/)
    writeFileSync(join(bin, 'osrm-extract'), '#!/bin/sh\necho "[error] no edges" >&2\nexit 3\n')
    chmodSync(join(bin, 'osrm-extract'), 0o755)
    await expect(run('roads', { osrmBinDir: bin })).rejects.toThrow(/ended with code 3: \[error\] no edges/)
    expect(existsSync(join(dir, 'roads'))).toBe(false)
  })
})
