import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fix, type LonLat, skills } from '@kerbside/domain'
import { alongLine, lineLength } from '@kerbside/geo'
import { type FixCounts, protocolVersion } from '@kerbside/protocol'
import { io, type Socket } from 'socket.io-client'
import type { Say } from '../../infra/src/say.ts'
import { Somebody } from '../house/somebody.ts'
import { type SentFixes, sentKey } from './live-console.ts'

interface Plan {
  port: number
  boss: { phone: string; password: string }
  cityDir: string
  technicians: number
  jobs: number
  say: Say
}
interface Van {
  id: string
  socket: Socket
  /** It goes to and fro on this line, so many metres a second. */
  line: readonly LonLat[]
  speed: number
}

/** Founds zones, technicians on duty with a socket each, and waiting jobs, all through the public doors. */
export const foundFleet = async ({ port, boss, cityDir, technicians, jobs, say }: Plan) => {
  const base = `http://127.0.0.1:${port}`
  const stranger = new Somebody(base, '', '', 'stranger')
  const signIn = (body: object) =>
    stranger.post<{ token: string; person: { id: string; name: string } }>('/v1/sessions', body)
  const chief = await signIn(boss)
  const supervisor = new Somebody(base, chief.token, chief.person.id, 'chief')
  const zoneIds = await foundZones(supervisor, cityDir)
  const places = readPlaces(cityDir)
  const at = (index: number) => places[(index * 37) % places.length] ?? { point: [0, 0] as LonLat, label: '' }

  say('bench', `hiring ${technicians} technicians`)
  const vans: Van[] = []
  for (let number = 0; number < technicians; number += 1) {
    const phone = `+8613${String(100_000_000 + number)}`
    await supervisor.post('/v1/technicians', {
      name: `T${number}`,
      initials: `T${number % 100}`.slice(0, 3),
      phone,
      password: 'kerbside-bench',
      skills: [...skills],
      zoneId: zoneIds[number % zoneIds.length],
      home: at(number).point,
      vanPlate: `沪B${10_000 + number}`,
      stock: { water_l: 500, shampoo_ml: 5000 },
    })
    const { token, person } = await signIn({ phone, password: 'kerbside-bench' })
    const technician = new Somebody(base, token, person.id, person.name)
    await technician.post('/v1/me/duty', { onDuty: true })
    vans.push({
      id: person.id,
      socket: await plug(base, token),
      line: [at(number).point, at(number + 1).point],
      speed: 4 + (number % 7),
    })
  }
  say('bench', `ordering ${jobs} washes`)
  const ordered = await order(supervisor, jobs, at)

  const acks: number[] = []
  let refused = 0
  const send = (van: Van, begun: number, sent: Map<string, number>): void => {
    const metres = (van.speed * (performance.now() - begun)) / 1000
    const length = lineLength(van.line)
    const along = length === 0 ? 0 : Math.abs(((metres / length + 1) % 2) - 1) * length
    const fix: Fix = {
      at: new Date(Date.now() + clockOffset).toISOString(),
      point: alongLine(van.line, along),
      accuracy: 6,
      heading: null,
      speed: van.speed,
    }
    const out = performance.now()
    sent.set(sentKey(van.id, fix.at), out)
    van.socket.emit('fixes', { fixes: [fix] }, (answer: FixCounts) => {
      acks.push(performance.now() - out)
      refused += answer.refused
    })
  }
  let clockOffset = 0
  return {
    supervisor: { base, token: chief.token },
    jobs: ordered,
    acks,
    refused: () => refused,
    /** Orders one more job every so often, as a day does: each is quoted, booked and planned. */
    async orderOn({ everyMs, forMs }: { everyMs: number; forMs: number }): Promise<number> {
      const begun = performance.now()
      let made = 0
      for (let number = jobs * 2; performance.now() - begun < forMs; number += 2) {
        const next = new Promise((done) => setTimeout(done, everyMs))
        made += await order(supervisor, 1, at, number)
        await next
      }
      return made
    },
    /** Every van sends a fix every so often, evenly spread over the interval. */
    async drive({ everyMs, forMs }: { everyMs: number; forMs: number }): Promise<SentFixes> {
      const { now } = await supervisor.get<{ now: string }>('/v1/clock')
      clockOffset = Date.parse(now) - Date.now()
      const sent = new Map<string, number>()
      const begun = performance.now()
      const timers = vans.map((van, index) => {
        let timer: NodeJS.Timeout | undefined
        const first = setTimeout(
          () => {
            send(van, begun, sent)
            timer = setInterval(() => send(van, begun, sent), everyMs)
          },
          (everyMs * index) / vans.length,
        )
        return () => {
          clearTimeout(first)
          clearInterval(timer)
        }
      })
      await new Promise((done) => setTimeout(done, forMs))
      for (const stop of timers) stop()
      await new Promise((done) => setTimeout(done, 2_500))
      return sent
    },
    async close() {
      for (const van of vans) van.socket.close()
    },
  }
}

const foundZones = async (supervisor: Somebody, cityDir: string): Promise<string[]> => {
  const { features } = JSON.parse(readFileSync(join(cityDir, 'zones.geojson'), 'utf8')) as {
    features: { geometry: object; properties: { name: object } }[]
  }
  const ids: string[] = []
  for (const { geometry, properties } of features)
    ids.push(
      (await supervisor.post<{ id: string }>('/v1/zones', { name: properties.name, polygon: geometry })).id,
    )
  return ids
}

const readPlaces = (cityDir: string): { point: LonLat; label: string }[] =>
  readFileSync(join(cityDir, 'places.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; name: string; lon: number; lat: number })
    .filter((one) => one.kind === 'junction')
    .map((one) => ({ point: [one.lon, one.lat], label: one.name }))

const plug = async (base: string, token: string): Promise<Socket> => {
  const socket = io(base, {
    path: '/socket.io',
    transports: ['websocket'],
    auth: { token, protocol: protocolVersion },
  })
  await new Promise<void>((done, failed) => {
    socket.once('hello', () => done())
    socket.once('connect_error', failed)
  })
  return socket
}

/** Washes ordered by phone into the middle of what can be kept; what no zone serves is left out. */
const order = async (
  supervisor: Somebody,
  jobs: number,
  at: (index: number) => { point: LonLat; label: string },
  from = 0,
): Promise<number> => {
  let made = 0
  for (let number = from; made < jobs && number < from + jobs * 2; number += 1) {
    const quote = await supervisor.ask<{
      id: string
      slots: { available: boolean; window: { from: string } }[]
    }>('POST', '/v1/quotes', {
      services: ['exterior_wash'],
      vehicle: { vehicleClass: 'sedan', plate: `沪C${10_000 + number}` },
      place: at(number * 3 + 1),
    })
    if (quote.status >= 400) continue
    const free = quote.body.slots.filter((slot) => slot.available)
    const slot = free[Math.min(free.length - 1, 3 + (number % 12))]
    if (!slot) continue
    const job = await supervisor.ask('POST', '/v1/jobs', {
      quoteId: quote.body.id,
      slotFrom: slot.window.from,
      customerPhone: `+8615${String(100_000_000 + number)}`,
    })
    if (job.status < 400) made += 1
  }
  return made
}
