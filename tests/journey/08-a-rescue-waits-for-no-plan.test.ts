import { type JobView, type OfferView, protocolVersion, type ZoneView } from '@kerbside/protocol'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** Insertion first, improvement after: the technician's phone rings before any plan is made. */
describe.each(queues)('08 a rescue waits for no plan (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let wash: JobView
  let rescue: JobView
  let phone: Socket
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash', 'rescue'])
    guest = await house.customer()
    wash = await house.order(guest, ['exterior_wash'], 1)
    await ana.accept()
    await house.settle()
    const auth = { token: ana.token, protocol: protocolVersion }
    phone = io(house.base, { transports: ['websocket'], auth, forceNew: true })
    await phone.emitWithAck('watch', { streams: [{ stream: `technician:${ana.id}`, seen: 0 }] })
  }, 60_000)
  afterAll(async () => {
    phone?.disconnect()
    await house?.close()
  })

  it('is promised within the zone’s minutes, or later where all are busy, before it is ordered', async () => {
    const quote = await house.quote(guest, ['jump_start'], 2)
    expect(quote.slots).toEqual([])
    const { from, until } = quote.rescuePromise ?? { from: '', until: '' }
    expect(Date.parse(until) - Date.parse(from)).toBeGreaterThanOrEqual(45 * 60_000)
  })

  it('is offered by the time its order is answered, and rings without a plan', async () => {
    const rung = new Promise<OfferView>((hear) =>
      phone.on('event', (event) => event.type === 'offer.made' && hear(event.body.offer)),
    )
    // A plan that takes its time: what rings before it did not wait for it, however busy this machine is.
    const { zones } = await house.supervisor.get<{ zones: ZoneView[] }>('/v1/zones')
    const version = zones.find((zone) => zone.id === house.zoneId)?.version
    await house.supervisor.ask('PATCH', `/v1/zones/${house.zoneId}`, { version, policy: { planSeconds: 2 } })
    const { counters, db } = house.running.house
    const plans = counters.plansStored
    const quote = await house.quote(guest, ['jump_start'], 2)
    rescue = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id })
    const offered = await db
      .selectFrom('assignments')
      .select('offer_id')
      .where('job_id', '=', rescue.id)
      .where('status', '=', 'offered')
      .execute()
    expect(offered).toHaveLength(1)
    expect(counters.plansStored).toBe(plans)
    expect(await rung).toMatchObject({ jobId: rescue.id, category: 'rescue', inDanger: false })
  })

  it('goes before the wash in her day once the planner has thought, and the wash keeps its promise', async () => {
    await ana.accept()
    await house.settle()
    expect(await ana.day({ wash, rescue })).toMatch(/→ rescue 08:\d\d–08:\d\d → wash (08|09):\d\d–/)
    expect((await house.job(wash.id)).promise).toEqual(wash.promise)
  })
})
