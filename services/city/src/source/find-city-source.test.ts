import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloadCity } from './download-city.ts'
import { findCitySource } from './find-city-source.ts'

let dir = ''
let server: Server
let address = ''
let asked = 0

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kerbside-source-'))
  server = createServer((request, response) => {
    asked += 1
    if (request.url === '/porto.osm.pbf') response.end('map')
    else if (request.url === '/silent.osm.pbf') response.write('m')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(dir, { recursive: true, force: true })
})

const repoRoot = () => join(dir, 'checkout', 'main')
const cacheDir = () => join(dir, 'cache')
const file = (name: string, content = 'map') => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}

describe('the source of a city', () => {
  it('is a generated town when there is nothing else', async () => {
    expect(await findCitySource({}, { repoRoot: repoRoot() })).toMatchObject({ kind: 'generated' })
  })

  it('is a download before that, fetched once', async () => {
    const env = { CITY_URL: `${address}/porto.osm.pbf`, CITY_TZ: 'Europe/Lisbon' }
    const before = asked
    const source = await findCitySource(env, { repoRoot: repoRoot(), cacheDir: cacheDir() })
    expect(source).toMatchObject({ kind: 'pbf', id: 'porto', timeZone: 'Europe/Lisbon' })
    expect(source.kind === 'pbf' && readFileSync(source.file, 'utf8')).toBe('map')
    expect(await findCitySource(env, { repoRoot: repoRoot(), cacheDir: cacheDir() })).toEqual(source)
    expect(asked - before).toBe(1)
  })

  it('is the shared extract of Shanghai before that', async () => {
    const shared = join(dir, 'checkout', 'shared', 'city', 'shanghai')
    mkdirSync(shared, { recursive: true })
    writeFileSync(join(shared, 'shanghai-center.osm.pbf'), 'map')
    const env = { CITY_URL: `${address}/porto.osm.pbf` }
    expect(await findCitySource(env, { repoRoot: repoRoot() })).toMatchObject({
      id: 'shanghai',
      name: { en: 'Shanghai', zh: '上海' },
      timeZone: 'Asia/Shanghai',
    })
    rmSync(shared, { recursive: true })
  })

  it('is CITY_PBF before all, named by its sidecar, and by the environment above that', async () => {
    const CITY_PBF = file('porto.osm.pbf')
    file('porto.osm.pbf.json', '{"name":{"en":"Porto","zh":"波尔图"},"timeZone":"Europe/Lisbon"}')
    const found = await findCitySource({ CITY_PBF }, { repoRoot: repoRoot() })
    expect(found).toMatchObject({ id: 'porto', name: { zh: '波尔图' }, timeZone: 'Europe/Lisbon' })
    const renamed = await findCitySource({ CITY_PBF, CITY_NAME: 'Oporto' }, { repoRoot: repoRoot() })
    expect(renamed).toMatchObject({ name: { en: 'Oporto' } })
  })

  it.each([
    ['a file that is not there', { CITY_PBF: '/nowhere/x.osm.pbf' }, /no map extract at/],
    ['an address that is none', { CITY_URL: 'porto' }, /must be an http or https address/],
  ])('is never %s', async (_, env, sentence) => {
    await expect(findCitySource(env, { repoRoot: repoRoot() })).rejects.toThrow(sentence)
  })

  it('has a time zone that exists', async () => {
    const env = { CITY_PBF: file('zoneless.osm.pbf'), CITY_TZ: 'Mars/Olympus' }
    await expect(findCitySource(env, { repoRoot: repoRoot() })).rejects.toThrow(
      '"Mars/Olympus" is no time zone',
    )
  })
})

describe('a download', () => {
  it('that the server refuses leaves one sentence and no file', async () => {
    await expect(downloadCity(`${address}/none.osm.pbf`, { cacheDir: cacheDir() })).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining('it answered 404'),
    })
  })

  it('that falls silent is given up', async () => {
    const plan = { cacheDir: cacheDir(), quietSeconds: 0.15 }
    await expect(downloadCity(`${address}/silent.osm.pbf`, plan)).rejects.toThrow(/nothing came for 0.15 s/)
  })
})
