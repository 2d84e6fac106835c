import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LonLat, Skill, ZonePolygon } from '@kerbside/domain'
import { zoneAt } from '@kerbside/geo'
import type { JobView, LiveEvent, QuoteView } from '@kerbside/protocol'
import { expect, inject } from 'vitest'
import { type RunningDispatcher, startDispatcher } from '../../dispatcher/run/dispatcher.ts'
import { checkInvariants } from '../../dispatcher/run/invariant-store.ts'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { freshDatabase } from '../setup/fresh-database.ts'
import { runSql } from '../setup/run-sql.ts'
import { Somebody } from './somebody.ts'

export type Backend = 'postgres' | 'redis'
/** Every queue there is on this machine; a lesson is told on each. */
export const queues: readonly Backend[] = inject('redisUrl') ? ['postgres', 'redis'] : ['postgres']

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
const boss = { phone: '+8613800000001', password: 'kerbside-demo' }
/** Eight in the morning in Shanghai. */
const morning = '2026-11-24T00:00:00Z'
export const minute = 60

export interface TestHouse {
  running: RunningDispatcher
  base: string
  port: number
  databaseUrl: string
  supervisor: Somebody
  stranger: Somebody
  /** Places inside the first zone, near its middle outwards, and one far outside every zone. */
  places: readonly { point: LonLat; label: string }[]
  outside: LonLat
  zoneId: string
  customer(phone?: string): Promise<Somebody>
  technician(name: string, skills: readonly Skill[], home?: LonLat, zone?: string): Promise<Somebody>
  quote(who: Somebody, services: readonly string[], place?: number): Promise<QuoteView>
  /** Orders a rescue, or scheduled work in the first slot that can be kept. */
  order(who: Somebody, services: readonly string[], place?: number): Promise<JobView>
  job(jobId: string): Promise<JobView>
  later(seconds: number): Promise<void>
  settle(): Promise<void>
  events(stream: string): Promise<LiveEvent[]>
  /** What a restart of PostgreSQL does to those connected to it. */
  cutConnections(): Promise<void>
  close(): Promise<void>
}

interface Wish {
  backend?: Backend
  osrmUrl?: string | null
  /** A database that the test brings itself. */
  databaseUrl?: string
  /** Where changed roads are built; without it closures change no times. */
  roadsDir?: string
  /** When the clock stands; eight in the morning if absent. */
  clockStart?: string
}

/** Opens the whole dispatcher on a fresh database, real roads and a clock that only moves when told. */
export const openTestHouse = async ({
  backend = 'postgres',
  osrmUrl = inject('osrmUrl'),
  databaseUrl,
  roadsDir,
  clockStart = morning,
}: Wish = {}): Promise<TestHouse> => {
  const database = databaseUrl ? { url: databaseUrl, drop: async () => undefined } : await freshDatabase()
  const port = await chooseFreePair()
  const redisUrl = backend === 'redis' ? inject('redisUrl') : null
  const running = await startDispatcher(
    {
      port,
      host: '127.0.0.1',
      databaseUrl: database.url,
      redisUrl,
      osrmUrl,
      cityDir: inject('cityDir'),
      clockSpeed: 0,
      clockStart,
      supervisor: boss,
      trackDays: 30,
      ...(roadsDir ? { roadTools: { bin: inject('osrmBin'), dir: roadsDir } } : {}),
      logLevel: 'silent',
      hooksToLoopback: true,
    },
    silent,
  )
  const { house } = running
  const base = `http://127.0.0.1:${port}`
  const stranger = new Somebody(base, '', '', 'stranger')
  const signIn = async (body: object): Promise<Somebody> => {
    const { token, person } = await stranger.post<{ token: string; person: { id: string; name: string } }>(
      '/v1/sessions',
      body,
    )
    return new Somebody(base, token, person.id, person.name)
  }
  const supervisor = await signIn(boss)
  const zone = await foundZone(supervisor)
  const zoneId = zone.id
  const places = placesIn(zone)
  let people = 0

  const settle = async (): Promise<void> => running.quiet()
  const quote: TestHouse['quote'] = (who, services, place = 1) =>
    who.post<QuoteView>('/v1/quotes', {
      services,
      vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
      place: places[place],
    })
  const job: TestHouse['job'] = (jobId) => supervisor.get<JobView>(`/v1/jobs/${jobId}`)
  const order: TestHouse['order'] = async (who, services, place = 1) => {
    const made = await quote(who, services, place)
    const slot = made.slots.find((one) => one.available)
    const { id } = await who.post<JobView>('/v1/jobs', {
      quoteId: made.id,
      slotFrom: slot?.window.from ?? null,
    })
    await settle()
    return job(id)
  }
  return {
    running,
    base,
    port,
    databaseUrl: database.url,
    supervisor,
    stranger,
    places,
    outside: [house.city.bbox[2] + 0.2, house.city.bbox[3] + 0.2],
    zoneId,
    async customer(phone = `+861370000${String(1000 + people++)}`) {
      await stranger.post('/v1/sessions/code', { phone, language: 'en' })
      const { messages } = await supervisor.get<{ messages: { text: string }[] }>(
        `/v1/messages?to=${encodeURIComponent(phone)}`,
      )
      const code = /\d{6}/.exec(messages[0]?.text ?? '')?.[0]
      return signIn({ phone, code, name: 'Guest' })
    },
    async technician(name, skills, home = places[0]?.point ?? house.city.center, zone = zoneId) {
      const phone = `+861390000${String(1000 + people++)}`
      await supervisor.post('/v1/technicians', {
        name,
        initials: name.slice(0, 2).toUpperCase(),
        phone,
        password: 'kerbside-demo',
        skills,
        zoneId: zone,
        home,
        vanPlate: '沪AF30871',
        stock: { water_l: 200, shampoo_ml: 2000, fuel_l: 60, battery_12v: 4, oil_l: 20, oil_filter: 5 },
      })
      const technician = await signIn({ phone, password: 'kerbside-demo' })
      await technician.post('/v1/me/duty', { onDuty: true })
      await settle()
      return technician
    },
    quote,
    order,
    job,
    async later(seconds) {
      await house.clock.set({ shownMs: house.clock.now() + seconds * 1000 })
      await running.sweep()
      await settle()
    },
    settle,
    async events(stream) {
      const rows = await house.db
        .selectFrom('stream_events')
        .selectAll()
        .where('stream', '=', stream)
        .orderBy('seq')
        .execute()
      return rows as unknown as LiveEvent[]
    },
    cutConnections: () =>
      runSql(
        database.url,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ),
    async close() {
      await settle()
      const broken = Object.entries(await checkInvariants(house.db, house.city.id)).filter(
        ([, count]) => count > 0,
      )
      await running.close()
      await database.drop()
      expect(broken).toEqual([])
    },
  }
}

interface FoundZone {
  id: string
  polygon: ZonePolygon
}

/** Two zones of the town, one after the other; the first is the one that lessons happen in. */
const foundZone = async (supervisor: Somebody): Promise<FoundZone> => {
  const file = JSON.parse(readFileSync(join(inject('cityDir'), 'zones.geojson'), 'utf8')) as {
    features: { geometry: ZonePolygon; properties: { name: object } }[]
  }
  const zones: FoundZone[] = []
  for (const { geometry, properties } of file.features.slice(0, 2)) {
    const body = { name: properties.name, polygon: geometry }
    zones.push({ id: (await supervisor.post<{ id: string }>('/v1/zones', body)).id, polygon: geometry })
  }
  const [first] = zones
  if (!first) throw new Error('the town proposes no zone')
  return first
}

/** Eight junctions of the zone, from here and there. */
/** Junctions inside a zone, near its middle outwards. */
export const placesIn = (zone: Pick<FoundZone, 'polygon'>): { point: LonLat; label: string }[] => {
  const junctions = readFileSync(join(inject('cityDir'), 'places.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; name: string; lon: number; lat: number })
    .filter((one) => one.kind === 'junction')
  const stride = Math.max(1, Math.floor(junctions.length / 60))
  return junctions
    .filter(({ lon, lat }, at) => at % stride === 0 && zoneAt([lon, lat], [zone]))
    .slice(0, 8)
    .map(({ lon, lat, name }) => ({ point: [lon, lat], label: name }))
}
