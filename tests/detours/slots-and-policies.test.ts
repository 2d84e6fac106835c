import type {
  AlertView,
  HeldSlotView,
  JobView,
  Problem,
  QuoteView,
  RankingView,
  ZoneView,
} from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minute, openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
  await house.technician('Ana', ['wash', 'detailing'])
}, 60_000)
afterAll(() => house?.close())

const free = (quote: QuoteView): string[] =>
  quote.slots.filter((slot) => slot.available).map((slot) => slot.window.from)
const changePolicy = async (policy: Partial<ZoneView['policy']>): Promise<void> => {
  const { zones } = await house.supervisor.get<{ zones: ZoneView[] }>('/v1/zones')
  const zone = zones.find((one) => one.id === house.zoneId)
  const body = { version: zone?.version, policy }
  const answer = await house.supervisor.ask('PATCH', `/v1/zones/${house.zoneId}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

describe('a slot', () => {
  it('that one quote holds is offered to no other, until the hold ends', async () => {
    const [one, other] = [await house.customer(), await house.customer()]
    const quote = await house.quote(one, ['interior_detailing'])
    const [slotFrom = ''] = free(quote)
    const held = await one.ask<HeldSlotView>('PUT', `/v1/quotes/${quote.id}/hold`, { slotFrom })
    expect(held).toMatchObject({ status: 200, body: { window: { from: slotFrom } } })
    const meanwhile = await house.quote(other, ['interior_detailing'])
    expect(free(meanwhile)).not.toContain(slotFrom)
    expect(free(await house.quote(one, ['interior_detailing'])).length).toBe(free(meanwhile).length)
    const taken = await other.ask<Problem>('PUT', `/v1/quotes/${meanwhile.id}/hold`, { slotFrom })
    expect(taken).toMatchObject({ status: 409, body: { code: 'slot_gone', field: 'slotFrom' } })
    const { alternatives = [] } = taken.body.more as { alternatives?: string[] }
    expect(alternatives.length).toBeGreaterThan(0)
    for (const from of alternatives) expect(free(meanwhile)).toContain(from)
    await house.later(6 * minute)
    expect(free(await house.quote(other, ['interior_detailing']))).toContain(slotFrom)
  })

  it('that two quotes choose at the same moment goes to one; the other is told the nearest', async () => {
    const people = await Promise.all([house.customer(), house.customer()])
    const quotes = await Promise.all(people.map((who) => house.quote(who, ['interior_detailing'])))
    const slotFrom = free(quotes[0] as QuoteView).at(-1) ?? ''
    const answers = await Promise.all(
      people.map((who, i) =>
        who.ask<JobView | Problem>('POST', '/v1/jobs', { quoteId: quotes[i]?.id, slotFrom }),
      ),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409])
    const refused = answers.find((one) => one.status === 409)?.body as Problem
    expect(refused).toMatchObject({ code: 'slot_gone', more: { alternatives: expect.any(Array) } })
    await house.settle()
    const booked = answers.find((one) => one.status === 201)?.body as JobView
    expect((await house.job(booked.id)).unplanned).toBeNull()
  })
})

describe('a zone’s dispatch policy', () => {
  it('is chosen by a supervisor and named where candidates are ranked', async () => {
    const job = await house.order(await house.customer(), ['exterior_wash'])
    await house.settle()
    for (const dispatchPolicy of ['nearest-idle', 'cheapest-insertion', 'default'] as const) {
      await changePolicy({ dispatchPolicy })
      const ranking = await house.supervisor.get<RankingView>(`/v1/jobs/${job.id}/why`)
      expect(ranking).toMatchObject({ policy: dispatchPolicy, changes: [] })
      expect(ranking.candidates.map((one) => one.technician.name)).toEqual(['Ana'])
    }
  })

  it('says what would let a job in that nobody can take, in both languages', async () => {
    const bo = await house.technician('Bo', ['tow'])
    const towed = await house.order(await house.customer(), ['tow'])
    await house.settle()
    const [offer] = await bo.offers()
    await bo.post(`/v1/offers/${offer?.id}/decline`, { reason: 'too_far' })
    await house.settle()
    const ranking = await house.supervisor.get<RankingView>(`/v1/jobs/${towed.id}/why`)
    expect(ranking.candidates).toEqual([])
    const sentences = ranking.changes.map(({ code, sentence }) => `${code}: ${sentence.en} · ${sentence.zh}`)
    expect(sentences).toContain('ask_again: If Bo is asked again · 如果再次询问Bo')
    expect(sentences).toContain('with_skill: If Ana had the skill: tow · 如果Ana具备技能：拖车')
  })
})

describe('a job that is refused', () => {
  const refusals = async (jobId: string) => {
    const { alerts } = await house.supervisor.get<{ alerts: AlertView[] }>('/v1/alerts')
    const own = alerts.filter((one) => one.jobId === jobId && one.sentence.en.startsWith('Refused'))
    return own.map(({ kind, sentence, resolvedAt }) => ({ kind, says: sentence, open: resolvedAt === null }))
  }

  it('as often as its zone’s policy says is told to the supervisors until somebody takes it', async () => {
    await changePolicy({ maxOffers: 2, batchSeconds: 0, helpers: [] })
    const three = [await house.technician('Gus', ['rescue']), await house.technician('Hal', ['rescue'])]
    three.push(await house.technician('Ivo', ['rescue']))
    const job = await house.order(await house.customer(), ['jump_start'])
    const asked = async () => {
      for (const one of three) for (const offer of await one.offers()) return { one, offer }
      throw new Error('nobody is asked')
    }
    for (const told of [0, 1]) {
      const { one, offer } = await asked()
      expect(await refusals(job.id)).toHaveLength(0)
      await one.post(`/v1/offers/${offer.id}/decline`, { reason: 'busy' })
      await house.settle()
      expect(await refusals(job.id)).toHaveLength(told)
    }
    expect(await refusals(job.id)).toEqual([
      {
        kind: 'nobody_left',
        says: {
          en: 'Refused 2 times; it is still being put round.',
          zh: '已被拒绝 2 次，仍在继续派单。',
        },
        open: true,
      },
    ])
    const { one, offer } = await asked()
    await one.post(`/v1/offers/${offer.id}/accept`)
    await house.settle()
    expect((await refusals(job.id)).filter((alert) => alert.open)).toEqual([])
  })
})

describe('rescues that wait', () => {
  it('are held for a moment when there are several, and matched together', async () => {
    await changePolicy({ batchSeconds: 2, helpers: [] })
    const rescues = [await house.customer(), await house.customer()]
    const jobs = await Promise.all(rescues.map((who) => house.order(who, ['lock_out'])))
    const cy = await house.technician('Cy', ['lock'])
    const dee = await house.technician('Dee', ['lock'])
    await house.later(70)
    await house.settle()
    const asked = [...(await cy.offers()), ...(await dee.offers())].map((offer) => offer.jobId)
    expect(asked.sort()).toEqual(jobs.map((job) => job.id).sort())
  })

  it('with somebody in danger is asked about at once, by arrival alone', async () => {
    const guest = await house.customer()
    const eve = await house.technician('Eve', ['tyre'])
    const quote = await house.quote(guest, ['tyre_change'])
    const job = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id, inDanger: true })
    expect(job.inDanger).toBe(true)
    expect(await eve.offers()).toMatchObject([{ jobId: job.id, inDanger: true }])
  })
})
