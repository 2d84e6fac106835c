import type { Server as HttpServer } from 'node:http'
import { importPlaces } from '../city/index.ts'
import type { House, Log } from '../house.ts'
import { readCity } from '../outside/files/index.ts'
import { openRelay, PositionBoard } from '../outside/live/index.ts'
import { oneAtATime } from '../outside/postgres/database.ts'
import type { WakeUpQueue } from '../outside/queue/wake-ups.ts'
import { ensureSupervisor } from '../people/index.ts'
import { midnightOf } from '../request/opening.ts'
import { roles as allRoles, type Config, type ProcessRole } from './config.ts'
import { allDoors } from './doors.ts'
import type { Part } from './end-in-time.ts'
import { buildApp, buildHealthApp } from './http/index.ts'
import { type LiveRole, openLive } from './live-role.ts'
import { openMeters } from './meters.ts'
import { openHouse } from './open-house.ts'
import { readiness } from './readiness.ts'
import { openRoadWorks } from './road-works.ts'
import { watch } from './watch.ts'
import { houseName, openWorker, type WorkerRole } from './worker-role.ts'

const rememberEveryMs = 5_000
const longestAnswerMs = 15_000
const roadsEveryMs = 2_000
const lessonsEveryMs = 60_000

export interface RunningDispatcher {
  house: House
  address: string
  roles: readonly ProcessRole[]
  /** The queue, where this process is a worker. */
  queue: WakeUpQueue
  /** Looks at vans and promises at once instead of at the watch's next turn. */
  watch(): Promise<void>
  /** Brings the roads in line with the closures in force at once. */
  keepRoads(): Promise<void>
  /** Repairs lost wake-ups at once instead of at the next turn of the sweeper. */
  sweep(): Promise<number>
  /** Resolves when the outbox is told and every due wake-up has been worked on. */
  quiet(): Promise<void>
  /** What must be ended, in that order: first it says it is not ready any more and waits until that was seen. */
  parts: readonly Part[]
  /** Ends all parts, however long it takes. */
  close(): Promise<void>
}

/** Starts a process in its roles: all of them unless the configuration says otherwise. */
export const startDispatcher = async (config: Config, log: Log): Promise<RunningDispatcher> => {
  const roles = config.roles ?? allRoles
  const city = { ...(await readCity(config.cityDir)), currency: 'CNY' }
  const meters = openMeters()
  const relay = openRelay({
    redisUrl: config.redisUrl,
    name: houseName(config.databaseUrl, city.id),
    onError: (error) => log.warn({ err: error }, 'the way between processes is broken'),
  })
  const open = await openHouse({
    databaseUrl: config.databaseUrl,
    osrmUrl: config.osrmUrl,
    cityDir: config.cityDir,
    city,
    clock: { speed: config.clockSpeed, startMs: startOf(config.clockStart, city.timeZone) },
    keep: { trackDays: config.trackDays },
    hooksToLoopback: config.hooksToLoopback,
    positions: new PositionBoard(relay),
    traced: config.traced,
    stageRan: meters.stageRan,
    log,
  })
  const { house } = open
  await oneAtATime(house.db, 'kerbside-prepare', async () => {
    if (config.supervisor) await ensureSupervisor(house, config.supervisor.phone, config.supervisor.password)
    await importPlaces(house, config.cityDir)
  })
  // The first who searches shall not wait for the index.
  if (roles.includes('api')) await house.places.index()

  const part: { live?: LiveRole; worker?: WorkerRole } = {}
  let draining = false
  const health = {
    ready: () => readiness(house, { queue: part.worker?.queue ?? null, relay }),
    draining: () => draining,
    registry: meters.registry,
  }
  if (roles.includes('worker')) {
    part.worker = await openWorker(open, {
      ...config,
      publish: (events) => {
        part.live?.hub.publish(events)
        relay.send('events', events)
      },
    })
  }
  const app = roles.includes('api')
    ? await buildApp({ house, doors: allDoors, cityDir: config.cityDir, health })
    : await buildHealthApp(health)
  if (roles.includes('live')) {
    const server = app.server as HttpServer
    part.live = await openLive(house, { relay, server, host: config.host, port: config.port + 1 })
  }
  meters.watch({ house, queue: part.worker?.queue, connections: part.live?.connections })
  const remember = setInterval(() => {
    house.clock
      .remember()
      .catch((error: Error) => log.warn({ err: error }, 'the clock is written down later'))
  }, rememberEveryMs)
  const roadWorks = openRoadWorks(house, config, roles.includes('worker'))
  const stopRoads = repeat(roadsEveryMs, () => roadWorks.keep(), log, 'changing the roads')
  const stopLessons = repeat(lessonsEveryMs, () => house.lessons.refresh(house.db, city.id), log, 'learning')
  const address = await app.listen({ port: config.port, host: config.host })
  const worker = (): WorkerRole => {
    if (!part.worker) throw new Error('this process is no worker')
    return part.worker
  }
  const stopServing = async (): Promise<void> => {
    // Whoever has not been answered by then will not be.
    const hurry = setTimeout(() => app.server.closeAllConnections(), longestAnswerMs)
    await app.close()
    clearTimeout(hurry)
  }
  const parts: Part[] = [
    {
      what: 'the moment balancers need',
      end: async () => {
        draining = true
        clearInterval(remember)
        stopRoads()
        stopLessons()
        await new Promise((seen) => setTimeout(seen, (config.drainSeconds ?? 0) * 1_000))
      },
    },
    ...(part.live ? [{ what: 'live connections', end: part.live.close }] : []),
    { what: 'HTTP', end: stopServing },
    ...(part.worker ? [{ what: 'wake-ups in hand', end: part.worker.close }] : []),
    { what: 'the way between processes', end: relay.close },
    { what: 'changed roads', end: roadWorks.close },
    { what: 'the clock, the planner’s threads and the database', end: open.close },
  ]

  return {
    house,
    address,
    roles,
    get queue() {
      return worker().queue
    },
    watch: () => watch(house),
    keepRoads: () => roadWorks.keep(),
    sweep: () => worker().sweep(),
    quiet: () => worker().quiet(),
    parts,
    async close() {
      for (const part of parts) await part.end()
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

/** Repeats something every so often; a failure is said and it is tried again. */
const repeat = (everyMs: number, run: () => Promise<unknown>, log: Log, what: string): (() => void) => {
  const timer = setInterval(() => {
    run().catch((error: Error) => log.warn({ err: error }, `${what} failed; it is tried again`))
  }, everyMs)
  return () => clearInterval(timer)
}
