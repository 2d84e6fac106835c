import type { JobView, OfferView, Problem } from '@kerbside/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let guest: Somebody

beforeAll(async () => {
  house = await openTestHouse()
}, 60_000)
afterAll(() => house?.close())
beforeEach(async () => {
  guest = await house.customer()
})

/** A technician of one skill nobody else here has, so that detours do not meet. */
const offersOf = async (who: Somebody): Promise<OfferView> => {
  const [offer] = await who.offers()
  if (!offer) throw new Error(`${who.name} has no offer`)
  return offer
}

describe('before there is a job', () => {
  it('a place in no zone is refused with the nearest one', async () => {
    const place = { point: house.outside, label: 'far away' }
    const answer = await guest.ask<Problem>('POST', '/v1/quotes', {
      services: ['tow'],
      vehicle: { vehicleClass: 'suv', plate: '沪A1' },
      place,
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'outside_every_zone', field: 'place.point' } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.more).toMatchObject({ nearestZone: { metres: expect.any(Number) } })
  })

  it('bad input is refused with its field, in the reader’s language', async () => {
    const bad = {
      services: ['polish'],
      vehicle: { vehicleClass: 'suv', plate: '沪A1' },
      place: house.places[0],
    }
    expect(await guest.ask('POST', '/v1/quotes', bad)).toMatchObject({
      status: 422,
      body: { code: 'invalid', field: 'services.0' },
    })
    expect(await guest.ask('POST', '/v1/quotes', bad, { 'accept-language': 'zh-CN' })).toMatchObject({
      body: { title: '请求内容有误' },
    })
    expect(await guest.ask('GET', '/v1/jobs/nonsense')).toMatchObject({ status: 422, body: { field: 'id' } })
    expect(await house.stranger.ask('GET', '/v1/jobs')).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    })
    expect(await guest.ask('GET', '/v1/board')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
    const broken = await fetch(`${house.base}/v1/quotes`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(broken.status).toBe(400)
  })

  it('an electric car is not sold an oil change', async () => {
    const vehicle = { vehicleClass: 'suv', plate: '沪AD12345', energy: 'electric' }
    expect(
      await guest.ask('POST', '/v1/quotes', {
        services: ['small_maintenance'],
        vehicle,
        place: house.places[1],
      }),
    ).toMatchObject({
      status: 422,
      body: { code: 'service_not_here' },
    })
  })

  it('a slot that has just gone names the nearest that can be kept', async () => {
    await house.technician('Fay', ['detailing', 'wash'])
    const [first, second] = [
      await house.quote(guest, ['interior_detailing']),
      await house.quote(guest, ['interior_detailing']),
    ]
    const slot = first.slots.find((one) => one.available)?.window.from
    await guest.post('/v1/jobs', { quoteId: first.id, slotFrom: slot })
    await house.settle()
    const answer = await guest.ask<Problem>('POST', '/v1/jobs', { quoteId: second.id, slotFrom: slot })
    expect(answer).toMatchObject({ status: 409, body: { code: 'slot_gone' } })
    expect((answer.body.more as { alternatives: string[] }).alternatives).toHaveLength(2)
  })
})

describe('while somebody is asked', () => {
  it('a declined offer puts the job back, is remembered, and the next one is asked', async () => {
    const [dora, emil] = [
      await house.technician('Dora', ['tow']),
      await house.technician('Emil', ['tow'], house.places[5]?.point),
    ]
    const job = await house.order(guest, ['tow'], 0)
    expect(job.status).toBe('offered')
    const [asked, next] = (await dora.offers()).length > 0 ? [dora, emil] : [emil, dora]
    await asked.post(`/v1/offers/${(await offersOf(asked)).id}/decline`, { reason: 'busy' })
    await house.settle()
    expect(await asked.offers()).toEqual([])
    expect((await offersOf(next)).jobId).toBe(job.id)
    const why = await house.supervisor.get<{
      left: { technician: { name: string }; reasons: { code: string }[] }[]
    }>(`/v1/jobs/${job.id}/why`)
    expect(why.left.find((one) => one.technician.name === asked.name)?.reasons[0]?.code).toBe('excluded')

    await house.later(30)
    expect((await house.job(job.id)).status).toBe('waiting')
    expect(
      await next.ask('POST', `/v1/offers/${(await lastOffer(job.id, next.id)).offer_id}/accept`),
    ).toMatchObject({
      status: 409,
      body: { code: 'offer_over' },
    })
    const { alerts } = await house.supervisor.get<{ alerts: { kind: string; jobId: string }[] }>('/v1/alerts')
    expect(alerts).toContainEqual(expect.objectContaining({ kind: 'nobody_left', jobId: job.id }))
    // Who let it lapse may be asked again after a while; who declined is not.
    await house.later(31 * minute)
    expect((await offersOf(next)).jobId).toBe(job.id)
    expect(await asked.offers()).toEqual([])
    await guest.post(`/v1/jobs/${job.id}/cancel`)
    await house.settle()
  })

  it('two answers at once have one winner', async () => {
    const ben = await house.technician('Ben', ['lock'])
    const job = await house.order(guest, ['lock_out'])
    const offer = await offersOf(ben)
    const answers = await Promise.all(
      [1, 2, 3].map(() => ben.ask<JobView>('POST', `/v1/offers/${offer.id}/accept`)),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409])
    expect((await house.job(job.id)).technician?.name).toBe('Ben')
  })

  it('one who accepts while a supervisor gives it to another: one of them has it', async () => {
    const [ned, oda] = [await house.technician('Ned', ['lock']), await house.technician('Oda', ['lock'])]
    const job = await house.order(guest, ['lock_out'], 4)
    const [asked, other] = (await ned.offers()).length > 0 ? [ned, oda] : [oda, ned]
    const offer = await offersOf(asked)
    const [taken, given] = await Promise.all([
      asked.ask('POST', `/v1/offers/${offer.id}/accept`),
      house.supervisor.ask('POST', `/v1/jobs/${job.id}/give`, { technicianId: other.id, how: 'direct' }),
    ])
    await house.settle()
    const holders = await house.running.house.db
      .selectFrom('assignments')
      .select('technician_id')
      .where('job_id', '=', job.id)
      .where('status', '=', 'accepted')
      .execute()
    expect(holders).toHaveLength(1)
    expect((await house.job(job.id)).technician?.id).toBe(holders[0]?.technician_id)
    expect([200, 409]).toContain(taken.status)
    expect([200, 409]).toContain(given.status)
    expect([taken.status, given.status]).toContain(200)
  })

  it('the same command twice under one key happens once', async () => {
    const cleo = await house.technician('Cleo', ['battery'])
    await house.order(guest, ['battery'])
    const offer = await offersOf(cleo)
    const key = { 'idempotency-key': 'press-1' }
    const answers = await Promise.all(
      [1, 2, 3].map(() => cleo.ask<JobView>('POST', `/v1/offers/${offer.id}/accept`, undefined, key)),
    )
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200])
    expect(new Set(answers.map((one) => one.body.version)).size).toBe(1)
    expect(await cleo.ask('POST', `/v1/offers/${offer.id}/decline`, { reason: 'busy' }, key)).toMatchObject({
      status: 409,
      body: { code: 'key_reused' },
    })
  })
})

const lastOffer = (jobId: string, technicianId: string) =>
  house.running.house.db
    .selectFrom('assignments')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('technician_id', '=', technicianId)
    .orderBy('offer_id', 'desc')
    .executeTakeFirstOrThrow()

describe('after somebody has it', () => {
  it('a van that breaks down gives the job back and another takes it', async () => {
    const [gus, hal] = [await house.technician('Gus', ['tyre']), await house.technician('Hal', ['tyre'])]
    const job = await house.order(guest, ['tyre_change'])
    const [first, second] = (await gus.offers()).length > 0 ? [gus, hal] : [hal, gus]
    await first.post(`/v1/offers/${(await offersOf(first)).id}/accept`)
    await first.step(job.id, 'depart')
    expect(await first.ask('POST', `/v1/jobs/${job.id}/steps`, { step: 'release' })).toMatchObject({
      status: 422,
      body: { field: 'reason' },
    })
    await first.step(job.id, 'release', 'van broke down')
    await house.settle()
    expect((await offersOf(second)).jobId).toBe(job.id)
    await second.post(`/v1/offers/${(await offersOf(second)).id}/accept`)
    expect((await house.job(job.id)).technician?.name).toBe(second.name)
  })

  it('cancelling costs by the rule of the moment, and never more than agreed', async () => {
    const ida = await house.technician('Ida', ['maintenance'])
    const job = await house.order(guest, ['small_maintenance'])
    await ida.post(`/v1/offers/${(await offersOf(ida)).id}/accept`)
    expect(await guest.get(`/v1/jobs/${job.id}/cancellation`)).toEqual({
      allowed: true,
      feeMinor: 0,
      currency: 'CNY',
    })
    await house.later(10 * minute)
    expect(await guest.ask('POST', `/v1/jobs/${job.id}/cancel`, { agreedFeeMinor: 0 })).toMatchObject({
      status: 409,
      body: { code: 'stale', more: { feeMinor: 2000 } },
    })
    expect(await guest.post(`/v1/jobs/${job.id}/cancel`, { agreedFeeMinor: 2000 })).toMatchObject({
      status: 'cancelled',
      price: { totalMinor: 2000 },
    })
    expect(await ida.ask('POST', `/v1/jobs/${job.id}/steps`, { step: 'depart' })).toMatchObject({
      status: 409,
      body: { code: 'illegal_step' },
    })
    await house.settle()
  })
})

describe('without OSRM', () => {
  it('quotes and plans go on, marked as estimated', async () => {
    const dark = await openTestHouse({ osrmUrl: 'http://127.0.0.1:9' })
    try {
      await dark.technician('Lea', ['wash'])
      const someone = await dark.customer()
      const quote = await dark.quote(someone, ['full_wash'])
      expect(quote.roads).toBe('estimated')
      const job = await dark.order(someone, ['full_wash'])
      expect(job.planned).not.toBeNull()
      expect((await dark.supervisor.get<{ roads: string }>('/v1/city')).roads).toBe('estimated')
      const parts = (await (await fetch(`${dark.base}/readyz`)).json()) as {
        ready: boolean
        parts: { roads: { roads: string } }
      }
      expect(parts).toMatchObject({ ready: true, parts: { roads: { roads: 'estimated' } } })
    } finally {
      await dark.close()
    }
  }, 60_000)
})
