import type { JobView, OfferView, RankingView, TourView } from '@kerbside/protocol'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { foldEvents } from '../../dispatcher/flow.ts'
import { type Backend, minute, openTestHouse, type Somebody, type TestHouse } from '../house/test-house.ts'

const backends: Backend[] = ['postgres', ...(inject('redisUrl') ? (['redis'] as const) : [])]

describe.each(backends)('one job on the %s queue', (backend) => {
  let house: TestHouse
  let ana: Somebody
  let guest: Somebody
  let job: JobView
  let offer: OfferView

  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash', 'maintenance', 'rescue'])
    guest = await house.customer()
  }, 60_000)
  afterAll(() => house?.close())

  it('01 begins with a price in lines and the times that can be kept', async () => {
    const quote = await house.quote(guest, ['exterior_wash'])
    expect(quote.price.lines.map((line) => [line.kind, line.minor])).toEqual([
      ['labour', 5800],
      ['call_out', 3000],
    ])
    expect(quote.price.totalMinor).toBe(8800)
    expect(quote.roads).toBe('osrm')
    expect(quote.slots.filter((slot) => slot.available).length).toBeGreaterThan(5)
  })

  it('02 becomes a stop of somebody’s tour', async () => {
    job = await house.order(guest, ['exterior_wash'])
    const tour = await ana.tour()
    expect(tour.stops.map((stop) => stop.jobId)).toEqual([job.id])
    expect(tour.asLine).toMatch(new RegExp(`^Ana 08:\\d\\d → ${job.sign} 08:30–09:00 → home \\d\\d:\\d\\d$`))
  })

  it('03 is put to her for a while and taken', async () => {
    ;[offer] = (await ana.offers()) as [OfferView]
    expect(offer.jobId).toBe(job.id)
    expect(Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)).toBe(45_000)
    expect((await ana.ask('GET', `/v1/jobs/${job.id}`)).status).toBe(404)
    const accepted = await ana.post<JobView>(`/v1/offers/${offer.id}/accept`)
    expect(accepted).toMatchObject({ status: 'accepted', technician: { name: 'Ana' } })
    expect(accepted.customer?.phone).toMatch(/^\+86137/)
  })

  it('04 is driven to: the customer sees her from now on, and nobody else does', async () => {
    const fix = {
      at: new Date(house.running.house.clock.now()).toISOString(),
      point: house.places[0]?.point,
      accuracy: 6,
    }
    await ana.post('/v1/me/fixes', { fixes: [fix] })
    const before = await guest.get<{ fix: object | null }>(`/v1/jobs/${job.id}/tracking`)
    expect(before.fix).toBeNull()
    await ana.step(job.id, 'depart')
    await house.settle()
    const tracking = await guest.get<{ fix: { point: number[] }; line: number[][] }>(
      `/v1/jobs/${job.id}/tracking`,
    )
    expect(tracking.fix.point).toEqual(house.places[0]?.point)
    expect(tracking.line.length).toBeGreaterThan(2)
    expect((await house.job(job.id)).eta?.quality).toBe('osrm')
    const other = await house.customer()
    expect((await other.ask('GET', `/v1/jobs/${job.id}/tracking`)).status).toBe(404)
    const way = await ana.get<{ turns: { instruction: string }[] }>(`/v1/me/way?jobId=${job.id}&language=en`)
    expect(way.turns.at(-1)?.instruction).toMatch(/arrived/i)
  })

  it('05 is worked on, done and settled with an itemised receipt', async () => {
    await house.later(20 * minute)
    await ana.step(job.id, 'arrive')
    expect((await guest.get<{ fix: object | null }>(`/v1/jobs/${job.id}/tracking`)).fix).toBeNull()
    await ana.step(job.id, 'begin')
    await house.later(30 * minute)
    await ana.step(job.id, 'finish')
    await house.settle()
    expect(await guest.get<JobView>(`/v1/jobs/${job.id}`)).toMatchObject({
      status: 'settled',
      late: false,
      price: { totalMinor: 8800 },
    })
    const { messages } = await house.supervisor.get<{ messages: { kind: string; text: string }[] }>(
      '/v1/messages',
    )
    expect(messages[0]).toMatchObject({ kind: 'receipt' })
    expect(messages[0]?.text).toContain('¥88.00')
  })

  it('06 leaves a history that folds into its row again', async () => {
    const { db, city } = house.running.house
    const row = await db
      .selectFrom('jobs')
      .selectAll()
      .where('city_id', '=', city.id)
      .where('job_id', '=', job.id)
      .executeTakeFirstOrThrow()
    const events = await db
      .selectFrom('job_events')
      .selectAll()
      .where('job_id', '=', job.id)
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.step)).toEqual([
      'request',
      'admit',
      'offer',
      'accept',
      'depart',
      'arrive',
      'begin',
      'finish',
      'settle',
    ])
    const { price, ...rest } = foldEvents(events) as Record<string, unknown> & { price: unknown }
    expect(rest).toEqual({ ...row, price: undefined, departed_at: row.departed_at })
    expect(price).toEqual(row.price)
  })

  it('07 tells it all in dense numbers, and again to whoever was away', async () => {
    const events = await house.events(`job:${job.id}`)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    const socket = io(house.base, {
      transports: ['websocket'],
      auth: { token: guest.token, protocol: 1 },
      forceNew: true,
    })
    const got: number[] = []
    socket.on('event', (event: { seq: number }) => got.push(event.seq))
    const answer = await socket.emitWithAck('watch', { streams: [{ stream: `job:${job.id}`, seen: 3 }] })
    expect(answer).toMatchObject({ ok: true, streams: [{ seq: events.length, reload: false }] })
    expect(got).toEqual(events.map((event) => event.seq).slice(3))
    expect(await socket.emitWithAck('watch', { streams: [{ stream: 'city', seen: 0 }] })).toMatchObject({
      ok: false,
      code: 'not_allowed',
    })
    socket.disconnect()
  })

  it('08 gives way to a rescue: an offer at once, on her socket, before any plan', async () => {
    const socket = io(house.base, {
      transports: ['websocket'],
      auth: { token: ana.token, protocol: 1 },
      forceNew: true,
    })
    await socket.emitWithAck('watch', { streams: [{ stream: `technician:${ana.id}`, seen: 0 }] })
    const rung = new Promise<OfferView>((hear) =>
      socket.on('event', (event) => event.type === 'offer.made' && hear(event.body.offer)),
    )
    const plans = house.running.house.counters.plansStored
    const quote = await house.quote(guest, ['jump_start'], 2)
    const rescue = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id })
    const offered = await house.running.house.db
      .selectFrom('assignments')
      .select('offer_id')
      .where('job_id', '=', rescue.id)
      .where('status', '=', 'offered')
      .execute()
    expect(offered).toHaveLength(1)
    expect(house.running.house.counters.plansStored).toBe(plans)
    expect((await rung).jobId).toBe(rescue.id)
    socket.disconnect()
    const why = await house.supervisor.get<RankingView>(`/v1/jobs/${rescue.id}/why`)
    expect([...why.candidates, ...why.left].map((one) => one.technician.name)).toEqual(['Ana'])
    const board = await house.supervisor.get<{ tours: TourView[]; seq: number }>('/v1/board')
    expect(board.seq).toBeGreaterThan(0)
  })
})
