import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fix, LonLat, ZonePolygon } from '@kerbside/domain'
import { alongLine, lineLength, stretchTouches } from '@kerbside/geo'
import type { ClosureView, JobView, RoadStateView, WayView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { trafficLines } from '../../dispatcher/outside/osrm/index.ts'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let ana: Somebody
let job: JobView
beforeAll(async () => {
  house = await openTestHouse({ roadsDir: mkdtempSync(join(tmpdir(), 'kerbside-roads-')) })
  ana = await house.technician('Ana', ['wash', 'rescue'])
  job = await house.order(await house.customer(), ['jump_start'], 6)
  await ana.accept()
  await ana.step(job.id, 'depart')
  await house.settle()
}, 60_000)
afterAll(() => house?.close(), 60_000)
/** Building roads anew takes seconds on a free machine. */
const patience = 120_000

const now = (): number => house.running.house.clock.now()
const around = ([lon, lat]: LonLat, half = 0.0012): ZonePolygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ],
  ],
})
const closures = () =>
  house.supervisor.get<{ closures: ClosureView[]; roads: RoadStateView }>('/v1/roads/closures')
const way = () => ana.get<WayView>(`/v1/me/way?jobId=${job.id}`)
const middleOf = (line: readonly LonLat[]): LonLat => alongLine(line, lineLength(line) / 2)

describe('a closed road', () => {
  it(
    'is driven round once the changed roads are built, and no question asked meanwhile goes without an answer',
    async () => {
      expect(inject('osrmTrouble')).toBe('')
      const before = await way()
      const closure = await house.supervisor.post<ClosureView>('/v1/roads/closures', {
        kind: 'closed',
        polygon: around(middleOf(before.line)),
        note: 'burst pipe',
      })
      expect(closure).toMatchObject({ active: true, share: 0, madeBy: expect.any(String) })
      const failuresBefore = house.running.house.roads.counts().failures
      let over = false
      const asked: string[] = []
      const asking = (async () => {
        while (!over) asked.push((await way()).quality)
      })()
      await house.running.keepRoads()
      for (let time = 0; time < 20; time += 1) await way()
      over = true
      await asking
      const after = await way()
      const closed = around(middleOf(before.line))
      const touches = after.line.some(
        (at, index) => index > 0 && stretchTouches(after.line[index - 1] ?? at, at, closed),
      )
      expect(touches).toBe(false)
      expect(after.seconds).toBeGreaterThanOrEqual(before.seconds)
      expect((await closures()).roads).toMatchObject({ state: 'serving', segments: expect.any(Number) })
      expect(asked.length).toBeGreaterThan(3)
      expect(new Set(asked)).toEqual(new Set(['osrm']))
      expect(house.running.house.roads.counts().failures).toBe(failuresBefore)
      await house.settle()
    },
    patience,
  )

  it('opens again when it is ended, and the roads are as they were', async () => {
    const { closures: all } = await closures()
    await house.supervisor.ask('DELETE', `/v1/roads/closures/${all[0]?.id}`)
    await house.running.keepRoads()
    expect(await closures()).toMatchObject({ closures: [], roads: { state: 'serving', segments: 0 } })
  })
})

describe('a slow area', () => {
  it(
    'takes longer while it lasts, from its hour to its hour',
    async () => {
      const before = await way()
      const wide = around(middleOf(before.line), 0.02)
      const inOneHour = new Date(now() + 3_600_000).toISOString()
      const inTwoHours = new Date(now() + 7_200_000).toISOString()
      await house.supervisor.post('/v1/roads/closures', {
        kind: 'slow',
        share: 0.3,
        polygon: wide,
        from: inOneHour,
        until: inTwoHours,
      })
      await house.running.keepRoads()
      expect((await way()).seconds).toBe(before.seconds)
      const free = async () =>
        (await house.running.house.roads.route([before.line[0] ?? [0, 0], job.place.point], { at: null }))
          .seconds
      const usual = await free()
      await house.later(3_700)
      await house.running.keepRoads()
      expect(await free()).toBeGreaterThan(usual * 1.5)
      await house.later(3_700)
      await house.running.keepRoads()
      expect(await free()).toBe(usual)
    },
    patience,
  )

  it('can be one road alone, by its name', async () => {
    const polygon = around(job.place.point, 0.004)
    const { names } = await house.supervisor.post<{ names: string[] }>('/v1/roads/names', { polygon })
    expect(names.length).toBeGreaterThan(1)
    const lines = (road: string | null) => trafficLines(inject('cityDir'), [{ polygon, share: 0.5, road }])
    const [alone, all] = [await lines(names[0] ?? ''), await lines(null)]
    expect(alone.length).toBeGreaterThan(0)
    expect(all.length).toBeGreaterThan(alone.length)
    for (const line of all) expect(line).toMatch(/^\d+,\d+,\d+$/)
  })

  it.each([
    [
      'that is not closed',
      {
        polygon: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
            ],
          ],
        },
      },
      'polygon',
    ],
    [
      'that crosses itself',
      {
        polygon: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 1],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
          ],
        },
      },
      'polygon',
    ],
    ['without its share', { kind: 'slow' }, 'share'],
    ['that would be faster', { kind: 'slow', share: 1.2 }, 'share'],
    ['that ends before it begins', { until: '2020-01-01T00:00:00Z' }, 'until'],
    ['of another kind', { kind: 'flooded' }, 'kind'],
  ])('%s is refused and the field named', async (_, change, field) => {
    const answer = await house.supervisor.ask('POST', '/v1/roads/closures', {
      kind: 'closed',
      polygon: around([120.9, 30.6]),
      ...change,
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field } })
  })
})

describe('a drive that is over', () => {
  it('is laid on the roads: mileage for the technician, a lesson for the hour; switched off it teaches nothing', async () => {
    const { line } = await way()
    const length = lineLength(line)
    const steps = 12
    for (let step = 0; step <= steps; step += 1) {
      await house.later(20)
      const fix: Fix = {
        at: new Date(now()).toISOString(),
        point: alongLine(line, (length * step) / steps),
        accuracy: 8,
        heading: null,
        speed: 10,
      }
      await ana.post('/v1/me/fixes', { fixes: [fix] })
    }
    await ana.step(job.id, 'arrive')
    await house.settle()
    const since = new Date(now() - 86_400_000).toISOString()
    const { technicians } = await house.supervisor.get<{
      technicians: { name: string; metres: number; legs: number }[]
    }>(`/v1/mileage?since=${since}`)
    expect(technicians).toMatchObject([{ name: 'Ana', legs: 1 }])
    expect(technicians[0]?.metres).toBeGreaterThan(length * 0.7)
    expect(technicians[0]?.metres).toBeLessThan(length * 1.5 + 300)
    const lessons = await house.supervisor.get<{ all: { legs: number }; on: object }>('/v1/learning')
    expect(lessons.on).toEqual({ roads: true, durations: true })
    const off = await house.supervisor.ask('PATCH', '/v1/learning', { roads: false })
    expect(off.body).toEqual({ roads: false, durations: true })
    await house.settle()
  })
})
