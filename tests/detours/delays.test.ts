import type { AlertView, JobView, MessageView, TourView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
afterAll(() => house?.close(), 60_000)

const now = (): number => house.running.house.clock.now()
/** Time goes on, the house looks, and everything that follows is done. */
const look = async (seconds = 0): Promise<void> => {
  if (seconds > 0) await house.later(seconds)
  await house.running.watch()
  await house.settle()
}
const atRisk = async (): Promise<AlertView[]> =>
  (await house.supervisor.get<{ alerts: AlertView[] }>('/v1/alerts')).alerts.filter(
    (one) => one.kind === 'promise_at_risk',
  )
const messages = async (jobId: string): Promise<MessageView[]> =>
  (await house.supervisor.get<{ messages: MessageView[] }>('/v1/messages')).messages.filter(
    (one) => one.jobId === jobId && one.kind.startsWith('delay'),
  )
const send = (who: Somebody, point: readonly [number, number]) =>
  who.post('/v1/me/fixes', {
    fixes: [{ at: new Date(now()).toISOString(), point: [...point], accuracy: 8, speed: 8 }],
  })
/** A rescue whose technician is under way, thirty minutes before its promise ends. */
const underWay = async (): Promise<JobView> => {
  const job = await house.order(guest, ['jump_start'], 6)
  await ana.accept()
  await ana.step(job.id, 'depart')
  await house.settle()
  return house.job(job.id)
}

/** He stands where he is until the median of his arrival is about the end of the promise. */
const toTheBrink = async (jobId: string): Promise<void> => {
  const { eta, promise } = await house.job(jobId)
  const driveMs = Date.parse(eta?.at ?? '') - Date.parse(eta?.madeAt ?? '')
  await house.later((Date.parse(promise.until) - driveMs - now()) / 1000)
  await send(ana, house.places[0]?.point ?? [0, 0])
  await look()
}

describe('a promise at risk', () => {
  let job: JobView

  it('is noticed at the first look after its cause, and the supervisor sees the cause', async () => {
    job = await underWay()
    await send(ana, house.places[0]?.point ?? [0, 0])
    await look()
    expect((await house.job(job.id)).delay).toBeNull()
    // He stands; the promise comes nearer.
    await toTheBrink(job.id)
    const seen = await house.job(job.id)
    expect(Date.parse(seen.promise.until)).toBeGreaterThan(now())
    expect(seen.delay).toMatchObject({ state: 'noticed', cause: { code: expect.any(String) } })
    const alerts = await atRisk()
    expect(alerts).toHaveLength(1)
    expect(alerts[0]?.sentence.en).toContain('is at risk')
  })

  it('that no plan can mend is told to the customer once, with a new time and choices', async () => {
    await look(20)
    await send(ana, house.places[0]?.point ?? [0, 0])
    await look(20)
    const told = await guest.get<JobView>(`/v1/jobs/${job.id}`)
    expect(told.delay).toMatchObject({
      state: 'told',
      remedy: { code: 'none' },
      newWindow: expect.any(Object),
    })
    expect(Date.parse(told.delay?.newWindow?.until ?? '')).toBeGreaterThan(Date.parse(job.promise.until))
    const before = await messages(job.id)
    expect(before).toHaveLength(1)
    expect(before[0]?.text).toContain('free of charge')
    for (let time = 0; time < 3; time += 1) await look(30)
    expect(await messages(job.id)).toHaveLength(1)
    expect(await atRisk()).toHaveLength(1)
  })

  it('becomes a new promise when the customer agrees; the old one stays in the history', async () => {
    const { delay } = await guest.get<JobView>(`/v1/jobs/${job.id}`)
    const agreed = await guest.post<JobView>(`/v1/jobs/${job.id}/delay`, { choice: 'wait' })
    expect(agreed.promise).toEqual(delay?.newWindow)
    const { events } = await guest.get<{ events: { step: string; sentence: { en: string } }[] }>(
      `/v1/jobs/${job.id}/events`,
    )
    expect(events.at(-1)).toMatchObject({ step: 'repromise' })
    expect(await atRisk()).toEqual([])
    const twice = await guest.ask('POST', `/v1/jobs/${job.id}/delay`, { choice: 'cancel' })
    expect(twice.status).toBe(404)
  })

  it('can be cancelled without a fee instead, though he is under way', async () => {
    const stranger = await house.customer()
    for (const step of ['arrive', 'begin', 'finish']) await ana.step(job.id, step)
    await house.settle()
    job = await underWay()
    expect((await stranger.ask('POST', `/v1/jobs/${job.id}/delay`, { choice: 'cancel' })).status).toBe(404)
    const early = await guest.ask('POST', `/v1/jobs/${job.id}/delay`, { choice: 'cancel' })
    expect(early).toMatchObject({ status: 404, body: { code: 'not_found' } })
    await send(ana, house.places[0]?.point ?? [0, 0])
    await toTheBrink(job.id)
    await look(20)
    await look(20)
    const bad = await guest.ask('POST', `/v1/jobs/${job.id}/delay`, { choice: 'refund' })
    expect(bad).toMatchObject({ status: 422, body: { field: 'choice' } })
    const cancelled = await guest.post<JobView>(`/v1/jobs/${job.id}/delay`, { choice: 'cancel' })
    expect(cancelled).toMatchObject({ status: 'cancelled', price: { totalMinor: 0 } })
    await house.settle()
  })
})

/** The other zone of the town. */
const nextZone = async (): Promise<string> => {
  const { zones } = await house.stranger.get<{ zones: { id: string }[] }>('/v1/zones')
  return zones.find(({ id }) => id !== house.zoneId)?.id ?? ''
}
const book = async (service: string): Promise<JobView> => {
  const quote = await house.quote(guest, [service], 6)
  const slot = quote.slots.find((one) => one.available)
  const job = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id, slotFrom: slot?.window.from })
  await house.settle()
  return job
}

describe('a promise that somebody else can keep', () => {
  it('is given to him before the customer hears of anything', async () => {
    const place = house.places[6]?.point ?? [0, 0]
    const ben = await house.technician('Ben', ['wash', 'rescue'], place)
    const job = await book('exterior_wash')
    await house.supervisor.post(`/v1/jobs/${job.id}/give`, { technicianId: ana.id, how: 'direct' })
    await house.settle()
    const { stops } = await house.supervisor.get<TourView>(`/v1/technicians/${ana.id}/tour`)
    const drive = stops.find((stop) => stop.jobId === job.id)?.driveSeconds ?? 0
    // Ana does not leave; when she would only just come in time, Ben stands beside the car.
    await house.later((Date.parse(job.promise.until) - now()) / 1000 - drive)
    await look()
    await house.later(20)
    // Every worker looks; what one has mended, another does not tell as lost.
    await Promise.all([1, 2, 3].map(() => house.running.watch()))
    await house.settle()
    const seen = await house.job(job.id)
    expect(seen.delay).toMatchObject({
      state: 'mended',
      remedy: { code: 'moved', facts: { technicianId: ben.id } },
    })
    expect(seen.technician?.id).not.toBe(ana.id)
    expect((await ben.offers()).map((offer) => offer.jobId)).toEqual([job.id])
    expect(await messages(job.id)).toEqual([])
    expect(await atRisk()).toEqual([])
  })
})

describe('a promise that only the next zone can keep', () => {
  it('is given to its technician when the one who holds it would be late', async () => {
    const place = house.places[6]?.point ?? [0, 0]
    const eve = await house.technician('Eve', ['maintenance'])
    const fay = await house.technician('Fay', ['maintenance'], place, await nextZone())
    const job = await book('small_maintenance')
    await house.supervisor.post(`/v1/jobs/${job.id}/give`, { technicianId: eve.id, how: 'direct' })
    await house.settle()
    const { stops } = await house.supervisor.get<TourView>(`/v1/technicians/${eve.id}/tour`)
    const drive = stops.find((stop) => stop.jobId === job.id)?.driveSeconds ?? 0
    // Eve's median would be in time by a few seconds, her slowest fifth would not; Fay stands beside the car.
    await house.later((Date.parse(job.promise.until) - now()) / 1000 - drive - 12)
    await look()
    await look(20)
    expect((await house.job(job.id)).delay).toMatchObject({
      state: 'mended',
      remedy: { code: 'moved', facts: { technicianId: fay.id } },
    })
    expect((await fay.offers()).map((offer) => offer.jobId)).toEqual([job.id])
    await fay.accept()
    for (const step of ['depart', 'arrive', 'begin', 'finish']) await fay.step(job.id, step)
    await house.settle()
  })
})

describe('a promise held by a technician of the next zone', () => {
  it('is watched like any other', async () => {
    const cleo = await house.technician('Cleo', ['wash'], house.places[0]?.point, await nextZone())
    const job = await book('exterior_wash')
    await house.supervisor.post(`/v1/jobs/${job.id}/give`, { technicianId: cleo.id, how: 'direct' })
    await house.settle()
    expect((await house.job(job.id)).technician?.id).toBe(cleo.id)
    await house.later((Date.parse(job.promise.until) - now()) / 1000 - 60)
    await look()
    await look(20)
    expect((await house.job(job.id)).delay?.state).toMatch(/^(mended|told)$/)
  })
})

describe('a rescue that waits for its technician’s other work', () => {
  it('goes to somebody who is there clearly sooner, once there is one', async () => {
    const gil = await house.technician('Gil', ['tow'])
    const first = await house.order(guest, ['tow'], 1)
    await gil.accept()
    for (const step of ['depart', 'arrive', 'begin']) await gil.step(first.id, step)
    await house.settle()
    const second = await house.order(guest, ['tow'], 2)
    await gil.accept()
    await house.settle()
    await look(10)
    expect((await house.job(second.id)).technician?.id).toBe(gil.id)
    const hal = await house.technician('Hal', ['tow'], house.places[2]?.point)
    await look(10)
    expect((await hal.offers()).map((offer) => offer.jobId)).toEqual([second.id])
    const { events } = await house.supervisor.get<{ events: { step: string; sentence: { en: string } }[] }>(
      `/v1/jobs/${second.id}/events`,
    )
    expect(events.findLast((one) => one.step === 'release')?.sentence.en).toContain('sooner')
  })
})
