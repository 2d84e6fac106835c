import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type IdKind, makeId } from '@kerbside/domain'
import type { Stage, WakeUp } from '@kerbside/protocol'
import type { City, House, Log } from '../house.ts'
import type { PositionBoard } from '../outside/live/index.ts'
import { createRoads } from '../outside/osrm/index.ts'
import { openClock } from '../outside/postgres/clock-store.ts'
import { migrate, type OpenDatabase, openDatabase } from '../outside/postgres/database.ts'
import { openPlaceFinder } from '../outside/postgres/place-finder.ts'
import { openHookSender } from '../outside/webhooks/index.ts'
import { openTextPlanner } from '../plan-threads/index.ts'
import { Lessons } from '../planning/lessons.ts'
import { MatrixCache } from '../planning/matrix-cache.ts'
import { openThinker } from '../planning/thinker.ts'
import type { Meters } from './meters.ts'
import { runTraced } from './stage-spans.ts'
import { stageHandlers } from './stages.ts'

export interface HouseOptions {
  databaseUrl: string
  osrmUrl: string | null
  cityDir: string
  city: City
  clock: { speed: number; startMs?: number | undefined }
  keep: House['keep']
  hooksToLoopback?: boolean | undefined
  positions: PositionBoard
  traced?: boolean | undefined
  stageRan: Meters['stageRan']
  log: Log
}

export interface OpenHouse {
  house: House
  database: OpenDatabase
  /** Runs the stage of a wake-up; harmless when repeated. */
  run(wakeUp: WakeUp, trace: string | null): Promise<void>
  close(): Promise<void>
}

/** Opens everything a stage may use: the database brought up to date, the clock, roads, the planner's threads. */
export const openHouse = async (options: HouseOptions): Promise<OpenHouse> => {
  const { log, city } = options
  const database = openDatabase(options.databaseUrl, {
    onError: (error) => log.warn({ err: error }, 'PostgreSQL connection lost'),
  })
  const migrated = await migrate(database.db)
  if (migrated.length > 0) log.info({ migrated }, 'the schema is up to date')
  const clock = await openClock(database.db, city.id, options.clock)
  const lessons = new Lessons(city.timeZone)
  await lessons.refresh(database.db, city.id)
  const hourFactor = (at: number, zoneId: string): number => lessons.factorAt(at, zoneId)
  const roads = createRoads({ osrmUrl: options.osrmUrl, hourFactor })
  const thinker = openThinker(Math.max(1, Math.min(4, availableParallelism() - 1)))
  const textPlanner = openTextPlanner({ threads: Math.min(4, availableParallelism()) })

  const house: House = {
    db: database.db,
    clock,
    city,
    roads,
    matrices: new MatrixCache(roads),
    places: openPlaceFinder(database.db, city.id),
    lessons,
    cityDir: options.cityDir,
    thinker,
    textPlanner,
    doubtedFixes: new Map(),
    positions: options.positions,
    traced: options.traced ?? false,
    hooks: openHookSender({ loopback: options.hooksToLoopback ?? false }),
    flow: { wakeNow: (stage, id) => wakeNow(house, stage, id, options.stageRan) },
    keep: options.keep,
    log,
    counters: { plansStored: 0, plansRefused: 0, steps: 0, offersMade: 0, wakeUps: 0 },
    newId: (kind: IdKind) => makeId(kind, clock.now(), randomBytes(10)),
  }
  return {
    house,
    database,
    run: (wakeUp, trace) => runStage(house, wakeUp, trace, options.stageRan),
    async close() {
      await clock
        .remember()
        .catch((error: Error) => log.warn({ err: error }, 'the clock could not be written down'))
      await thinker.close()
      await textPlanner.close()
      await database.close()
    },
  }
}

const runStage = async (
  house: House,
  wakeUp: WakeUp,
  trace: string | null,
  stageRan: Meters['stageRan'],
): Promise<void> => {
  const { stage, id } = wakeUp
  if (stage === 'request') return
  house.counters.wakeUps += 1
  const begun = performance.now()
  let ok = false
  try {
    await runTraced(house, wakeUp, trace, () => stageHandlers[stage](house, id))
    ok = true
  } finally {
    stageRan(stage, (performance.now() - begun) / 1000, ok)
  }
}

/** What fails here is not lost: the wake-up stands in the outbox as well. */
const wakeNow = async (
  house: House,
  stage: Stage,
  id: string,
  stageRan: Meters['stageRan'],
): Promise<void> => {
  try {
    await runStage(house, { stage, id }, null, stageRan)
  } catch (error) {
    house.log.warn({ err: error, stage, id }, 'a stage could not be run at once; the queue will wake it')
  }
}
