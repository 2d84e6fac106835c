import { atWeekHour } from '@kerbside/domain'
import type { JobView, QuoteView, TourView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

/** Seven in the morning in Shanghai, a Tuesday. */
const seven = Date.parse('2026-11-23T23:00:00Z')
const hourMs = 3_600_000

let house: TestHouse
let ana: Somebody
let guest: Somebody
beforeAll(async () => {
  house = await openTestHouse({ clockStart: new Date(seven).toISOString() })
  ana = await house.technician('Ana', ['wash'])
  guest = await house.customer()
}, 60_000)
afterAll(() => house?.close(), 60_000)

/** The leg to a wash far from her home, ordered now for the slot that opens so many hours from now. */
const legTo = async (hours: number): Promise<{ seconds: number; leavesMs: number }> => {
  const quote: QuoteView = await house.quote(guest, ['exterior_wash'], 6)
  const slotFrom = new Date(seven + hours * hourMs).toISOString()
  const slot = quote.slots.find((one) => Date.parse(one.window.from) === Date.parse(slotFrom))
  expect(slot?.available).toBe(true)
  const job = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id, slotFrom: slot?.window.from })
  await house.settle()
  const tour: TourView = await ana.tour()
  const [stop] = tour.stops
  if (!stop) throw new Error('she has no stop')
  await guest.post(`/v1/jobs/${job.id}/cancel`)
  await house.settle()
  const arriveMs = Date.parse(stop.arriveAt)
  expect(arriveMs).toBeLessThanOrEqual(seven + (hours + 1) * hourMs)
  return { seconds: stop.driveSeconds, leavesMs: arriveMs - stop.driveSeconds * 1000 }
}
const learnt = () =>
  house.supervisor.get<{ all: { factors: number[]; legs: number } }>('/v1/learning').then((one) => one.all)
const factorAt = (week: readonly number[], atMs: number): number => atWeekHour(week, atMs, 'Asia/Shanghai')

describe('a plan made at seven', () => {
  it('drives to a job at nine at the pace of nine, and to one at noon at that of noon', async () => {
    const { factors } = await learnt()
    const nine = await legTo(2)
    const noon = await legTo(5)
    const middle = (leg: { seconds: number; leavesMs: number }) => leg.leavesMs + leg.seconds * 500
    const wanted = factorAt(factors, middle(nine)) / factorAt(factors, middle(noon))
    expect(wanted).toBeGreaterThan(1.3)
    expect(nine.seconds / noon.seconds / wanted).toBeGreaterThan(0.9)
    expect(nine.seconds / noon.seconds / wanted).toBeLessThan(1.1)
  })

  it('uses what was learnt of that hour, as long as it may', async () => {
    const before = await legTo(2)
    const { db, city } = house.running.house
    await db
      .insertInto('legs')
      .values(
        Array.from({ length: 600 }, (_, k) => ({
          city_id: city.id,
          job_id: `job_learnt${k}`,
          technician_id: ana.id,
          zone_id: house.zoneId,
          departed_at: new Date(seven - 7 * 24 * hourMs + 2 * hourMs - 900_000),
          arrived_at: new Date(seven - 7 * 24 * hourMs + 2 * hourMs),
          seconds: 2_000,
          free_seconds: 500,
          metres: 5_000,
          matched: true,
          confidence: 1,
        })),
      )
      .execute()
    expect((await learnt()).legs).toBe(600)
    const slower = await legTo(2)
    expect(slower.seconds / before.seconds).toBeGreaterThan(1.2)
    await house.supervisor.ask('PATCH', '/v1/learning', { roads: false })
    expect((await legTo(2)).seconds).toBe(before.seconds)
  })
})
