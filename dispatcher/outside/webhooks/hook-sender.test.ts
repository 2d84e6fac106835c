import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHookSender } from './hook-sender.ts'
import { isReachable, type Lookup } from './public-address.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const older = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
/** Names that exist only here; each look-up of `turning.example` takes the next of its addresses. */
const turning = ['93.184.216.34', '127.0.0.1']
const lookup: Lookup = (host, options, done) => {
  const turn = host === 'turning.example' ? [turning.shift() ?? '127.0.0.1'] : []
  const known: Record<string, string[]> = {
    'hooks.example': ['93.184.216.34'],
    'inside.example': ['10.1.2.3'],
    'both.example': ['93.184.216.34', '192.168.1.1'],
    localhost: ['127.0.0.1'],
    'turning.example': turn,
  }
  const found = (known[host] ?? []).map((address) => ({ address, family: 4 }))
  if (found.length === 0) return done(new Error(`getaddrinfo ENOTFOUND ${host}`), '')
  return options.all ? done(null, found) : done(null, found[0]?.address ?? '', 4)
}
const strict = openHookSender({ loopback: false }, lookup)
const local = openHookSender({ loopback: true }, lookup)

let server: Server
let base: string
const heard: { headers: IncomingHttpHeaders; body: string; url: string }[] = []
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ headers: request.headers, body, url: request.url ?? '' })
    if (request.url === '/moved') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    if (request.url === '/long') return response.end('x'.repeat(100_000))
    if (request.url === '/busy') return response.writeHead(503, { 'retry-after': '7' }).end('later')
    return response.end('thanks')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const message = (url: string) => ({ url, id: 'dlv_1', body: '{"type":"a"}', secrets: [secret, older] })

describe('the address of a webhook', () => {
  it.each([
    ['not a url', 'no_url'],
    ['ftp://hooks.example/a', 'no_url'],
    ['javascript:alert(1)', 'no_url'],
    ['http://hooks.example/a', 'not_https'],
    ['https://me:secret@hooks.example/a', 'with_password'],
    ['https://127.0.0.1/a', 'private'],
    ['https://2130706433/a', 'private'],
    ['https://0x7f.1/a', 'private'],
    ['https://0177.0.0.1/a', 'private'],
    ['https://0.0.0.0/a', 'private'],
    ['https://[::1]/a', 'private'],
    ['https://[::ffff:10.0.0.1]/a', 'private'],
    ['https://[fd00::1]/a', 'private'],
    ['https://[64:ff9b::10.0.0.1]/a', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://100.64.0.1/a', 'private'],
    ['https://224.0.0.1/a', 'private'],
    ['https://localhost/a', 'private'],
    ['https://inside.example/a', 'private'],
    ['https://both.example/a', 'private'],
    ['https://nowhere.example/a', 'unknown_host'],
    ['https://hooks.example/a?b=c', null],
  ])('%s gets %s', async (url, fault) => {
    expect(await strict.faultOf(url)).toBe(fault)
  })

  it('may be loopback, and plain there, only where the setting says so', async () => {
    expect(await local.faultOf('http://localhost:9/a')).toBeNull()
    expect(await local.faultOf('https://[::1]/a')).toBeNull()
    expect(await local.faultOf('http://hooks.example/a')).toBe('not_https')
    expect(await local.faultOf('https://10.0.0.1/a')).toBe('private')
    expect(isReachable('::ffff:127.0.0.1', { loopback: true })).toBe(true)
  })
})

describe('a message', () => {
  it('is signed by every secret so that a receiver’s own library believes it', async () => {
    const result = await local.send(message(`${base}/in`))
    expect(result).toMatchObject({ status: 200, error: null, answer: 'thanks' })
    const { headers, body } = heard.at(-1) ?? { headers: {}, body: '' }
    for (const one of [secret, older])
      expect(new Webhook(one).verify(body, headers as Record<string, string>)).toEqual({ type: 'a' })
    const stranger = new Webhook(`whsec_${Buffer.alloc(32, 1).toString('base64')}`)
    expect(() => stranger.verify(body, headers as Record<string, string>)).toThrow()
  })

  it('goes to no private address, also when the name turns private after it was checked', async () => {
    expect(await strict.faultOf('https://turning.example/')).toBeNull()
    const before = heard.length
    const { port } = server.address() as AddressInfo
    for (const url of [`http://turning.example:${port}/`, `${base}/`, `http://127.0.0.1:${port}/`]) {
      const result = await strict.send(message(url))
      expect(result).toMatchObject({ status: null, error: expect.stringContaining('no public address') })
    }
    expect(heard).toHaveLength(before)
  })

  it('follows no redirect, keeps little of a long answer, and hears when to come again', async () => {
    const before = heard.length
    expect(await local.send(message(`${base}/moved`))).toMatchObject({
      status: 302,
      error: 'a redirect is not followed',
    })
    expect(heard).toHaveLength(before + 1)
    expect((await local.send(message(`${base}/long`))).answer).toHaveLength(500)
    expect(await local.send(message(`${base}/busy`))).toMatchObject({ status: 503, retryAfter: 7 })
  })
})
