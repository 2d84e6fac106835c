import type { Fix, LonLat } from '@kerbside/domain'
import type { AlertView, JobView, WayView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetTracks } from '../../dispatcher/travel/fix-store.ts'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let ana: Somebody
let guest: Somebody
beforeAll(async () => {
  house = await openTestHouse()
  ana = await house.technician('Ana', ['wash', 'rescue'])
  guest = await house.customer()
}, 60_000)
afterAll(() => house?.close())

const now = (): number => house.running.house.clock.now()
const fix = (point: LonLat, change: Partial<Fix> = {}): Fix => ({
  at: new Date(now()).toISOString(),
  point,
  accuracy: 8,
  heading: null,
  speed: 0,
  ...change,
})
const alerts = async (): Promise<AlertView[]> =>
  (await house.supervisor.get<{ alerts: AlertView[] }>('/v1/alerts')).alerts
const alertKinds = async (): Promise<string[]> => (await alerts()).map((one) => one.kind)
/** Time goes on, and he says where he is. */
const stand = async (seconds: number, point: LonLat): Promise<void> => {
  await house.later(seconds)
  await ana.post('/v1/me/fixes', { fixes: [fix(point)] })
  await house.running.watch()
  await house.settle()
}

describe('a tracker app', () => {
  const send = (query: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${house.port + 1}/v1/osmand${query}`, init)
  let token: string

  it('sends its technician’s fixes by a token of its own: as a query, a form and JSON', async () => {
    const made = await house.supervisor.post<{ token: string; path: string; id: string }>('/v1/trackers', {
      technicianId: ana.id,
      name: 'phone in the van',
    })
    token = made.token
    const [lon, lat] = house.places[0]?.point ?? [0, 0]
    const at = (seconds: number) => new Date(now() + seconds * 1000).toISOString()
    const asQuery = await send(`?id=${token}&lat=${lat}&lon=${lon}&timestamp=${at(-9)}&speed=10&hdop=1`)
    expect(await asQuery.json()).toEqual({ taken: 1, refused: 0, why: {} })
    const form = new URLSearchParams({ id: token, lat: `${lat}`, lon: `${lon}`, timestamp: at(-6) })
    expect(await (await send('', { method: 'POST', body: form })).json()).toMatchObject({ taken: 1 })
    const json = {
      device_id: token,
      location: { timestamp: at(-3), coords: { latitude: lat, longitude: lon, accuracy: 5, speed: -1 } },
    }
    const posted = await send('', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    })
    expect(await posted.json()).toMatchObject({ taken: 1 })
    const { trackers } = await house.supervisor.get<{ trackers: { name: string; seenAt: string }[] }>(
      '/v1/trackers',
    )
    expect(trackers).toMatchObject([{ name: 'phone in the van', seenAt: expect.any(String) }])
  })

  it.each([
    ['an unknown token', '?id=nonsense&lat=31&lon=121', 401, { code: 'not_signed_in', field: 'id' }],
    ['no token', '?lat=31&lon=121', 422, { code: 'invalid', field: 'id' }],
    ['no position', '?id=TOKEN', 422, { code: 'invalid', field: 'lat' }],
    ['a latitude beyond the pole', '?id=TOKEN&lat=91&lon=121', 422, { field: 'lat' }],
    ['an instant that is none', '?id=TOKEN&lat=31&lon=121&timestamp=soon', 422, { field: 'timestamp' }],
    ['null island', '?id=TOKEN&lat=0&lon=0', 200, { taken: 0, why: { far: 1 } }],
    ['a clock a day ahead', '?id=TOKEN&lat=31&lon=121&timestamp=4102444800', 200, { why: { future: 1 } }],
  ])('with %s gets an answer it can act on', async (_, query, status, body) => {
    const answer = await send(query.replace('TOKEN', token))
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status, body })
  })

  it('is refused a body it did not mean, and everything once its token is taken back', async () => {
    const broken = await send('', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect(broken.status).toBe(400)
    const { trackers } = await house.supervisor.get<{ trackers: { id: string }[] }>('/v1/trackers')
    await house.supervisor.ask('DELETE', `/v1/trackers/${trackers[0]?.id}`)
    expect((await send(`?id=${token}&lat=31&lon=121`)).status).toBe(401)
  })
})

describe('on the way', () => {
  let job: JobView
  let way: WayView

  it('the forecast follows the rest of the way with every fix and carries its age', async () => {
    job = await house.order(guest, ['jump_start'], 6)
    const [offer] = await ana.offers()
    await ana.post(`/v1/offers/${offer?.id}/accept`)
    await ana.step(job.id, 'depart')
    await house.settle()
    way = await ana.get<WayView>(`/v1/me/way?jobId=${job.id}`)
    const first = way.line[0] ?? [0, 0]
    await stand(10, first)
    const before = await house.job(job.id)
    const half = way.line[Math.floor(way.line.length / 2)] ?? first
    await stand(40, half)
    const after = await house.job(job.id)
    expect(Date.parse(after.eta?.madeAt ?? '')).toBe(now())
    const left = (view: JobView) => Date.parse(view.eta?.at ?? '') - Date.parse(view.eta?.madeAt ?? '')
    expect(left(after)).toBeLessThan(left(before) * 0.8)
    const { earliest = '', at = '', latest = '' } = after.eta ?? {}
    expect(earliest < at && at < latest).toBe(true)
  })

  it('who strays, stands still or falls silent is told once, and it ends by itself', async () => {
    const [lon, lat] = way.line[Math.floor(way.line.length / 2)] ?? [0, 0]
    const aside: LonLat = [lon + 0.012, lat + 0.012]
    await stand(60, aside)
    await stand(120, aside)
    expect(await alertKinds()).toContain('off_route')
    await stand(30, [lon, lat])
    expect(await alertKinds()).not.toContain('off_route')
    for (let quarter = 0; quarter < 8; quarter += 1) await stand(240, [lon, lat])
    const stopped = (await alerts()).find((one) => one.kind === 'stopped')
    expect(stopped?.sentence.en).toContain('Ana has stood still')
    // Put aside by a supervisor it stays aside while it is the same trouble.
    await house.supervisor.post(`/v1/alerts/${stopped?.id}/resolve`)
    await stand(60, [lon, lat])
    expect(await alertKinds()).not.toContain('stopped')
    await house.later(400)
    await house.running.watch()
    expect(await alertKinds()).toContain('technician_silent')
    await stand(1, [lon, lat])
    expect(await alertKinds()).not.toContain('technician_silent')
  })

  it('arrival is proposed when the van has stood at the place; the technician says so himself', async () => {
    const { point } = job.place
    for (let time = 0; time < 4; time += 1) await stand(10, point)
    const seen = await house.job(job.id)
    expect(seen).toMatchObject({ status: 'en_route', nearSince: expect.any(String) })
    expect((await guest.get<JobView>(`/v1/jobs/${job.id}`)).nearSince).toBeNull()
    await ana.step(job.id, 'arrive')
    expect(await house.job(job.id)).toMatchObject({ status: 'on_site', nearSince: null })
    await ana.step(job.id, 'begin')
    await ana.step(job.id, 'finish')
    await house.settle()
  })
})

describe('who should leave and does not', () => {
  it('is told a quarter of an hour later, though every plan moves his departure on', async () => {
    const job = await house.order(guest, ['jump_start'], 5)
    const [offer] = await ana.offers()
    await ana.post(`/v1/offers/${offer?.id}/accept`)
    await house.settle()
    await house.running.watch()
    const at = house.places[0]?.point ?? [0, 0]
    for (let time = 0; time < 5; time += 1) await stand(200, at)
    expect(await alertKinds()).toContain('late_departure')
    await ana.step(job.id, 'depart')
    await house.running.watch()
    expect(await alertKinds()).not.toContain('late_departure')
  })
})

describe('tracks', () => {
  it('stand in partitions by day, and whole days are forgotten', async () => {
    const { db } = house.running.house
    const count = async () =>
      Number((await db.selectFrom('tracks').select(db.fn.countAll().as('n')).executeTakeFirst())?.n)
    expect(await count()).toBeGreaterThan(10)
    expect(await forgetTracks(house.running.house, new Date(now() - 2 * 86_400_000))).toEqual([])
    expect(await forgetTracks(house.running.house, new Date(now() + 86_400_000))).not.toEqual([])
    expect(await count()).toBe(0)
    await stand(5, house.places[0]?.point ?? [0, 0])
    expect(await count()).toBe(1)
  })
})
