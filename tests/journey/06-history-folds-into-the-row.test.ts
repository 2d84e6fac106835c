import type { JobEventView, JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEvents } from '../../dispatcher/flow.ts'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** A job moves only by steps, and every step leaves one line; the lines together are the job. */
describe.each(queues)('06 history folds into the row (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let job: JobView
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    const ana = await house.technician('Ana', ['wash'])
    guest = await house.customer()
    job = await house.order(guest, ['exterior_wash'])
    await ana.accept()
    await ana.step(job.id, 'depart')
    await house.later(20 * minute)
    for (const step of ['arrive', 'begin', 'finish'] as const) await ana.step(job.id, step)
    await house.settle()
  }, 60_000)
  afterAll(() => house?.close())

  const lines = () =>
    house.running.house.db
      .selectFrom('job_events')
      .selectAll()
      .where('job_id', '=', job.id)
      .orderBy('seq')
      .execute()

  it('is dense and names every step', async () => {
    const events = await lines()
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    expect(events.map((event) => event.step).join(' → ')).toBe(
      'request → admit → offer → accept → depart → arrive → begin → finish → settle',
    )
  })

  it('gives the row again, column by column', async () => {
    const { db, city } = house.running.house
    const row = await db
      .selectFrom('jobs')
      .selectAll()
      .where('city_id', '=', city.id)
      .where('job_id', '=', job.id)
      .executeTakeFirstOrThrow()
    expect(foldEvents(await lines())).toEqual(row)
  })

  it('is told to a supervisor in words, with who did it', async () => {
    const { events } = await house.supervisor.get<{ events: JobEventView[] }>(`/v1/jobs/${job.id}/events`)
    expect(events.map((event) => event.actor.kind)).toEqual([
      'customer',
      'system',
      'system',
      ...Array(5).fill('technician'),
      'system',
    ])
    expect(events.every((event) => event.sentence.en !== '' && event.sentence.zh !== '')).toBe(true)
  })

  it('is not written by a step that is refused', async () => {
    const before = await lines()
    expect((await guest.ask('POST', `/v1/jobs/${job.id}/cancel`)).status).toBe(409)
    expect(await lines()).toEqual(before)
  })
})
