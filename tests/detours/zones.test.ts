import type { LonLat } from '@kerbside/domain'
import type { Problem, QuoteView, ZoneView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
}, 60_000)
afterAll(() => house?.close())

/** A closed ring around a corner outside every zone, in hundredths of a degree from it. */
const ring = (...corners: [number, number][]): object => ({
  type: 'Polygon',
  coordinates: [
    [...corners, corners[0]].map(
      ([x, y] = [0, 0]): LonLat => [house.outside[0] + x / 100, house.outside[1] + y / 100],
    ),
  ],
})
const name = { en: 'New', zh: '新区' }
const add = (polygon: object) =>
  house.supervisor.ask<Problem & ZoneView>('POST', '/v1/zones', { name, polygon })

describe('a zone', () => {
  it('that crosses itself is refused with the place of the crossing', async () => {
    const answer = await add(ring([0, 0], [2, 2], [2, 0], [0, 2]))
    const crossing = [house.outside[0] + 0.01, house.outside[1] + 0.01].map((one) => expect.closeTo(one, 4))
    expect(answer).toMatchObject({ status: 422, body: { field: 'polygon', more: { at: crossing } } })
  })

  it('without an inside, or that covers another, is refused', async () => {
    expect(await add(ring([0, 0], [1, 1], [2, 2]))).toMatchObject({ status: 422, body: { field: 'polygon' } })
    const { zones } = await house.stranger.get<{ zones: ZoneView[] }>('/v1/zones')
    const [taken] = zones
    expect(await add(taken?.polygon ?? {})).toMatchObject({ status: 409, body: { field: 'polygon' } })
  })

  it('is changed only by who saw its latest version', async () => {
    const { body: zone } = await add(ring([0, 0], [2, 0], [2, 2], [0, 2]))
    const change = (version: number) =>
      house.supervisor.ask('PATCH', `/v1/zones/${zone.id}`, { version, policy: { offerSeconds: 60 } })
    expect(await change(zone.version)).toMatchObject({ status: 200, body: { version: zone.version + 1 } })
    expect(await change(zone.version)).toMatchObject({
      status: 409,
      body: { code: 'stale', field: 'version' },
    })
  })

  it('keeps every figure of its policy that a change does not name', async () => {
    const { body: zone } = await add(ring([10, 0], [12, 0], [12, 2], [10, 2]))
    const change = (version: number, policy: object) =>
      house.supervisor.ask<ZoneView>('PATCH', `/v1/zones/${zone.id}`, { version, policy })
    await change(zone.version, { callOutMinor: 4_500, offerSeconds: 60 })
    const { body } = await change(zone.version + 1, { priceFactor: 1.2 })
    expect(body.policy).toEqual({ ...zone.policy, callOutMinor: 4_500, offerSeconds: 60, priceFactor: 1.2 })
  })

  it('with a price factor asks it in the quote, as a line of its own', async () => {
    const { body: zone } = await add(ring([15, 0], [17, 0], [17, 2], [15, 2]))
    await house.supervisor.ask('PATCH', `/v1/zones/${zone.id}`, { version: 1, policy: { priceFactor: 1.5 } })
    const guest = await house.customer()
    const { body } = await guest.ask<QuoteView>('POST', '/v1/quotes', {
      services: ['jump_start'],
      vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
      place: { point: [house.outside[0] + 0.16, house.outside[1] + 0.01], label: 'There' },
    })
    const own = body.price.lines
      .filter((line) => line.kind !== 'zone')
      .reduce((sum, line) => sum + line.minor, 0)
    expect(body.price.lines.at(-1)).toMatchObject({ kind: 'zone', minor: own / 2 })
    expect(body.price.totalMinor).toBe(own * 1.5)
  })

  it('with hours serves only in them, and says what it does not serve', async () => {
    const { body: zone } = await add(ring([5, 5], [7, 5], [7, 7], [5, 7]))
    await house.supervisor.ask('PATCH', `/v1/zones/${zone.id}`, { version: zone.version, services: ['tow'] })
    const guest = await house.customer()
    const point: LonLat = [house.outside[0] + 0.06, house.outside[1] + 0.06]
    const wish = { services: ['full_wash'], vehicle: { vehicleClass: 'suv', plate: '沪A12345' } }
    expect(
      await guest.ask('POST', '/v1/quotes', { ...wish, place: { point, label: 'There' } }),
    ).toMatchObject({ status: 422, body: { code: 'service_not_here' } })
  })
})
