import type { Fix, LonLat } from '@kerbside/domain'
import type { MachineDown } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let ana: Somebody
beforeAll(async () => {
  house = await openTestHouse()
  ana = await house.technician('Ana', ['wash', 'rescue'])
}, 60_000)
afterAll(() => house?.close())

const placeAt = (index: number): LonLat => house.places[index]?.point ?? [0, 0]

const fix = (change: Partial<Fix> & { afterSeconds?: number } = {}): Fix => {
  const { afterSeconds = 0, ...rest } = change
  const at = new Date(house.running.house.clock.now() + afterSeconds * 1000).toISOString()
  return { at, point: placeAt(0), accuracy: 8, heading: null, speed: null, ...rest }
}

/** The machines' websocket: what it said, in order, and a way to wait for the next word. */
const plug = async (path: string, token: string) => {
  const socket = new WebSocket(`ws://127.0.0.1:${house.port + 1}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const heard: MachineDown[] = []
  const waiting: ((word: MachineDown) => void)[] = []
  socket.on('message', (data) => {
    const word = JSON.parse(String(data)) as MachineDown
    const next = waiting.shift()
    if (next) next(word)
    else heard.push(word)
  })
  await new Promise<void>((open, refuse) => {
    socket.once('open', open)
    socket.once('error', refuse)
  })
  return {
    say: (words: unknown) => socket.send(typeof words === 'string' ? words : JSON.stringify(words)),
    next: (): Promise<MachineDown> => {
      const word = heard.shift()
      return word ? Promise.resolve(word) : new Promise((hear) => waiting.push(hear))
    },
    close: () => socket.close(),
  }
}

describe('a fix', () => {
  it.each([
    ['from the future', { afterSeconds: 600 }, 'future'],
    ['that knows only the quarter', { accuracy: 900 }, 'inaccurate'],
    ['of null island', { point: [0, 0] as [number, number] }, 'far'],
    ['with longitude and latitude swapped', { point: [31.2, 89] as [number, number] }, 'far'],
  ])('%s is not believed, and why is said', async (_, change, why) => {
    expect(await ana.post('/v1/me/fixes', { fixes: [fix(change)] })).toEqual({
      taken: 0,
      refused: 1,
      why: { [why]: 1 },
    })
  })

  it('that jumps is left out of its batch, a late one does not move the van back', async () => {
    const [here, there] = [placeAt(0), placeAt(1)]
    const jump = fix({ afterSeconds: -59, point: [here[0] + 0.2, here[1]] })
    const batch = [fix({ afterSeconds: -30, point: here }), jump, fix({ afterSeconds: -60, point: here })]
    expect(await ana.post('/v1/me/fixes', { fixes: batch })).toMatchObject({ taken: 2, why: { jump: 1 } })
    const late = fix({ afterSeconds: -1200, point: there })
    expect(await ana.post('/v1/me/fixes', { fixes: [late] })).toMatchObject({ taken: 1 })
    const { technicians } = await house.supervisor.get<{ technicians: { id: string; fix: Fix | null }[] }>(
      '/v1/technicians',
    )
    expect(technicians.find((one) => one.id === ana.id)?.fix?.point).toEqual(here)
  })

  it('of somebody off duty is nobody’s business', async () => {
    const ben = await house.technician('Ben', ['wash'])
    await ben.post('/v1/me/duty', { onDuty: false })
    expect(await ben.post('/v1/me/fixes', { fixes: [fix()] })).toMatchObject({ why: { off_duty: 1 } })
  })
})

describe('the machines’ websocket', () => {
  it('takes a gateway’s fixes, answers each batch by its reference, and says what it cannot read', async () => {
    const gateway = await plug('/v1/gps', house.supervisor.token)
    gateway.say({ kind: 'fixes', ref: 'a1', technicianId: ana.id, fixes: [fix()] })
    expect(await gateway.next()).toMatchObject({ kind: 'taken', ref: 'a1', taken: 1 })
    gateway.say('not json')
    expect(await gateway.next()).toMatchObject({ kind: 'problem', code: 'invalid' })
    gateway.say({ kind: 'fixes', technicianId: 'tech_nobody', fixes: [fix()] })
    expect(await gateway.next()).toMatchObject({ kind: 'problem', code: 'not_found' })
    gateway.close()
  })

  it('feeds events after a cursor, densely, then live', async () => {
    await house.settle()
    const before = await house.events('city')
    const newest = before.at(-1)?.seq ?? 0
    const cursor = newest - 2
    const feed = await plug(`/v1/feed?after=${cursor}`, house.supervisor.token)
    expect(await feed.next()).toEqual({ kind: 'welcome', seq: newest, oldest: 1 })
    const caughtUp = [await feed.next(), await feed.next()]
    expect(caughtUp.map((word) => word.kind === 'event' && word.event.seq)).toEqual([cursor + 1, cursor + 2])
    const live = feed.next()
    await ana.post('/v1/me/duty', { onDuty: false })
    await house.settle()
    expect(await live).toMatchObject({
      kind: 'event',
      event: { seq: cursor + 3, type: 'technician.changed' },
    })
    feed.say({ kind: 'resume', after: newest })
    expect(await feed.next()).toMatchObject({ kind: 'event', event: { seq: newest + 1 } })
    feed.close()
  })

  it('feeds a key what it may read: messages, with their one-time codes, only by a scope of their own', async () => {
    const from = (await house.events('city')).at(-1)?.seq ?? 0
    await house.customer()
    await ana.post('/v1/me/duty', { onDuty: true })
    await house.settle()
    const all = (await house.events('city')).filter((event) => event.seq > from)
    expect(all.map((event) => event.type)).toContain('message.queued')
    const typesHeard = async (scopes: string[], count: number): Promise<string[]> => {
      const { key } = await house.supervisor.post<{ key: string }>('/v1/keys', { name: 'feed', scopes })
      const feed = await plug(`/v1/feed?after=${from}`, key)
      await feed.next()
      const words = await Promise.all(Array.from({ length: count }, () => feed.next()))
      feed.close()
      return words.map((word) => (word.kind === 'event' ? word.event.type : word.kind))
    }
    const types = all.map((event) => event.type as string)
    const quiet = types.filter((type) => type !== 'message.queued')
    expect(await typesHeard(['feed:read'], quiet.length)).toEqual(quiet)
    expect(await typesHeard(['feed:read', 'messages:read'], types.length)).toEqual(types)
  })

  it('says when a cursor is older than what is kept, and when it comes from the future', async () => {
    const { db } = house.running.house
    await db.deleteFrom('stream_events').where('stream', '=', 'city').where('seq', '<=', 4).execute()
    const old = await plug('/v1/feed?after=1', house.supervisor.token)
    expect(await old.next()).toMatchObject({ kind: 'welcome', oldest: 5 })
    expect(await old.next()).toMatchObject({ kind: 'problem', code: 'stale' })
    expect(await old.next()).toMatchObject({ kind: 'event', event: { seq: 5 } })
    old.close()
    const ahead = await plug('/v1/feed?after=99999999', house.supervisor.token)
    const welcome = await ahead.next()
    expect(await ahead.next()).toMatchObject({ kind: 'problem', code: 'stale' })
    const next = ahead.next()
    await ana.post('/v1/me/duty', { onDuty: false })
    await house.settle()
    const seq = welcome.kind === 'welcome' ? welcome.seq : 0
    expect(await next).toMatchObject({ kind: 'event', event: { seq: seq + 1 } })
    ahead.close()
  })

  it.each(['-1', '1.5', 'abc', '', '99999999999', '1e3', '0x10'])(
    'refuses the cursor “%s”',
    async (after) => {
      await expect(plug(`/v1/feed?after=${after}`, house.supervisor.token)).rejects.toThrow('422')
    },
  )

  it('opens to nobody without a token, to no role and no key beyond its scopes', async () => {
    await expect(plug('/v1/gps', 'nonsense')).rejects.toThrow('401')
    await expect(plug('/v1/gps', 'kbk_nonsense')).rejects.toThrow('401')
    await expect(plug('/v1/feed', ana.token)).rejects.toThrow('403')
    const { key, id } = await house.supervisor.post<{ key: string; id: string }>('/v1/keys', {
      name: 'gateway',
      scopes: ['positions:write'],
    })
    await expect(plug('/v1/feed', key)).rejects.toThrow('403')
    const gateway = await plug('/v1/gps', key)
    gateway.say({ kind: 'fixes', ref: 'k1', technicianId: ana.id, fixes: [fix()] })
    expect(await gateway.next()).toMatchObject({ kind: 'taken', ref: 'k1' })
    gateway.close()
    await house.supervisor.ask('DELETE', `/v1/keys/${id}`)
    await expect(plug('/v1/gps', key)).rejects.toThrow('401')
  })
})

describe('the HTTP doors', () => {
  it('are described by OpenAPI 3.1, one operation each, and by pages', async () => {
    const answer = await house.stranger.get<{ openapi: string; paths: Record<string, object> }>(
      '/openapi.json',
    )
    expect(answer.openapi).toMatch(/^3\.1/)
    expect(answer.paths['/v1/quotes']).toHaveProperty('post')
    for (const path of ['/docs', '/docs/problems', '/', '/customer/', '/technician/', '/console/'])
      expect((await fetch(`${house.base}${path}`)).headers.get('content-type'), path).toContain('text/html')
    const metrics = await (await fetch(`${house.base}/metrics`)).text()
    expect(metrics).toMatch(/^# TYPE \w+ (counter|gauge|histogram)$/m)
    expect((await fetch(`${house.base}/healthz`)).status).toBe(200)
  })

  it('refuse strangers at every one that is not said to be open, before they look at the question', async () => {
    const { paths } = await house.stranger.get<{ paths: Record<string, Record<string, object>> }>(
      '/openapi.json',
    )
    const open: string[] = []
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations)) {
        const answer = await house.stranger.ask(
          method.toUpperCase(),
          path.replace(/\{\w+\}/g, 'x'),
          undefined,
        )
        if (answer.status !== 401) open.push(`${method} ${path}`)
      }
    }
    expect(open.sort()).toMatchInlineSnapshot(`
      [
        "get /v1/calendars/{file}",
        "get /v1/city",
        "get /v1/clock",
        "get /v1/places",
        "get /v1/places/at",
        "get /v1/places/links",
        "get /v1/zones",
        "post /v1/sessions",
        "post /v1/sessions/code",
      ]
    `)
  })

  it('answer what does not exist with a problem, like everything else', async () => {
    const answer = await house.supervisor.ask('GET', '/v1/nothing')
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
})
