import type { KeyView, Scope } from '@kerbside/protocol'
import { endpoints } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
}, 60_000)
afterAll(() => house?.close())

type Made = KeyView & { key: string }
const makeKey = (scopes: readonly Scope[], more: object = {}): Promise<Made> =>
  house.supervisor.post<Made>('/v1/keys', { name: 'ERP', scopes, ...more })
const holder = ({ id, key }: Made): Somebody => new Somebody(house.base, key, id, 'ERP')

describe('an API key', () => {
  it('is shown once and kept as a hash', async () => {
    const made = await makeKey(['jobs:read'])
    expect(made.key).toMatch(/^kbk_[\w-]{43}$/)
    expect(made.hint).toBe(made.key.slice(-4))
    const { keys } = await house.supervisor.get<{ keys: object[] }>('/v1/keys')
    expect(JSON.stringify(keys)).not.toContain(made.key)
    const { db } = house.running.house
    const rows = JSON.stringify([
      await db.selectFrom('api_keys').selectAll().execute(),
      await db.selectFrom('idempotency').selectAll().execute(),
    ])
    expect(rows).not.toContain(made.key)
  })

  it('is not shown again to a repeated command', async () => {
    const again = { 'idempotency-key': 'one-key-please' }
    const body = { name: 'Twice', scopes: ['jobs:read'] }
    const both = await Promise.all([
      house.supervisor.ask<Made>('POST', '/v1/keys', body, again),
      house.supervisor.ask<Made>('POST', '/v1/keys', body, again),
    ])
    const third = await house.supervisor.ask<Made>('POST', '/v1/keys', body, again)
    const shown = [...both, third].filter(({ body }) => body.key)
    expect(shown).toHaveLength(1)
    expect((await holder((shown[0] as (typeof both)[0]).body).ask('GET', '/v1/jobs')).status).toBe(200)
  })

  it('does what its scopes say and is told which one is missing', async () => {
    const erp = holder(await makeKey(['jobs:read', 'jobs:write']))
    const quote = await house.quote(erp, ['jump_start'])
    const job = await erp.post<{ id: string }>('/v1/jobs', {
      quoteId: quote.id,
      customerPhone: '+8613700009999',
    })
    await house.settle()
    expect(await erp.get(`/v1/jobs/${job.id}`)).toMatchObject({ id: job.id })
    const { events } = await erp.get<{ events: { actor: object }[] }>(`/v1/jobs/${job.id}/events`)
    expect(events[0]?.actor).toMatchObject({ kind: 'supervisor', name: 'ERP' })
    expect(await erp.ask('GET', '/v1/board')).toMatchObject({
      status: 403,
      body: { code: 'scope_missing', more: { scope: 'board:read' } },
    })
  })

  it('opens no door that names no scope, whatever scopes it has', async () => {
    const all = holder(
      await makeKey([
        'jobs:read',
        'jobs:write',
        'board:read',
        'technicians:read',
        'positions:write',
        'feed:read',
        'messages:read',
        'exports:read',
      ]),
    )
    const closed = Object.values(endpoints).filter((one) => !('scope' in one) && one.audience !== 'everybody')
    expect(closed.length).toBeGreaterThan(20)
    const id = 'job_01900000-0000-7000-8000-000000000000'
    for (const { method, path } of closed) {
      const answer = await all.ask(method, path.replace(/:\w+/g, id), method === 'GET' ? undefined : {})
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, 'not_allowed'])
    }
    expect((await all.ask('GET', '/v1/zones')).status).toBe(200)
  })

  it('is over when revoked, and when its time has come', async () => {
    const soon = new Date(house.running.house.clock.now() + 60_000).toISOString()
    const [revoked, ending] = [
      await makeKey(['jobs:read']),
      await makeKey(['jobs:read'], { expiresAt: soon }),
    ]
    for (const one of [revoked, ending]) expect((await holder(one).ask('GET', '/v1/jobs')).status).toBe(200)
    await house.supervisor.ask('DELETE', `/v1/keys/${revoked.id}`)
    await house.later(120)
    for (const one of [revoked, ending]) {
      const answer = await holder(one).ask('GET', '/v1/jobs')
      expect([answer.status, answer.body.code]).toEqual([401, 'not_signed_in'])
    }
    const { keys } = await house.supervisor.get<{ keys: KeyView[] }>('/v1/keys')
    expect(keys.find((one) => one.id === revoked.id)).toMatchObject({
      revokedAt: expect.any(String),
      usedAt: expect.any(String),
    })
  })

  it.each([
    ['no scope', { scopes: [] }, 'scopes'],
    ['an unknown scope', { scopes: ['everything'] }, 'scopes.0'],
    ['a scope for all', { scopes: ['*'] }, 'scopes.0'],
    ['no name', { name: ' ', scopes: ['jobs:read'] }, 'name'],
    ['an end in the past', { scopes: ['jobs:read'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['an end that is no instant', { scopes: ['jobs:read'], expiresAt: 'tomorrow' }, 'expiresAt'],
  ])('with %s is refused', async (_, body, field) => {
    expect(await house.supervisor.ask('POST', '/v1/keys', { name: 'ERP', ...body })).toMatchObject({
      status: 422,
      body: { code: 'invalid', field },
    })
  })
})
