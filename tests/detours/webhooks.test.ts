import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AttemptView, DeliveryView, WebhookView } from '@kerbside/protocol'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

interface Heard {
  headers: IncomingHttpHeaders & Record<string, string>
  body: string
}
type Made = WebhookView & { secret: string }

let house: TestHouse
let receiver: Server
let address: string
let status = 200
const heard: Heard[] = []
const types = () => heard.map(({ body }) => (JSON.parse(body) as { type: string }).type)

beforeAll(async () => {
  house = await openTestHouse()
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ headers: request.headers as Heard['headers'], body })
    response.writeHead(status).end('noted')
  })
  await new Promise<void>((open) => receiver.listen(0, '127.0.0.1', open))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
}, 60_000)
afterAll(async () => {
  receiver?.close()
  await house?.close()
})
beforeEach(async () => {
  const { webhooks } = await house.supervisor.get<{ webhooks: WebhookView[] }>('/v1/webhooks')
  for (const { id } of webhooks) await house.supervisor.ask('DELETE', `/v1/webhooks/${id}`)
  heard.length = 0
  status = 200
})

const hook = (more: object = {}): Promise<Made> =>
  house.supervisor.post<Made>('/v1/webhooks', { url: address, ...more })
const log = async (id: string): Promise<DeliveryView[]> =>
  (await house.supervisor.get<{ deliveries: DeliveryView[] }>(`/v1/webhooks/${id}/deliveries`)).deliveries
const show = async (id: string): Promise<WebhookView | undefined> =>
  (await house.supervisor.get<{ webhooks: WebhookView[] }>('/v1/webhooks')).webhooks.find(
    (one) => one.id === id,
  )
const happen = async (): Promise<void> => {
  await house.order(await house.customer(), ['jump_start'])
}

describe('a webhook', () => {
  it('hears each event it asked for once, signed so that the convention’s own library believes it', async () => {
    const { secret, id } = await hook({ types: ['job.changed', 'alert.raised'] })
    await happen()
    expect(new Set(types())).toEqual(new Set(['job.changed', 'alert.raised']))
    for (const { headers, body } of heard) {
      const payload = new Webhook(secret).verify(body, headers) as { data: { seq: number } }
      expect(payload.data.seq).toBeGreaterThan(0)
    }
    const ids = heard.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(ids.length)
    expect(await log(id)).toHaveLength(ids.length)
  })

  it('hears no message, whose text may be a one-time code', async () => {
    await hook()
    await happen()
    expect(types().length).toBeGreaterThan(1)
    expect(types()).not.toContain('message.queued')
    await house.supervisor.ask('PATCH', `/v1/webhooks/${(await hook()).id}`, { on: false })
  })

  it('is tried again with longer and longer pauses for a day, then given up', async () => {
    status = 500
    const { id } = await hook({ types: ['zone.changed'] })
    const { id: deliveryId } = await house.supervisor.post<DeliveryView>(`/v1/webhooks/${id}/test`)
    await house.settle()
    const begun = house.running.house.clock.now()
    const waits: number[] = []
    for (let turn = 0; turn < 10; turn += 1) {
      const [one] = await log(id)
      const seconds = (Date.parse(one?.nextAt ?? '') - house.running.house.clock.now()) / 1000
      waits.push(Math.round(seconds))
      await house.later(seconds + 1)
    }
    expect(waits).toEqual([5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000])
    expect((house.running.house.clock.now() - begun) / 3_600_000).toBeCloseTo(23.7, 1)
    expect(heard).toHaveLength(11)
    expect(new Set(heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([deliveryId]))
    const told = await house.supervisor.get<DeliveryView & { tries: AttemptView[] }>(
      `/v1/deliveries/${deliveryId}`,
    )
    expect(told).toMatchObject({ status: 'given_up', attempts: 11, lastStatus: 500, nextAt: null })
    expect(told.tries.map((one) => one.answer)).toEqual(Array(11).fill('noted'))
    status = 204
    await house.supervisor.post(`/v1/deliveries/${deliveryId}/replay`)
    await house.settle()
    expect(await log(id)).toMatchObject([{ id: deliveryId, status: 'delivered', attempts: 12 }])
    expect((await show(id))?.failingSince).toBeNull()
  }, 60_000)

  it('is stopped with an alert after failing for three days, and goes on from now when started again', async () => {
    status = 503
    const { id } = await hook({ types: ['zone.changed'] })
    await house.supervisor.post(`/v1/webhooks/${id}/test`)
    await house.settle()
    for (let day = 0; day < 4; day += 1) {
      await house.later(86_400)
      await house.supervisor.post(`/v1/webhooks/${id}/test`)
      await house.settle()
    }
    expect(await show(id)).toMatchObject({ stoppedWhy: 'failing', stoppedAt: expect.any(String) })
    const { alerts } = await house.supervisor.get<{ alerts: { kind: string }[] }>('/v1/alerts')
    expect(alerts.map((one) => one.kind)).toContain('webhook_stopped')
    const before = heard.length
    await house.supervisor.post(`/v1/webhooks/${id}/test`)
    await house.settle()
    expect(heard).toHaveLength(before)
    status = 200
    await house.supervisor.ask('PATCH', `/v1/webhooks/${id}`, { on: true })
    await house.later(1)
    expect(heard.length).toBeGreaterThan(before)
    expect(await show(id)).toMatchObject({ stoppedAt: null, failingSince: null, waiting: 0 })
    const after = await house.supervisor.get<{ alerts: { kind: string }[] }>('/v1/alerts')
    expect(after.alerts.map((one) => one.kind)).not.toContain('webhook_stopped')
  }, 60_000)

  it('that is gone (410) is stopped at once', async () => {
    status = 410
    const { id } = await hook()
    await house.supervisor.post(`/v1/webhooks/${id}/test`)
    await house.settle()
    expect(await show(id)).toMatchObject({ stoppedWhy: 'gone' })
  })

  it('signs with the old secret too for a day after a new one', async () => {
    const { id, secret: old } = await hook({ types: ['zone.changed'] })
    const { secret } = await house.supervisor.post<Made>(`/v1/webhooks/${id}/secret`)
    const test = async (): Promise<Heard> => {
      await house.supervisor.post(`/v1/webhooks/${id}/test`)
      await house.settle()
      return heard.at(-1) as Heard
    }
    const first = await test()
    for (const one of [old, secret]) new Webhook(one).verify(first.body, first.headers)
    await house.later(25 * 3_600)
    const second = await test()
    new Webhook(secret).verify(second.body, second.headers)
    expect(() => new Webhook(old).verify(second.body, second.headers)).toThrow('No matching signature')
  })

  it('shows its secret once, not to a repeated command', async () => {
    const ask = () =>
      house.supervisor.ask<Made>('POST', '/v1/webhooks', { url: address }, { 'idempotency-key': 'hook-1' })
    expect((await ask()).body.secret).toMatch(/^whsec_/)
    expect((await ask()).body.secret).toBeNull()
  })

  it.each([
    ['', 'invalid'],
    ['not a url', 'no_url'],
    ['ftp://hooks.example.com/', 'no_url'],
    ['https://user:pass@127.0.0.1/', 'with_password'],
    ['https://10.0.0.1/hook', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://[::ffff:192.168.0.1]/', 'private'],
    ['https://0300.0250.0.1/', 'private'],
    [`https://${'a'.repeat(600)}.example/`, 'invalid'],
  ])('to %s is refused', async (url, why) => {
    const { status: code, body } = await house.supervisor.ask('POST', '/v1/webhooks', { url })
    expect([code, (body.more as { fault?: string })?.fault ?? body.code, body.field]).toEqual([
      422,
      why,
      'url',
    ])
  })

  it('of an event that is never sent is refused', async () => {
    const answer = await house.supervisor.ask('POST', '/v1/webhooks', {
      url: address,
      types: ['message.queued'],
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field: 'types.0' } })
  })
})
