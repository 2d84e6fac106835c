import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runDay } from './day.ts'
import { openDouble } from './test-kerbside/double-kerbside.ts'

/** 08:30 in Shanghai. */
const startMs = Date.parse('2026-11-24T00:30:00Z')
let cityDir = ''
let double: Awaited<ReturnType<typeof openDouble>>

beforeEach(async () => {
  cityDir = mkdtempSync(join(tmpdir(), 'kerbside-sim-'))
  const ring = [
    [121.4, 31.1],
    [121.6, 31.1],
    [121.6, 31.3],
    [121.4, 31.3],
    [121.4, 31.1],
  ]
  const feature = { type: 'Feature', properties: { name: { en: 'All', zh: '全城' } } }
  const zones = { features: [{ ...feature, geometry: { type: 'Polygon', coordinates: [ring] } }] }
  writeFileSync(join(cityDir, 'zones.geojson'), JSON.stringify(zones))
  const places = Array.from({ length: 40 }, (_, i) => ({
    name: `路口${i}`,
    lon: 121.45 + i * 0.002,
    lat: 31.2,
  }))
  writeFileSync(join(cityDir, 'places.ndjson'), places.map((place) => JSON.stringify(place)).join('\n'))
  double = await openDouble(startMs, 2000)
})
afterEach(async () => {
  rmSync(cityDir, { recursive: true })
  await double.close()
})

it('lives a short day through HTTP and sockets, across a lost connection, and reports what became of every request', async () => {
  let dropped = false
  const report = await runDay({
    url: double.url,
    cityDir,
    supervisor: { phone: '+8613800000001', password: 'kerbside-demo' },
    seed: 1,
    requests: 14,
    technicians: 12,
    fromLocalHour: 9,
    untilLocalHour: 13,
    onProgress: () => {
      if (!dropped) double.dropSockets()
      dropped = true
    },
  })
  expect(dropped).toBe(true)
  expect(report.requests).toBe(14)
  expect(report.done).toBeGreaterThan(7)
  expect(report.done + report.failed + report.cancelled + report.open + report.refused).toBe(14)
  expect(report.offerMs.p50).toBeGreaterThan(0)
  expect(double.state.fixes).toBeGreaterThan(10)
})
