import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** A customer is told price and times before she decides, and gets what she was told. */
describe.each(queues)('01 a wish becomes a job (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    await house.technician('Ana', ['wash'])
    guest = await house.customer()
  }, 60_000)
  afterAll(() => house?.close())

  it('has a price in lines, over real roads', async () => {
    const quote = await house.quote(guest, ['exterior_wash'])
    expect(quote.price.lines.map((line) => [line.kind, line.minor])).toEqual([
      ['labour', 5800],
      ['call_out', 3000],
    ])
    expect(quote.price.totalMinor).toBe(8800)
    expect(quote.roads).toBe('osrm')
  })

  it('is shown the windows that the plan can keep now', async () => {
    const { slots } = await house.quote(guest, ['exterior_wash'])
    const free = slots.filter((slot) => slot.available).map((slot) => slot.window.from)
    // It is 08:00 in Shanghai, the next half hour begins at 08:30.
    expect(free[0]).toBe('2026-11-24T00:30:00.000Z')
    expect(free.length).toBeGreaterThan(5)
    const beyond = await house.quote(guest, ['small_maintenance'])
    expect(beyond.slots.filter((slot) => slot.available)).toEqual([])
  })

  it('becomes a job that promises the chosen window for the quoted price, once', async () => {
    const quote = await house.quote(guest, ['exterior_wash'])
    const slot = quote.slots.find((one) => one.available)
    const order = () =>
      guest.ask<JobView>(
        'POST',
        '/v1/jobs',
        { quoteId: quote.id, slotFrom: slot?.window.from },
        { 'idempotency-key': 'order-1' },
      )
    const answers = [await order(), await order()]
    expect(answers.map((one) => one.status)).toEqual([201, 201])
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({ promise: slot?.window, price: { totalMinor: 8800 } })
    const { jobs } = await guest.get<{ jobs: JobView[] }>('/v1/jobs')
    expect(jobs).toHaveLength(1)
  })
})
