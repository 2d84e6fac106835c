import { describe, expect, it } from 'vitest'
import { type ApiOptions, createApi } from './api.ts'
import { ApiProblem } from './api-problem.ts'

type Sent = { address: string; init: RequestInit }
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const problem = (code: string, status: number) =>
  json({ type: `/docs/problems#${code}`, title: code, status, code, detail: `It is ${code}.` }, status)

const apiOf = (answers: (Response | Error)[], more: Partial<ApiOptions> = {}) => {
  const sent: Sent[] = []
  const waits: number[] = []
  let key = 0
  const api = createApi({
    baseUrl: 'http://kerbside.test',
    getToken: () => 'token-1',
    getLanguage: () => 'zh-CN',
    newKey: () => {
      key += 1
      return `key-${key}`
    },
    pause: async (ms) => void waits.push(ms),
    fetch: async (address, init) => {
      sent.push({ address: String(address), init: init ?? {} })
      const answer = answers.shift()
      if (!answer) throw new Error('nobody answers')
      if (answer instanceof Error) throw answer
      return answer
    },
    ...more,
  })
  return { api, sent, waits }
}
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as ApiProblem,
  )
const id = 'job_0190f1f0-0000-7000-8000-000000000000'

describe('the api client', () => {
  it('fills path and query from the contract and names token and language', async () => {
    const { api, sent } = apiOf([json({ jobs: [], next: null })])
    await api.call('listJobs', { query: { status: ['waiting', 'offered'], limit: 20 } })
    expect(sent[0]?.address).toBe('http://kerbside.test/v1/jobs?status=waiting&status=offered&limit=20')
    expect(sent[0]?.init.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'accept-language': 'zh-CN',
    })
  })

  it('tries a read again when the network is gone, and not when the server refused', async () => {
    const lost = apiOf([new TypeError('gone'), problem('not_ready', 503), json({ ok: true })])
    await lost.api.call('getJob', { params: { id } })
    expect([lost.sent.length, lost.waits]).toEqual([3, [300, 1200]])

    const refused = apiOf([problem('not_found', 404)])
    const error = await caught(refused.api.call('getJob', { params: { id } }))
    expect(error).toMatchObject({ code: 'not_found', status: 404, detail: 'It is not_found.' })
    expect(refused.sent.length).toBe(1)
  })

  it('repeats a command once under the same Idempotency-Key', async () => {
    const { api, sent } = apiOf([new TypeError('gone'), json({})])
    await api.call('acceptOffer', { params: { id: 'offer_1' } })
    const keys = sent.map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])
    expect(keys).toEqual(['key-1', 'key-1'])
    const gone = apiOf([])
    expect(await caught(gone.api.call('acceptOffer', { params: { id: 'offer_1' } }))).toMatchObject({
      code: 'network',
      status: 0,
    })
    expect(gone.sent.length).toBe(2)
  })

  it('reports a session that is over, once', async () => {
    let over = 0
    const { api } = apiOf([problem('not_signed_in', 401)], {
      onSignedOut: () => {
        over += 1
      },
    })
    const error = await caught(api.call('getSession'))
    expect([error?.code, over]).toEqual(['not_signed_in', 1])
  })

  it('takes HTML from a proxy as nobody home, and a strange success as unreadable', async () => {
    const { api } = apiOf(Array.from({ length: 3 }, () => new Response('<html>', { status: 502 })))
    expect((await caught(api.call('getClock')))?.code).toBe('network')
    const odd = apiOf([new Response('<html>')])
    expect(await caught(odd.api.call('getClock'))).toBeInstanceOf(ApiProblem)
  })
})
