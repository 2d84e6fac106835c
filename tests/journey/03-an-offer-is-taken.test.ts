import type { JobView, OfferView, RankingView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** A stop is only a thought until a technician takes the job. */
describe.each(queues)('03 an offer is taken (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let ben: Somebody
  let job: JobView
  let offer: OfferView
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash'], house.places[1]?.point)
    ben = await house.technician('Ben', ['maintenance'])
    guest = await house.customer()
    job = await house.order(guest, ['exterior_wash'], 1)
  }, 60_000)
  afterAll(() => house?.close())

  it('stands for the seconds of the zone’s policy, with its pay and its reasons', async () => {
    ;[offer] = (await ana.offers()) as [OfferView]
    expect(offer).toMatchObject({ jobId: job.id, currency: 'CNY' })
    expect(Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)).toBe(45_000)
    expect(offer.payMinor).toBeGreaterThan(0)
    expect(offer.why.map((reason) => reason.code)).toContain('nearest')
    expect(await ben.offers()).toEqual([])
  })

  it('shows neither car nor customer before it is taken', async () => {
    expect((await ana.ask('GET', `/v1/jobs/${job.id}`)).status).toBe(404)
    expect(JSON.stringify(offer)).not.toContain(guest.id)
  })

  it('can be explained: why her, why not him', async () => {
    const why = await house.supervisor.get<RankingView>(`/v1/jobs/${job.id}/why`)
    expect(why.candidates.map((one) => one.technician.name)).toEqual(['Ana'])
    expect(why.left).toMatchObject([
      { technician: { name: 'Ben' }, reasons: [{ sentence: { en: 'Lacks the skill: wash' } }] },
    ])
  })

  it('becomes hers: the customer learns her name, she learns where', async () => {
    const accepted = await ana.accept()
    expect(accepted).toMatchObject({ status: 'accepted', technician: { name: 'Ana' }, place: job.place })
    expect(accepted.customer?.phone).toMatch(/^\+86137/)
    expect(await guest.get<JobView>(`/v1/jobs/${job.id}`)).toMatchObject({ technician: { name: 'Ana' } })
  })
})
