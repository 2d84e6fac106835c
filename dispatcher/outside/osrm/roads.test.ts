import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LonLat } from '@kerbside/domain'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { createRoads, defaultHourFactors, hourFactorAt, type RoadsOptions } from './index.ts'

const places: LonLat[] = [
  [121.47, 31.23],
  [121.48, 31.24],
  [121.49, 31.22],
]
const table = { code: 'Ok', durations: [[60]], distances: [[500]] }
const noon = 1_700_000_000
const servers: Server[] = []

/** A server on the loopback that treats each request as told; the last way of treating stays. */
const serving = async (...ways: ((request: IncomingMessage, response: ServerResponse) => void)[]) => {
  let calls = 0
  const server = createServer((request, response) => {
    const way = ways[Math.min(calls, ways.length - 1)]
    calls += 1
    way?.(request, response)
  })
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    osrmUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
  }
}
const answering = (_: IncomingMessage, response: ServerResponse) => response.end(JSON.stringify(table))
const hangingUp = (request: IncomingMessage) => request.socket.destroy()
const silent = () => undefined
const failing = (_: IncomingMessage, response: ServerResponse) => response.writeHead(500).end('{}')
const open = (options: Partial<RoadsOptions> & { osrmUrl: string | null }) =>
  createRoads({ hourFactor: () => 2, ...options })
const oneLeg = { at: noon, sources: [0], destinations: [1] }

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

describe('the door to OSRM', () => {
  it('asks once more when the connection is closed under it', async () => {
    const server = await serving(hangingUp, answering)
    const answer = await open(server).table(places, oneLeg)
    expect(answer).toMatchObject({ quality: 'osrm', seconds: Int32Array.of(120), metres: Int32Array.of(500) })
    expect(server.calls()).toBe(2)
  })

  it('does not wait for a server that hangs: it answers an estimate, and does not ask that question twice', async () => {
    const server = await serving(silent)
    const roads = open({ ...server, limitsMs: { table: 30, route: 30 } })
    const answer = await roads.table(places, oneLeg)
    expect(answer.quality).toBe('estimated')
    expect(answer.seconds[0]).toBeGreaterThan(60)
    expect(server.calls()).toBe(1)
  })

  it('leaves a broken server in peace after a few failures, and says since when and why', async () => {
    const server = await serving(failing)
    const roads = open(server)
    for (let time = 0; time < 10; time += 1)
      expect((await roads.table(places, oneLeg)).quality).toBe('estimated')
    expect(server.calls()).toBe(4)
    expect(roads.health()).toMatchObject({
      roads: 'estimated',
      reason: 'OSRM answered 500',
      since: expect.any(String),
    })
    expect(roads.counts()).toMatchObject({ calls: 10, failures: 10 })
  })

  it('takes no position that is none', async () => {
    const nowhere: LonLat[] = [[Number.NaN, 31], ...places]
    await expect(open({ osrmUrl: null }).table(nowhere, { at: noon })).rejects.toThrow(
      '[NaN, 31] is no position',
    )
    await expect(open({ osrmUrl: null }).route(nowhere, { at: noon })).rejects.toThrow(RangeError)
  })

  it('guesses from straight lines without a server: longer than the crow flies, and says so', async () => {
    const roads = open({ osrmUrl: null })
    const way = await roads.route(places.slice(0, 2), { at: noon })
    expect(way.quality).toBe('estimated')
    // 1.45 km as the crow flies.
    expect(way.metres).toBeGreaterThan(1_600)
    expect(way.metres).toBeLessThan(2_400)
    expect(roads.health().roads).toBe('estimated')
    expect(await roads.match(places.map((point, at) => ({ point, at })))).toBeNull()
  })
})

describe('a real OSRM', () => {
  const osrmUrl = inject('osrmUrl')
  const middle = async (): Promise<LonLat[]> => {
    const { readFile } = await import('node:fs/promises')
    const { bbox } = JSON.parse(await readFile(`${inject('cityDir')}/city.json`, 'utf8')) as {
      bbox: number[]
    }
    const [west = 0, south = 0, east = 0, north = 0] = bbox
    const at = (x: number, y: number): LonLat => [west + (east - west) * x, south + (north - south) * y]
    return [at(0.35, 0.4), at(0.5, 0.55), at(0.62, 0.45), at(0.45, 0.62)]
  }

  it('tells times both ways, a route with spoken turns in two languages, and the nearest road', async () => {
    const roads = open({ osrmUrl })
    const points = await middle()
    const square = await roads.table(points, { at: noon })
    expect(square.quality, inject('osrmTrouble')).toBe('osrm')
    const there = square.seconds[1] ?? 0
    const back = square.seconds[points.length] ?? 0
    expect(there).toBeGreaterThan(60)
    expect(back).toBeGreaterThan(60)
    expect(there).not.toBe(back)
    const [en, zh] = [
      await roads.route(points.slice(0, 2), { at: noon, steps: true, language: 'en' }),
      await roads.route(points.slice(0, 2), { at: noon, steps: true, language: 'zh-CN' }),
    ]
    // Both round, so a second may lie between them.
    expect(Math.abs(en.seconds - there)).toBeLessThanOrEqual(1)
    expect(en.legs[0]?.steps.at(-1)?.instruction).toMatch(/arrived/i)
    expect(zh.legs[0]?.steps.at(-1)?.instruction).toMatch(/\p{Script=Han}/u)
    const [place] = points
    const nearest = await roads.nearest(place as LonLat)
    expect(nearest.quality).toBe('osrm')
    expect(nearest.metres).toBeLessThan(300)
    const trace = en.line.slice(0, 12).map((point, index) => ({ point, at: noon + index * 8 }))
    expect((await roads.match(trace))?.confidence).toBeGreaterThan(0)
  })

  it('answers a table of more places than it takes at once, block by block', async () => {
    const points = await middle()
    const many = Array.from({ length: 240 }, (_, index) => points[index % points.length] as LonLat)
    const large = await open({ osrmUrl }).table(many, { at: noon })
    const small = await open({ osrmUrl }).table(points, { at: noon })
    expect(large.quality).toBe('osrm')
    expect(large.seconds[3 * 240 + 237]).toBe(small.seconds[3 * 4 + 1])
    expect(large.seconds[238 * 240 + 5]).toBe(small.seconds[2 * 4 + 1])
  })
})

describe('the factor of the hour', () => {
  it('runs in the city’s own time, evenly from the middle of one hour to that of the next', () => {
    const at = (hour: number, minute: number): number =>
      hourFactorAt(Date.UTC(2026, 10, 24, hour - 8, minute) / 1000, 'Asia/Shanghai', defaultHourFactors)
    expect(at(8, 30)).toBeCloseTo(2.65)
    expect(at(9, 0)).toBeCloseTo((2.65 + 2.3) / 2)
    expect(at(12, 30)).toBeCloseTo(1.2)
  })
})
