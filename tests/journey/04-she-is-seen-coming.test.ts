import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

interface Tracking {
  fix: { point: number[] } | null
  line: number[][] | null
}

/** From departure to arrival, and at no other time, the customer sees the technician of her own job. */
describe.each(queues)('04 she is seen coming (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let job: JobView
  const tracking = (): Promise<Tracking> => guest.get<Tracking>(`/v1/jobs/${job.id}/tracking`)
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash'])
    guest = await house.customer()
    job = await house.order(guest, ['exterior_wash'])
    await ana.accept()
    const at = new Date(house.running.house.clock.now()).toISOString()
    await ana.post('/v1/me/fixes', { fixes: [{ at, point: house.places[0]?.point, accuracy: 6 }] })
  }, 60_000)
  afterAll(() => house?.close())

  it('not before she departs', async () => {
    expect(await tracking()).toMatchObject({ fix: null })
  })

  it('on her way along a road, with a forecast over real roads', async () => {
    await ana.step(job.id, 'depart')
    await house.settle()
    const seen = await tracking()
    expect(seen.fix?.point).toEqual(house.places[0]?.point)
    expect(seen.line?.length).toBeGreaterThan(2)
    expect((await house.job(job.id)).eta?.quality).toBe('osrm')
  })

  it('by nobody else', async () => {
    const other = await house.customer()
    expect((await other.ask('GET', `/v1/jobs/${job.id}/tracking`)).status).toBe(404)
  })

  it('and is guided turn by turn, in her language', async () => {
    const way = (language: string) =>
      ana.get<{ turns: { instruction: string }[] }>(`/v1/me/way?jobId=${job.id}&language=${language}`)
    expect((await way('en')).turns.at(-1)?.instruction).toMatch(/arrived/i)
    expect((await way('zh-CN')).turns.at(-1)?.instruction).toMatch(/到达/)
  })

  it('until she is there', async () => {
    await house.later(20 * minute)
    await ana.step(job.id, 'arrive')
    expect(await tracking()).toMatchObject({ fix: null })
    expect(await guest.get<JobView>(`/v1/jobs/${job.id}`)).toMatchObject({ status: 'on_site', late: false })
  })
})
