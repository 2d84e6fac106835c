import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../../tests/house/test-house.ts'

interface Answer {
  code: number
  summary: { unassigned: number; routes: number; duration: number; distance?: number }
  routes: { vehicle: number; steps: { type: string; id?: number; arrival: number }[] }[]
  kerbside: {
    roads: string
    unassigned: { id: number; reasons: { code: string; sentence: { en: string } }[] }[]
  }
}
interface Problem {
  status: number
  code: string
  field?: string
  detail: string
  more?: { code: number; error: string }
}

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
}, 60_000)
afterAll(() => house?.close())

const ask = <T>(body: unknown, who = house.supervisor) => who.ask<T>('POST', '/v1/plan', body)
const send = (
  body: string,
  { token = house.supervisor.token, signal }: { token?: string; signal?: AbortSignal } = {},
) =>
  fetch(`${house.base}/v1/plan`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    ...(signal ? { signal } : {}),
  })
const place = (index: number): readonly [number, number] => house.places[index]?.point ?? [0, 0]
/** Three jobs in the town and a van that returns to where it starts. */
const town = (change: object = {}) => ({
  vehicles: [{ id: 7, start: place(0), end: place(0), time_window: [0, 36_000] }],
  jobs: [1, 2, 3].map((id) => ({ id, location: place(id), service: 600 })),
  kerbside: { seconds: 0.05 },
  ...change,
})

describe('POST /v1/plan', () => {
  it('answers the documented example as documented', async () => {
    const guide = await readFile(new URL('../../docs/planning.md', import.meta.url), 'utf8')
    const [problem = '', answer = ''] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map((one) => one[1])
    const { status, body } = await ask<Answer>(JSON.parse(problem))
    expect(status).toBe(200)
    expect(body).toMatchObject(JSON.parse(answer))
  })

  it('drives coordinates on real roads', async () => {
    const { status, body } = await ask<Answer>(town({ kerbside: { seconds: 0.05, distances: true } }))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      code: 0,
      summary: { routes: 1, unassigned: 0 },
      kerbside: { roads: 'osrm' },
    })
    expect(body.routes[0]?.steps.map((step) => step.type)).toEqual(['start', 'job', 'job', 'job', 'end'])
    expect(body.summary.duration).toBeGreaterThan(60)
    expect(body.summary.distance).toBeGreaterThan(500)
  })

  it('leaves an impossible job out and says why', async () => {
    const jobs = [
      { id: 1, location: place(1) },
      { id: 2, location: place(2), skills: [9] },
    ]
    const { body } = await ask<Answer>(town({ jobs }))
    expect(body.summary.unassigned).toBe(1)
    expect(body.kerbside.unassigned).toMatchObject([
      { id: 2, reasons: [{ code: 'skill', sentence: { en: 'Vehicle 7 lacks skill 9' } }] },
    ])
  })

  it('names the field that is wrong, in our words and VROOM’s', async () => {
    const jobs = [{ id: 1, location: place(1), time_windows: [[500, 100]] }]
    const { status, body } = await ask<Problem>(town({ jobs }))
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'invalid', field: 'jobs.0.time_windows.0', more: { code: 2 } },
    })
    expect(body.more?.error).toBe('jobs.0.time_windows.0 ends before it begins')
  })

  it('refuses more than it takes, and what is no JSON', async () => {
    expect((await ask<Problem>(town({ kerbside: { seconds: 61 } }))).body).toMatchObject({
      status: 422,
      field: 'kerbside.seconds',
    })
    const jobs = Array.from({ length: 2_001 }, (_, id) => ({ id, location: place(1) }))
    expect((await ask<Problem>(town({ jobs }))).body).toMatchObject({ status: 422, field: 'jobs' })
    const response = await send('{"vehicles": [')
    expect(await response.json()).toMatchObject({ status: 400, code: 'malformed' })
  })

  it('is for supervisors and for keys with its scope, and looks who calls before it reads', async () => {
    const statusWith = async (scope: string): Promise<number> => {
      const { key } = await house.supervisor.post<{ key: string }>('/v1/keys', {
        name: 'TMS',
        scopes: [scope],
      })
      return (await send(JSON.stringify(town()), { token: key })).status
    }
    expect(await statusWith('plans:make')).toBe(200)
    expect(await statusWith('jobs:read')).toBe(403)
    const ana = await house.technician('Ana', ['wash'])
    expect((await ask<Problem>(town(), house.stranger)).body).toMatchObject({ status: 401 })
    expect((await ask<Problem>(town(), ana)).body).toMatchObject({ status: 403 })
  })

  it('lets go of a problem whose client has hung up, and keeps serving meanwhile', async () => {
    const gone = new AbortController()
    const begun = performance.now()
    const lost = send(JSON.stringify(town({ kerbside: { seconds: 60 } })), { signal: gone.signal })
    expect((await house.supervisor.ask('GET', '/v1/board')).status).toBe(200)
    gone.abort()
    await expect(lost).rejects.toThrow()
    // As many again as there are threads: they would wait for a minute if the first still ran.
    const others = await Promise.all([1, 2, 3, 4].map(() => ask<Answer>(town())))
    expect(others.map((one) => one.status)).toEqual([200, 200, 200, 200])
    expect(performance.now() - begun).toBeLessThan(25_000)
  })

  it('is described in the API’s own document', async () => {
    const document = (await (await fetch(`${house.base}/openapi.json`)).json()) as {
      paths: Record<string, { post?: { requestBody?: object; responses: Record<string, object> } }>
    }
    const post = document.paths['/v1/plan']?.post
    expect(JSON.stringify(post?.requestBody)).toContain('shipments')
    expect(JSON.stringify(post?.responses['200'])).toContain('computing_times')
  })
})
