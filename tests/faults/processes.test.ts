import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobView, OfferView, QuoteView, Stage } from '@kerbside/protocol'
import { stages } from '@kerbside/protocol'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { type Balancer, openBalancer } from '../load/balancer.ts'
import { foundTown } from '../load/fleet-town.ts'
import { type Member, startFleet } from '../load/process-fleet.ts'
import { rollThrough } from '../load/roll.ts'
import { freshDatabase } from '../setup/fresh-database.ts'

const redisUrl = inject('redisUrl')

interface Span {
  traceId: string
  name: string
  pid: unknown
  facts: Record<string, unknown>
}

/** An OTLP collector that remembers. */
const openCollector = async () => {
  const spans: Span[] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { resourceSpans } = JSON.parse(body) as { resourceSpans: OtlpResource[] }
    for (const { resource, scopeSpans } of resourceSpans)
      for (const one of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({
          traceId: one.traceId,
          name: one.name,
          pid: factsOf(resource.attributes)['process.pid'],
          facts: factsOf(one.attributes),
        })
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  return {
    spans,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  }
}
interface OtlpResource {
  resource: { attributes: OtlpFact[] }
  scopeSpans: { spans: { traceId: string; name: string; attributes: OtlpFact[] }[] }[]
}
interface OtlpFact {
  key: string
  value: { stringValue?: string; intValue?: string | number }
}
const factsOf = (facts: OtlpFact[]): Record<string, unknown> =>
  Object.fromEntries(facts.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))

describe.skipIf(redisUrl === null)('a house of several processes', () => {
  let members: Member[]
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let collector: Awaited<ReturnType<typeof openCollector>>
  let pool: pg.Pool
  let runDir: string
  let balancer: Balancer
  let town: Awaited<ReturnType<typeof foundTown>>
  const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text)).rows

  beforeAll(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'kerbside-fleet-'))
    ;[database, collector] = await Promise.all([freshDatabase(), openCollector()])
    pool = new pg.Pool({ connectionString: database.url, max: 2 })
    pool.on('error', () => undefined)
    members = await startFleet(
      {
        databaseUrl: database.url,
        redisUrl: redisUrl ?? '',
        osrmUrl: inject('osrmUrl'),
        cityDir: inject('cityDir'),
        runDir,
        drainSeconds: 0.6,
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_BSP_SCHEDULE_DELAY: '200',
          LOG_LEVEL: 'debug',
        },
      },
      ['worker', 'api', 'api', 'live'],
    )
    balancer = await openBalancer(members)
    town = await foundTown(balancer.url, inject('cityDir'), 1)
  }, 120_000)
  afterAll(async () => {
    await balancer?.close()
    await Promise.all((members ?? []).map((one) => one.stop()))
    await pool?.end()
    await database?.drop()
    collector?.close()
    rmSync(runDir, { recursive: true, force: true })
  }, 60_000)

  it('writes one job into one trace and its id into every line, from request to settled, across processes', async () => {
    const { boss, place, people } = town
    const [ana] = people as [Somebody]
    const quote = await boss.post<QuoteView>('/v1/quotes', {
      services: ['exterior_wash'],
      vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
      place,
    })
    const slot = quote.slots.find((one) => one.available)
    const job = await boss.post<JobView>('/v1/jobs', {
      quoteId: quote.id,
      slotFrom: slot?.window.from,
      customerPhone: '+8613700001111',
    })
    const offer = await expect
      .poll(async () => (await ana.get<{ offers: OfferView[] }>('/v1/me/offers')).offers[0], {
        timeout: 20_000,
      })
      .toMatchObject({ jobId: job.id })
      .then(async () => (await ana.get<{ offers: OfferView[] }>('/v1/me/offers')).offers[0])
    await ana.post(`/v1/offers/${offer?.id}/accept`)
    for (const step of ['depart', 'arrive', 'begin', 'finish']) await ana.step(job.id, step)
    const statusOf = async () => (await boss.get<JobView>(`/v1/jobs/${job.id}`)).status
    await expect.poll(statusOf, { timeout: 20_000 }).toBe('settled')

    const spansOf = (): Span[] => {
      const first = collector.spans.find(
        (one) => one.facts['kerbside.job_id'] === job.id && one.name === 'POST /v1/jobs',
      )
      return collector.spans.filter((one) => one.traceId === first?.traceId)
    }
    const stagesSeen = (): Stage[] =>
      stages.filter((stage) => spansOf().some((one) => one.facts['kerbside.stage'] === stage))
    await expect.poll(stagesSeen, { timeout: 10_000 }).toEqual([...stages])
    const spans = spansOf()
    const names = spans.map((one) => one.name)
    for (const name of [
      'step admit',
      'stage plan',
      'step offer',
      'POST /v1/offers/:id/accept',
      'step settle',
    ])
      expect(names).toContain(name)
    expect(new Set(spans.map((one) => one.pid)).size).toBeGreaterThan(1)
    for (const span of spans) expect([job.id, undefined]).toContain(span.facts['kerbside.job_id'])

    const lines = members
      .flatMap(({ name }) =>
        readFileSync(join(runDir, `${name}.log`), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.traceId === spans[0]?.traceId)
    expect(lines.map((line) => line.msg)).toEqual(expect.arrayContaining(['answered', 'a stage was run']))
    expect(lines.filter((line) => line.jobId !== job.id && line.zoneId === undefined)).toEqual([])
  }, 90_000)

  it('loses no acknowledged job and no event while each of them is restarted under load', async () => {
    const report = await rollThrough({
      members,
      balancer,
      boss: town.boss,
      place: town.place,
      perSecond: 3,
      most: 60,
      rounds: 1,
      readJobIds: async () => (await rows('select job_id from jobs')).map((row) => String(row.job_id)),
      readNewestSeq: async () =>
        Number(
          (await rows("select coalesce(max(seq), 0) as seq from streams where stream = 'city'"))[0]?.seq,
        ),
    })
    expect(report).toMatchObject({
      failed: [],
      lost: 0,
      doubledJobs: 0,
      events: { gaps: 0, doubled: 0 },
      restarts: members.map((one) => one.name),
    })
    expect(report.jobIds.length).toBeGreaterThan(10)
    expect(report.events.heard).toBeGreaterThan(10)
    expect(report.events.reconnects).toBeGreaterThan(0)
  }, 120_000)
})
