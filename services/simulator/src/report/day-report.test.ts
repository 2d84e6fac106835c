import type { JobView } from '@kerbside/protocol'
import { expect, it } from 'vitest'
import { printReport } from '../report.ts'
import { percentile, reportOf } from './day-report.ts'
import { OfferLatency } from './offer-latency.ts'

const at = (minute: number): string =>
  new Date(Date.parse('2026-11-24T01:00:00Z') + minute * 60_000).toISOString()
const job = (part: Partial<JobView>): JobView =>
  ({
    category: 'wash',
    status: 'settled',
    requestedAt: at(0),
    arrivedAt: at(20),
    promise: { from: at(0), until: at(30) },
    ...part,
  }) as JobView

const facts = {
  jobs: [
    job({}),
    job({ status: 'done', arrivedAt: at(40) }),
    job({ category: 'rescue', arrivedAt: at(10) }),
    job({ category: 'rescue', arrivedAt: at(30) }),
    job({ status: 'failed', arrivedAt: at(25) }),
    job({ status: 'cancelled', arrivedAt: null }),
    job({ status: 'waiting', arrivedAt: null }),
    job({ status: 'waiting', arrivedAt: null, promise: { from: at(500), until: at(600) } }),
  ],
  refusals: { outside: 2, no_slot: 3 },
  offerSamplesMs: Array.from({ length: 100 }, (_, i) => i + 1),
  nowMs: Date.parse(at(120)),
  wallS: 12.4,
}

it('counts jobs by how they ended, and everything adds up to the requests', () => {
  const report = reportOf(facts)
  expect(report).toMatchObject({ requests: 13, done: 4, failed: 1, cancelled: 1, open: 2, refused: 5 })
  expect(report.done + report.failed + report.cancelled + report.open + report.refused).toBe(report.requests)
})

it('holds against punctuality what came late and what should have come by now', () => {
  expect(reportOf(facts).onTimeShare).toBe(0.667)
  expect(reportOf({ ...facts, jobs: [] }).onTimeShare).toBeNull()
})

it('tells rescue waits from request to arrival and offers by nearest rank', () => {
  expect(reportOf(facts)).toMatchObject({
    rescueWaitMedianS: 600,
    rescueWaitP95S: 1800,
    offerMs: { p50: 50, p99: 99 },
    wallS: 12,
  })
  expect(percentile([], 0.5)).toBeNull()
  expect(percentile([7], 0.99)).toBe(7)
})

it('pairs a rescue with its first offer, whichever of answer and offer comes first', () => {
  let wallMs = 0
  const latency = new OfferLatency(() => wallMs)
  const became = latency.sending()
  wallMs = 40
  latency.offered('job_a')
  wallMs = 55
  became('job_a')
  latency.offered('job_a')
  latency.sending()('job_b')
  expect(latency.samples()).toEqual([40])
})

it('prints a table and ends with one line of JSON that holds the rules too', () => {
  const lines: string[] = []
  printReport({
    report: reportOf(facts),
    invariants: { 'one winner': 0 },
    json: true,
    print: (line) => lines.push(line),
  })
  expect(lines[0]).toMatch(/^requests +13$/)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ requests: 13, invariants: { 'one winner': 0 } })
  expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(1)
})
