import { randomUUID } from 'node:crypto'
import { protocolVersion } from '@kerbside/protocol'
import { io } from 'socket.io-client'
import type { Somebody } from '../house/somebody.ts'

/** What became of everything that was asked while processes came and went. */
export interface LoadReport {
  requests: number
  /** Answered with success at the first try. */
  acknowledged: number
  /** Had to be sent again under the same key, by why. */
  repeated: Record<string, number>
  /** Never acknowledged, in spite of trying again. */
  failed: string[]
  jobIds: string[]
  slowestMs: number
  p99Ms: number
  events: { heard: number; gaps: number; doubled: number; reconnects: number }
}

interface Wish {
  boss: Somebody
  url: string
  place: object
  /** So many jobs are ordered a second, until told to stop or so many were. */
  perSecond: number
  most: number
}

const mostTries = 6

/** Orders jobs at a steady pace, each under its own key, and watches the `city` stream; both bounded. */
export const startLoad = async ({ boss, url, place, perSecond, most }: Wish) => {
  const report: LoadReport = {
    requests: 0,
    acknowledged: 0,
    repeated: {},
    failed: [],
    jobIds: [],
    slowestMs: 0,
    p99Ms: 0,
    events: { heard: 0, gaps: 0, doubled: 0, reconnects: 0 },
  }
  const times: number[] = []
  let stopped = false
  const watcher = await watchCity(url, boss.token, report.events)

  const command = async (path: string, body: object): Promise<{ id: string } | null> => {
    const key = randomUUID()
    report.requests += 1
    for (let turn = 0; turn < mostTries; turn += 1) {
      const begun = performance.now()
      const why = await boss
        .ask<{ id: string }>('POST', path, body, { 'idempotency-key': key })
        .then((answer) => (answer.status < 300 ? answer.body : `${answer.status}`))
        .catch((error: Error) => (error.cause instanceof Error ? error.cause.message : error.message))
      if (typeof why !== 'string') {
        times.push(performance.now() - begun)
        if (turn === 0) report.acknowledged += 1
        return why
      }
      report.repeated[why] = (report.repeated[why] ?? 0) + 1
      await new Promise((wait) => setTimeout(wait, 100 * 2 ** turn))
    }
    report.failed.push(path)
    return null
  }
  let phone = 0
  const order = async (): Promise<void> => {
    const quote = await command('/v1/quotes', {
      services: ['jump_start'],
      vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
      place,
    })
    if (!quote) return
    phone += 1
    const job = await command('/v1/jobs', {
      quoteId: quote.id,
      customerPhone: `+86137${String(10_000_000 + phone)}`,
    })
    if (job) report.jobIds.push(job.id)
  }
  const run = async (): Promise<void> => {
    const open: Promise<void>[] = []
    for (let count = 0; count < most && !stopped; count += 1) {
      open.push(order())
      await new Promise((wait) => setTimeout(wait, 1_000 / perSecond))
    }
    await Promise.all(open)
  }
  const running = run()
  return {
    /** Stops ordering, waits for what is under way and for the last event, and reports. */
    async end(newestSeq: () => Promise<number>): Promise<LoadReport> {
      stopped = true
      await running
      await watcher.reach(await newestSeq())
      watcher.close()
      times.sort((a, b) => a - b)
      report.slowestMs = Math.round(times.at(-1) ?? 0)
      report.p99Ms = Math.round(times[Math.floor(times.length * 0.99)] ?? 0)
      return report
    },
  }
}

/** Follows the `city` stream like the console: comes back with the number it has seen. */
const watchCity = async (url: string, token: string, events: LoadReport['events']) => {
  const socket = io(url, {
    transports: ['websocket'],
    auth: { token, protocol: protocolVersion },
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    forceNew: true,
  })
  let seen = 0
  let reached: (() => void) | undefined
  let goal = Number.POSITIVE_INFINITY
  let connects = 0
  const watch = () => socket.emitWithAck('watch', { streams: [{ stream: 'city', seen }] })
  socket.on('event', ({ seq }: { seq: number }) => {
    if (seen > 0 && seq > seen + 1) events.gaps += 1
    if (seq <= seen) events.doubled += 1
    events.heard += 1
    seen = Math.max(seen, seq)
    if (seen >= goal) reached?.()
  })
  await new Promise<void>((ready, refuse) => {
    socket.on('connect', () => {
      connects += 1
      events.reconnects = connects - 1
      watch().then((answer) => {
        if (connects === 1 && seen === 0) seen = answer.streams?.[0]?.seq ?? 0
        ready()
      }, refuse)
    })
  })
  return {
    reach: (seq: number): Promise<void> => {
      goal = seq
      if (seen >= goal) return Promise.resolve()
      const late = new Promise<void>((_, refuse) =>
        setTimeout(refuse, 20_000, new Error(`heard up to ${seen} of ${seq}`)).unref(),
      )
      return Promise.race([new Promise<void>((done) => (reached = done)), late])
    },
    close: () => socket.disconnect(),
  }
}
