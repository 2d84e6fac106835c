import type { Server as HttpServer } from 'node:http'
import type { Person, Role } from '@kerbside/domain'
import type { Stage } from '@kerbside/protocol'
import { importPlaces } from '../city/index.ts'
import type { House, Log } from '../house.ts'
import { readCity } from '../outside/files/index.ts'
import { Hub, openMachines, openSockets } from '../outside/live/index.ts'
import { drainOutbox } from '../outside/postgres/outbox.ts'
import { currentSeq, eventsAfter } from '../outside/postgres/stream-store.ts'
import { openQueue, type WakeUpQueue } from '../outside/queue/wake-ups.ts'
import { ensureSupervisor, whoIs } from '../people/index.ts'
import { midnightOf } from '../request/opening.ts'
import { takeFixes } from '../travel/fixes.ts'
import { whoseTracker } from '../travel/tracker-store.ts'
import type { Config } from './config.ts'
import { allDoors } from './doors.ts'
import { buildApp } from './http/index.ts'
import { type OpenHouse, openHouse } from './open-house.ts'
import { tidy } from './overdue-store.ts'
import { makePump, type Pump } from './pump.ts'
import { readiness } from './readiness.ts'
import { stageConcurrency } from './stages.ts'
import { sweep } from './sweep.ts'
import { tellOnce } from './tell.ts'
import { watch } from './watch.ts'

const sweepEveryMs = 3_000
const tidyEveryMs = 10 * 60_000
const watchEveryMs = 5_000
/** A delay beyond this is left to the sweeper, so that the queue holds no far future. */
const longestDelayMs = 6 * 3_600_000

export interface RunningDispatcher {
  house: House
  queue: WakeUpQueue
  address: string
  /** Looks at vans and promises at once instead of at the watch's next turn. */
  watch(): Promise<void>
  /** Repairs lost wake-ups at once instead of at the next turn of the sweeper. */
  sweep(): Promise<number>
  /** Resolves when the outbox is told and every due wake-up has been worked on. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** Starts every role in this process: API, live sockets, machines' websocket and the stages' workers. */
export const startDispatcher = async (config: Config, log: Log): Promise<RunningDispatcher> => {
  const city = { ...(await readCity(config.cityDir)), currency: 'CNY' }
  const open = await openHouse({
    databaseUrl: config.databaseUrl,
    osrmUrl: config.osrmUrl,
    city,
    clock: { speed: config.clockSpeed, startMs: startOf(config.clockStart, city.timeZone) },
    keep: { trackDays: config.trackDays },
    log,
  })
  const { house } = open
  if (config.supervisor) await ensureSupervisor(house, config.supervisor.phone, config.supervisor.password)
  await importPlaces(house, config.cityDir)
  // The first who searches shall not wait for the index.
  await house.places.index()

  const queue = await openQueue({
    redisUrl: config.redisUrl,
    databaseUrl: config.databaseUrl,
    prefix: queuePrefix(config.databaseUrl, city.id),
    stages: stageConcurrency,
    onError: (error) => log.warn({ err: error }, 'the queue is out of reach'),
  })
  const onError = (error: Error): void => log.error({ err: error }, 'a live connection made trouble')
  const hub = new Hub(
    {
      current: (stream) => currentSeq(house.db, city.id, stream),
      after: (stream, seen, limit) => eventsAfter(house.db, city.id, stream, seen, limit),
    },
    onError,
  )
  const pumps = openPumps(open, queue, hub)
  const unlisten = await open.database.listen(() => {
    for (const pump of pumps) pump.ring()
  })
  let wokenUp = 0
  await queue.work(async (wakeUp) => {
    try {
      await open.run(wakeUp)
    } finally {
      wokenUp += 1
    }
  })

  const app = await buildApp({
    house,
    doors: allDoors,
    cityDir: config.cityDir,
    ready: () => readiness(house, queue),
  })
  const address = await app.listen({ port: config.port, host: config.host })
  const live = {
    hub,
    clock: house.clock,
    positions: house.positions,
    whoIs: (token: string) => whoIs(house, token),
    mayWatch: (person: Person, stream: string) => mayWatch(house, person, stream),
    takeFixes: (person: Person, fixes: Parameters<typeof takeFixes>[2]) => takeFixes(house, person, fixes),
    onError,
  }
  const sockets = openSockets({ ...live, server: app.server as HttpServer })
  const machines = await openMachines({
    ...live,
    host: config.host,
    port: config.port + 1,
    technician: (id) => findTechnician(house, id),
    whoseTracker: (token) => whoseTracker(house, token),
  })
  const stopTimers = startTimers(house, log, pumps)

  return {
    house,
    queue,
    address,
    watch: () => watch(house),
    sweep: () => sweep(house),
    quiet: () => untilQuiet({ house, queue, pumps, wokenUp: () => wokenUp }),
    async close() {
      stopTimers()
      await sockets.close()
      await machines.close()
      await app.close()
      await unlisten()
      await Promise.all(pumps.map((pump) => pump.stop()))
      await queue.close()
      await open.close()
    },
  }
}

/** The instant a new city's clock begins at: given, or the next time its clocks show `HH:MM`; undefined is now. */
const startOf = (wish: string | null, timeZone: string): number | undefined => {
  if (wish === null) return undefined
  const local = /^(\d\d):(\d\d)$/.exec(wish)
  if (!local) return Date.parse(wish)
  const now = Date.now()
  const today = midnightOf(now, timeZone) + (Number(local[1]) * 60 + Number(local[2])) * 60_000
  return today > now ? today : today + 86_400_000
}

/** Two databases that share a Redis must not eat each other's wake-ups, so the queues carry the database's name. */
const queuePrefix = (databaseUrl: string, cityId: string): string =>
  ['kerbside', new URL(databaseUrl).pathname.slice(1), cityId].filter((part) => part !== '').join('-')

interface Works {
  house: House
  queue: WakeUpQueue
  pumps: readonly Pump[]
  /** How many wake-ups have been worked on so far. */
  wokenUp: () => number
}

/** A wake-up that ends between two looks may have woken others: only a round in which none ended is quiet. */
const untilQuiet = async ({ house, queue, pumps, wokenUp }: Works): Promise<void> => {
  for (;;) {
    const before = wokenUp()
    for (const pump of pumps) pump.ring()
    for (const pump of pumps) await pump.idle()
    const left = await house.db
      .selectFrom('outbox')
      .select('id')
      .where('city_id', '=', house.city.id)
      .limit(1)
      .executeTakeFirst()
    const counts = Object.values(await queue.counts())
    // While the clock stands, a delayed wake-up can only be one that failed and is tried again.
    const delayed = (one: Record<string, number>) => (house.clock.speed === 0 ? (one.delayed ?? 0) : 0)
    const busy = counts.reduce((sum, one) => sum + (one.active ?? 0) + (one.waiting ?? 0) + delayed(one), 0)
    if (!left && busy === 0 && before === wokenUp()) return
    await new Promise((next) => setTimeout(next, 5))
  }
}

const openPumps = ({ house }: OpenHouse, queue: WakeUpQueue, hub: Hub): Pump[] => [
  makePump('wake-ups', house.log, () =>
    drainOutbox(house.db, house.city.id, 'wake', async (_tx, lines) => {
      const now = house.clock.now()
      const wakeUps = lines.flatMap(({ payload }) => {
        if (!('wake' in payload)) return []
        const delayMs = payload.dueAt
          ? Math.max(0, Date.parse(payload.dueAt) - now) / Math.max(house.clock.speed, 1e-9)
          : 0
        if (delayMs > longestDelayMs) return []
        return [{ stage: payload.wake.stage as Stage, id: payload.wake.id, delayMs }]
      })
      await queue.add(wakeUps)
    }),
  ),
  makePump('events', house.log, () => tellOnce(house, (events) => hub.publish(events))),
]

const startTimers = (house: House, log: Log, pumps: readonly Pump[]): (() => void) => {
  const guarded = (what: string, run: () => Promise<unknown>) => () => {
    run().catch((error: Error) => log.warn({ err: error }, `${what} failed; it is tried again`))
  }
  const sweepTimer = setInterval(
    guarded(
      'the sweep',
      once(async () => {
        const woken = await sweep(house)
        if (woken > 0) log.debug({ woken }, 'the sweeper woke what had been left')
        for (const pump of pumps) pump.ring()
      }),
    ),
    sweepEveryMs,
  )
  const tidyTimer = setInterval(
    guarded('tidying', () => tidy(house)),
    tidyEveryMs,
  )
  const watchTimer = setInterval(
    guarded(
      'the watch',
      once(() => watch(house)),
    ),
    watchEveryMs,
  )
  const flushTimer = setInterval(() => house.positions.flush(house.clock.now()), 1_000)
  return () => {
    for (const timer of [sweepTimer, tidyTimer, watchTimer, flushTimer]) clearInterval(timer)
  }
}

/** What takes longer than its turn is not begun twice. */
const once = (run: () => Promise<unknown>): (() => Promise<void>) => {
  let running = false
  return async () => {
    if (running) return
    running = true
    try {
      await run()
    } finally {
      running = false
    }
  }
}

/** Who may watch which stream; what is not named here nobody may. */
const mayWatch = async (house: House, person: Person, stream: string): Promise<boolean> => {
  const rules: Record<Role, () => Promise<boolean>> = {
    supervisor: async () => true,
    technician: async () => stream === `technician:${person.id}`,
    customer: async () => {
      if (!stream.startsWith('job:')) return false
      const row = await house.db
        .selectFrom('jobs')
        .select('customer_id')
        .where('city_id', '=', house.city.id)
        .where('job_id', '=', stream.slice(4))
        .executeTakeFirst()
      return row?.customer_id === person.id
    },
  }
  return rules[person.role]()
}

const findTechnician = async (house: House, id: string): Promise<Person | null> => {
  const row = await house.db
    .selectFrom('people')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('person_id', '=', id)
    .where('role', '=', 'technician')
    .executeTakeFirst()
  return row
    ? { id: row.person_id, role: row.role, name: row.name, phone: row.phone, language: row.language }
    : null
}
