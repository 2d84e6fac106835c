import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let ana: Somebody
let job: JobView
beforeAll(async () => {
  house = await openTestHouse()
  ana = await house.technician('=Ana, "A"', ['wash', 'rescue'])
  const guest = await house.customer()
  job = await house.order(guest, ['exterior_wash'])
  await house.order(guest, ['exterior_wash'], 2)
}, 60_000)
afterAll(() => house?.close())

const read = async (
  path: string,
  who: Somebody = house.supervisor,
): Promise<{ status: number; headers: Headers; text: string }> => {
  const answer = await fetch(`${house.base}${path}`, {
    headers: { authorization: `Bearer ${who.token}`, 'accept-language': 'en' },
  })
  // `text()` would take the byte order mark away.
  return {
    status: answer.status,
    headers: answer.headers,
    text: Buffer.from(await answer.arrayBuffer()).toString('utf8'),
  }
}
const today = 'from=2026-11-23T16:00:00Z&until=2026-11-24T16:00:00Z'

describe('an export', () => {
  it('of jobs opens in a spreadsheet: UTF-8 with its mark, CRLF, a heading, a file name', async () => {
    const { headers, text } = await read(`/v1/exports/jobs.csv?${today}`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="kerbside-jobs.csv"')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(text.startsWith('\uFEFFjob_id,sign,status,')).toBe(true)
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    const line = lines.find((one) => one.includes(job.id))
    expect(line).toContain(`${job.id},${job.sign},`)
    expect(line).toContain('沪A12345')
    expect(text).not.toContain('+86137')
  })

  it('never starts a formula, and quotes what has commas', async () => {
    const { text } = await read('/v1/exports/technicians.csv')
    expect(text).toContain(`"'=Ana, ""A"""`)
  })

  it('of the tours lists every stop in order, and draws them', async () => {
    const { text } = await read('/v1/exports/stops.csv')
    const lines = text.trimEnd().split('\r\n')
    expect(lines.slice(1).map((line) => /"?,(\d),job_/.exec(line)?.[1])).toEqual(['1', '2'])
    const { headers, text: drawn } = await read('/v1/exports/tours.geojson')
    expect(headers.get('content-type')).toBe('application/geo+json; charset=utf-8')
    const map = JSON.parse(drawn) as { type: string; features: { geometry: { type: string } }[] }
    expect(map.type).toBe('FeatureCollection')
    expect(map.features.map((one) => one.geometry.type)).toEqual(['LineString', 'Point', 'Point'])
  })

  it('of jobs as GeoJSON stands where they are', async () => {
    const { text } = await read(`/v1/exports/jobs.geojson?${today}&zoneId=${house.zoneId}`)
    const { features } = JSON.parse(text) as {
      features: { geometry: object; properties: { job_id: string } }[]
    }
    expect(features.find((one) => one.properties.job_id === job.id)).toMatchObject({
      geometry: { type: 'Point', coordinates: house.places[1]?.point },
      properties: { job_id: job.id, status: job.status },
    })
  })

  it.each([
    ['without a span', ''],
    ['that ends before it begins', 'from=2026-11-24T00:00:00Z&until=2026-11-23T00:00:00Z'],
    ['of more than 92 days', 'from=2026-01-01T00:00:00Z&until=2026-11-23T00:00:00Z'],
    ['from no instant', 'from=yesterday&until=2026-11-23T00:00:00Z'],
    ['of no zone', `${today}&zoneId=zone_1`],
  ])('%s is refused', async (_, query) => {
    const { status, text } = await read(`/v1/exports/jobs.csv?${query}`)
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([422, 'invalid'])
  })

  it('is for supervisors and for keys with its scope', async () => {
    const { key } = await house.supervisor.post<{ key: string }>('/v1/keys', {
      name: 'BI',
      scopes: ['exports:read'],
    })
    const machine = Object.assign(Object.create(house.supervisor), { token: key }) as Somebody
    expect((await read('/v1/exports/stops.csv', machine)).status).toBe(200)
    expect((await read('/v1/exports/stops.csv', ana)).status).toBe(403)
    expect((await read('/v1/exports/stops.csv', house.stranger)).status).toBe(401)
  })
})

describe('a tour’s calendar', () => {
  it('shows each stop behind a secret link that needs no sign-in', async () => {
    const { path } = await ana.post<{ path: string }>('/v1/me/calendar')
    const { status, headers, text } = await read(path, house.stranger)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(unfolded).toContain(`UID:${job.id}@kerbside`)
    expect(unfolded).toMatch(/DTSTART:20261124T00\d{4}Z/)
    expect(unfolded).toContain(`SUMMARY:外观清洗 · 沪A12345 · ${job.sign}`)
    expect(unfolded).toMatch(/GEO:\d/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it('ends when another link is made, and when it is dropped; only its hash is kept', async () => {
    const first = await house.supervisor.post<{ path: string }>(`/v1/technicians/${ana.id}/calendar`)
    const second = await house.supervisor.post<{ path: string }>(`/v1/technicians/${ana.id}/calendar`)
    expect((await read(first.path, house.stranger)).status).toBe(404)
    expect((await read(second.path, house.stranger)).status).toBe(200)
    const rows = await house.running.house.db.selectFrom('calendar_links').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(second.path.slice(14, 40))
    await house.supervisor.ask('DELETE', `/v1/technicians/${ana.id}/calendar`)
    expect((await read(second.path, house.stranger)).status).toBe(404)
  })

  it.each([
    ['made up', `${'a'.repeat(43)}.ics`, 404],
    ['too short', 'abc.ics', 422],
    ['without its ending', 'a'.repeat(43), 422],
    ['that climbs', '..%2F..%2Fetc%2Fpasswd.ics', 422],
  ])('behind a link %s is not there', async (_, file, status) => {
    expect((await read(`/v1/calendars/${file}`, house.stranger)).status).toBe(status)
  })
})
