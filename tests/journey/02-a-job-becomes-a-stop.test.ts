import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** The zone's planner puts jobs into tours. What was promised stays; when and by whom is the plan's business. */
describe.each(queues)('02 a job becomes a stop (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let j1: JobView
  let j2: JobView
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash'])
    guest = await house.customer()
  }, 60_000)
  afterAll(() => house?.close())

  it('the first one makes a day', async () => {
    j1 = await house.order(guest, ['exterior_wash'], 1)
    expect(await ana.day({ j1 })).toMatch(/^Ana 08:\d\d → j1 08:30–09:00 → home 09:\d\d$/)
  })

  it('the next one joins it without moving a promise', async () => {
    j2 = await house.order(guest, ['exterior_wash'], 2)
    expect(await ana.day({ j1, j2 })).toMatch(
      /^Ana 08:\d\d → j1 08:3\d–09:0\d → j2 (09:\d\d–09:\d\d|09:\d\d–10:\d\d) → home \d\d:\d\d$/,
    )
    expect((await house.job(j1.id)).promise).toEqual(j1.promise)
    expect(Date.parse(j2.promise.from)).toBeGreaterThan(Date.parse(j1.promise.from))
  })

  it('two at the same hour need two technicians', async () => {
    const ben = await house.technician('Ben', ['wash'], house.places[3]?.point)
    const quote = await house.quote(guest, ['exterior_wash'], 3)
    const slot = quote.slots.find((one) => one.window.from === j1.promise.from)
    expect(slot?.available).toBe(true)
    const j3 = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id, slotFrom: slot?.window.from })
    await house.settle()
    const days = [await ana.day({ j1, j2, j3 }), await ben.day({ j1, j2, j3 })]
    expect(days.filter((day) => / j[123] 08:/.test(day))).toHaveLength(2)
    expect(days.join(' ').match(/ j[123] /g)).toHaveLength(3)
  })

  it('one that fits nobody stays out of every tour, and says why', async () => {
    const { id } = await house.order(guest, ['tow'])
    const job = await house.job(id)
    expect(job).toMatchObject({ status: 'waiting', planned: null })
    expect(job.unplanned?.map((reason) => reason.sentence.en)).toContain('Lacks the skill: tow')
    await guest.post(`/v1/jobs/${id}/cancel`)
  })
})
