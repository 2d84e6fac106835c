import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** Work is begun and finished; settling then itemises what it costs and sends the receipt. */
describe.each(queues)('05 work ends in a receipt (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let job: JobView
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash'])
    guest = await house.customer()
    job = await house.order(guest, ['exterior_wash'])
    await ana.accept()
    await ana.step(job.id, 'depart')
    await house.later(20 * minute)
    await ana.step(job.id, 'arrive')
  }, 60_000)
  afterAll(() => house?.close())

  it('cannot be finished before it is begun', async () => {
    expect(await ana.ask('POST', `/v1/jobs/${job.id}/steps`, { step: 'finish' })).toMatchObject({
      status: 409,
      body: { code: 'illegal_step', field: 'step' },
    })
  })

  it('is settled by itself once it is done, at the price that was quoted', async () => {
    await ana.step(job.id, 'begin')
    await house.later(30 * minute)
    await ana.step(job.id, 'finish')
    await house.settle()
    const settled = await guest.get<JobView>(`/v1/jobs/${job.id}`)
    expect(settled).toMatchObject({ status: 'settled', late: false, price: job.price })
  })

  it('leaves a receipt in the customer’s hand and the tour empty', async () => {
    const { messages } = await house.supervisor.get<{ messages: { kind: string; text: string }[] }>(
      '/v1/messages',
    )
    expect(messages[0]).toMatchObject({ kind: 'receipt' })
    expect(messages[0]?.text).toContain('¥88.00')
    expect((await ana.tour()).stops).toEqual([])
  })
})
