import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { DoorProblem } from './door-problem.ts'
import { openDoors } from './open-doors.ts'
import { staffSignIn } from './signed-in.ts'

let server: Server | undefined
afterEach(() => server?.close())

const serve = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> => {
  server = createServer(answer)
  await new Promise<void>((up) => server?.listen(0, '127.0.0.1', () => up()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body))
}
const problem = (status: number, code: string) => ({
  type: `/docs/problems#${code}`,
  title: code,
  status,
  code,
  detail: 'why',
})
const { signal } = new AbortController()

it('fills path and query and throws a refusal with its facts', async () => {
  const seen: (string | undefined)[] = []
  const url = await serve((request, response) => {
    seen.push(request.url)
    json(response, 422, { ...problem(422, 'outside_every_zone'), more: { nearestZone: 'x' } })
  })
  const doors = openDoors({ url, signal })
  const asked = doors.call('listJobs', { query: { status: ['done', 'settled'], limit: 5 } })
  await expect(asked).rejects.toMatchObject({
    code: 'outside_every_zone',
    status: 422,
    more: { nearestZone: 'x' },
  })
  expect(seen).toEqual(['/v1/jobs?status=done&status=settled&limit=5'])
})

it('repeats a command under the same key after the time that Retry-After asks for', async () => {
  const keys: unknown[] = []
  const troubles: string[] = []
  const url = await serve((request, response) => {
    keys.push(request.headers['idempotency-key'])
    if (keys.length === 1) return json(response, 503, problem(503, 'not_ready'), { 'retry-after': '0' })
    return json(response, 200, {})
  })
  const doors = openDoors({ url, signal, onTrouble: (_, { code }) => troubles.push(code) })
  await doors.call('signOut')
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
  expect(troubles).toEqual(['not_ready'])
})

it('keeps no more calls under way than it may', async () => {
  let under = 0
  let most = 0
  const url = await serve((_, response) => {
    under += 1
    most = Math.max(most, under)
    setImmediate(() => {
      under -= 1
      json(response, 200, { now: '2026-11-24T00:00:00.000Z', speed: 1 })
    })
  })
  const doors = openDoors({ url, signal, mostInFlight: 3 })
  await Promise.all(Array.from({ length: 20 }, () => doors.call('getClock')))
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(3)
})

it('signs in once for all who ask at once, and again when the session is forgotten', async () => {
  let signIns = 0
  const url = await serve((request, response) => {
    if (request.url === '/v1/sessions') {
      signIns += 1
      return json(response, 201, { token: `token-${signIns}` })
    }
    const fresh = request.headers.authorization === 'Bearer token-2'
    return fresh ? json(response, 200, { alerts: [] }) : json(response, 401, problem(401, 'not_signed_in'))
  })
  const person = staffSignIn(openDoors({ url, signal }), '+8613800000001', 'secret-secret')
  const answers = await Promise.all([person.call('listAlerts'), person.call('listAlerts')])
  expect(answers).toEqual([{ alerts: [] }, { alerts: [] }])
  expect(signIns).toBe(2)
})

it('tells an outage from a refusal', async () => {
  const ended = new AbortController()
  const doors = openDoors({ url: 'http://127.0.0.1:1', signal: ended.signal, onTrouble: () => ended.abort() })
  const error = await doors.call('getClock').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Error)
  expect(new DoorProblem({ status: 0, code: 'network', detail: '' }).mayPass).toBe(true)
  expect(new DoorProblem({ status: 409, code: 'stale', detail: '' }).mayPass).toBe(false)
})
