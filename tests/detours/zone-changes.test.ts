import type { LonLat } from '@kerbside/domain'
import type {
  JobView,
  Problem,
  QuoteView,
  SlotView,
  StationProposal,
  StationView,
  ZoneChangeView,
  ZoneView,
} from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

/** What a door answers: the change, or the refusal with its field and sentence. */
type Answer = ZoneChangeView & Omit<Problem, 'status'>

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
}, 120_000)
afterAll(() => house?.close())

const zonesNow = async (): Promise<ZoneView[]> =>
  (await house.stranger.get<{ zones: ZoneView[] }>('/v1/zones')).zones
const propose = (zones: number, more: object = { source: 'places' }) =>
  house.supervisor.ask<Answer>('POST', '/v1/zones/proposals', { zones, ...more })
const onChange = (id: string, what: string, at: string | null = null) =>
  house.supervisor.ask<Answer>('POST', `/v1/zone-changes/${id}/${what}`, { at })
const inSeconds = (seconds: number): string =>
  new Date(house.running.house.clock.now() + seconds * 1000).toISOString()
const square = (x: number, y: number, side = 0.01): object => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
})

describe('a proposal', () => {
  it('is a draft that evens the work out, and changes nothing', async () => {
    const before = await zonesNow()
    const { status, body } = await propose(4)
    expect([status, body.kind, body.status]).toEqual([201, 'proposal', 'draft'])
    expect(body.wanted.zones.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)))
    expect(body.effect?.roads).toBe('osrm')
    expect(body.effect?.after.spread).toBeLessThan(0.1)
    expect(body.effect?.after.responseSeconds).toBeLessThan(body.effect?.before.responseSeconds ?? 0)
    expect(await zonesNow()).toEqual(before)
  })

  it('of too little history says what to do instead', async () => {
    const { status, body } = await propose(3, {})
    expect(status).toBe(422)
    expect(body).toMatchObject({ field: 'source', detail: expect.stringMatching(/Look further back/) })
  })

  it('for more zones than demand allows is refused with the most there can be', async () => {
    const demand = [{ point: house.places[0]?.point, jobsPerDay: 5 }]
    expect(await propose(9, { demand })).toMatchObject({
      status: 422,
      body: { field: 'zones', more: { most: 1 } },
    })
  })

  it('made live and rolled back leaves zones, technicians and promises as they were', async () => {
    const ana = await house.technician('Ana', ['wash'])
    const guest = await house.customer()
    const job = await house.order(guest, ['exterior_wash'])
    const before = await zonesNow()
    const { body: draft } = await propose(5)
    const { body: live } = await onChange(draft.id, 'apply')
    expect([live.status, live.mayRollBack, (await zonesNow()).length]).toEqual(['live', true, 5])
    expect(await house.job(job.id)).toMatchObject({ zoneId: job.zoneId, promise: job.promise })

    const { body: back } = await onChange(draft.id, 'roll-back')
    expect([back.kind, back.status]).toEqual(['roll_back', 'live'])
    const plain = (zones: ZoneView[]) => zones.map(({ version: _, ...zone }) => zone)
    expect(plain(await zonesNow())).toEqual(plain(before))
    const { technicians } = await house.supervisor.get<{ technicians: { id: string; zoneId: string }[] }>(
      '/v1/technicians',
    )
    expect(technicians.find(({ id }) => id === ana.id)?.zoneId).toBe(house.zoneId)
    await house.settle()
  })
})

describe('a change at an instant', () => {
  it('holds from that instant on, not before', async () => {
    const [zone] = await zonesNow()
    const body = { version: zone?.version, at: inSeconds(3600), policy: { priceFactor: 1.3 }, note: 'Rain' }
    const made = await house.supervisor.post<ZoneChangeView>(`/v1/zones/${zone?.id}/changes`, body)
    expect(made.status).toBe('scheduled')
    await house.later(3500)
    expect((await zonesNow())[0]?.policy.priceFactor).toBe(1)
    await house.later(200)
    expect((await zonesNow())[0]?.policy.priceFactor).toBe(1.3)
  })

  it('is refused when its zone has become another meanwhile, and a supervisor is told', async () => {
    const [zone] = await zonesNow()
    const wish = { version: zone?.version, at: inSeconds(600), policy: { priceFactor: 2 } }
    const made = await house.supervisor.post<ZoneChangeView>(`/v1/zones/${zone?.id}/changes`, wish)
    await house.supervisor.ask('PATCH', `/v1/zones/${zone?.id}`, {
      version: zone?.version,
      policy: { priceFactor: 1 },
    })
    await house.later(700)
    const late = await house.supervisor.get<ZoneChangeView>(`/v1/zone-changes/${made.id}`)
    expect([late.status, late.reason?.en]).toEqual(['refused', expect.stringMatching(/changed meanwhile/)])
    const { alerts } = await house.supervisor.get<{ alerts: { kind: string }[] }>('/v1/alerts')
    expect(alerts.map(({ kind }) => kind)).toContain('zone_change')
    expect((await zonesNow())[0]?.policy.priceFactor).toBe(1)
  })

  it('can be called off', async () => {
    const [zone] = await zonesNow()
    const wish = { version: zone?.version, at: inSeconds(600), policy: { priceFactor: 2 } }
    const made = await house.supervisor.post<ZoneChangeView>(`/v1/zones/${zone?.id}/changes`, wish)
    expect((await onChange(made.id, 'cancel')).body.status).toBe('cancelled')
    await house.later(700)
    expect((await zonesNow())[0]?.policy.priceFactor).toBe(1)
    expect(await onChange(made.id, 'apply')).toMatchObject({ status: 409, body: { code: 'stale' } })
  })

  it('is not rolled back over a later one', async () => {
    const [zone] = await zonesNow()
    const patch = (version: number, priceFactor: number) =>
      house.supervisor.ask('PATCH', `/v1/zones/${zone?.id}`, { version, policy: { priceFactor } })
    await patch(zone?.version ?? 0, 1.1)
    const { changes } = await house.supervisor.get<{ changes: ZoneChangeView[] }>('/v1/zone-changes')
    await patch((zone?.version ?? 0) + 1, 1.2)
    expect(await onChange(changes[0]?.id ?? '', 'roll-back')).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    })
  })
})

it('a full hour of a skill is not offered any more, while others are', async () => {
  await house.technician('Cai', ['wash'])
  const zones = await zonesNow()
  const guest = await house.customer()
  const made = await house.quote(guest, ['exterior_wash'])
  const zone = zones.find(({ id }) => id === made.zoneId)
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 14 ? 0 : null))
  await house.supervisor.ask('PATCH', `/v1/zones/${zone?.id}`, {
    version: zone?.version,
    policy: { capacityByHour: { wash: hours } },
  })
  const { slots } = await house.quote(guest, ['exterior_wash'])
  const inHour = (hour: number) =>
    slots.filter(({ window }) => new Date(window.from).getUTCHours() + 8 === hour)
  expect(inHour(14).map(({ available }) => available)).toEqual(inHour(14).map(() => false))
  expect(inHour(16).some(({ available }) => available)).toBe(true)
})

it('an hour that takes one more takes one of two who book together, and none while it is held', async () => {
  await house.technician('Dee', ['wash'])
  const [guest, other] = [await house.customer(), await house.customer()]
  const made = [await house.quote(guest, ['exterior_wash']), await house.quote(other, ['exterior_wash'])]
  const hourOf = (slot: SlotView) => new Date(slot.window.from).getUTCHours()
  const slot = made[0]?.slots.find((one) => one.available && hourOf(one) + 8 === 16)
  const slotFrom = slot?.window.from
  const zone = (await zonesNow()).find(({ id }) => id === made[0]?.zoneId)
  const { jobs } = await house.supervisor.get<{ jobs: JobView[] }>('/v1/jobs?open=true')
  const there = jobs.filter(({ promise }) => promise.from.slice(0, 13) === slotFrom?.slice(0, 13)).length
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 16 ? there + 1 : null))
  await house.supervisor.ask('PATCH', `/v1/zones/${zone?.id}`, {
    version: zone?.version,
    policy: { capacityByHour: { wash: hours } },
  })
  const hold = (who: Somebody, quote: QuoteView | undefined) =>
    who.ask<Problem>('PUT', `/v1/quotes/${quote?.id}/hold`, { slotFrom })
  const held = await Promise.all([hold(guest, made[0]), hold(other, made[1])])
  expect(held.map(({ status }) => status).sort()).toEqual([200, 409])
  const loser = held.findIndex(({ status }) => status === 409)
  expect(held[loser]?.body).toMatchObject({ code: 'slot_gone', field: 'slotFrom' })
  expect(JSON.stringify(held[loser]?.body)).not.toContain(`"${slotFrom}"`)
  const book = (who: Somebody, quote: QuoteView | undefined) =>
    who.ask<JobView | Problem>('POST', '/v1/jobs', { quoteId: quote?.id, slotFrom })
  const booked = await Promise.all([book(guest, made[0]), book(other, made[1])])
  expect(booked.map(({ status }) => status)).toEqual(loser === 0 ? [409, 201] : [201, 409])
})

describe('zones as GeoJSON', () => {
  const read = (features: object[]) =>
    house.supervisor.ask<Answer>('POST', '/v1/zones/import', {
      geojson: { type: 'FeatureCollection', features },
    })
  const feature = (geometry: object | null, name: unknown = 'New') => ({
    type: 'Feature',
    properties: { name },
    geometry,
  })

  it('come back as they went out', async () => {
    const file = await house.supervisor.get<{ features: object[] }>('/v1/zones/geojson')
    const { body } = await read(file.features)
    expect(body.wanted.retire).toEqual([])
    const zones = body.wanted.zones.map(({ version, ...zone }) => ({ ...zone, version, retiredAt: null }))
    expect(zones).toEqual(await zonesNow())
  })

  it('hand waiting jobs of a zone taken out on, while a job under way keeps its zone', async () => {
    const bo = await house.technician('Bo', ['wash'])
    const guest = await house.customer()
    const running = await house.order(guest, ['exterior_wash'], 2)
    await house.supervisor.post(`/v1/jobs/${running.id}/give`, { technicianId: bo.id, how: 'direct' })
    const waiting = await house.order(guest, ['tow'], 3)
    expect([(await house.job(running.id)).status, waiting.status]).toEqual(['accepted', 'waiting'])

    const { zones } = { zones: await zonesNow() }
    const one = zones.find(({ id }) => id === house.zoneId)
    const others = zones.filter((zone) => zone !== one).map((zone) => feature(zone.polygon, zone.name))
    const { body } = await read([...others, feature(one?.polygon ?? null, { en: 'Heir', zh: '新区' })])
    expect(body.wanted.retire).toMatchObject([{ id: house.zoneId }])
    await onChange(body.id, 'apply')
    await house.settle()
    const heir = (await zonesNow()).find(({ name }) => name.en === 'Heir')
    expect(await house.job(waiting.id)).toMatchObject({ zoneId: heir?.id, promise: waiting.promise })
    expect(await house.job(running.id)).toMatchObject({ zoneId: house.zoneId, status: 'accepted' })
    const { technicians } = await house.supervisor.get<{ technicians: { id: string; zoneId: string }[] }>(
      '/v1/technicians',
    )
    expect(technicians.find(({ id }) => id === bo.id)?.zoneId).toBe(heir?.id)
  })

  it.each<[string, () => object[], string]>([
    ['nothing', () => [], 'features'],
    ['no geometry', () => [feature(null)], 'features.0.geometry'],
    ['a point', () => [feature({ type: 'Point', coordinates: house.outside })], 'features.0.geometry'],
    ['no name', () => [feature(square(...house.outside), ' ')], 'features.0.properties.name'],
    ['exchanged coordinates', () => [feature(square(31.2, 121.4))], 'features.0.geometry'],
    ['an empty polygon', () => [feature({ type: 'Polygon', coordinates: [] })], 'features.0.geometry'],
    [
      'zones that overlap each other',
      () => [feature(square(...house.outside), 'A'), feature(square(...house.outside, 0.02), 'B')],
      'features.0.geometry',
    ],
    [
      'one zone twice',
      () => [feature(square(...house.outside)), feature(square(house.outside[0] + 0.1, house.outside[1]))],
      'features.1.properties.name',
    ],
  ])('with %s are refused with the place', async (_, features, field) => {
    const { status, body } = await read(features())
    expect([422, 409]).toContain(status)
    expect(body.field).toMatch(new RegExp(`^geojson\\.${field}`))
    expect(body.detail.length).toBeGreaterThan(10)
  })
})

describe('stations', () => {
  it('belong to the zone they stand in, and shorten the expected response', async () => {
    const point = house.places[1]?.point as LonLat
    const name = { en: 'Lane 1', zh: '一号点' }
    const made = await house.supervisor.post<StationView>('/v1/stations', { kind: 'waiting', name, point })
    expect((await zonesNow()).map(({ id }) => id)).toContain(made.zoneId)
    expect(
      await house.supervisor.ask('POST', '/v1/stations', { kind: 'depot', name, point: house.outside }),
    ).toMatchObject({
      status: 422,
      body: { field: 'point' },
    })
    const wish = { places: 3, source: 'places' }
    const { places, beforeSeconds, afterSeconds } = await house.supervisor.post<StationProposal>(
      '/v1/stations/proposals',
      wish,
    )
    expect(places.length).toBe(3)
    expect(
      places.reduce((left, { gainSeconds }) => left - (gainSeconds ?? 0), beforeSeconds ?? 0),
    ).toBeCloseTo(afterSeconds, 3)
    expect(places.map(({ gainSeconds }) => gainSeconds ?? 0)).toEqual(
      places.map(({ gainSeconds }) => gainSeconds ?? 0).toSorted((a, b) => b - a),
    )
    expect((await house.supervisor.ask('DELETE', `/v1/stations/${made.id}`)).status).toBe(200)
  })
})
