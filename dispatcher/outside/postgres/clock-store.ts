import { type Clock, type ClockAnchor, shownAt } from '@kerbside/domain'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { Database } from './tables.ts'

/** The sweeper of a living process writes the clock down more often than this, in wall time. */
const runningMs = 15_000

/** The city's clock as this process sees it, held to the database's: both read the same anchor. */
export interface CityClock extends Clock {
  nowDate(): Date
  /** Sets what the clock shows now and how fast it goes on, for this city and all its processes. */
  set(change: { shownMs?: number; speed?: number }): Promise<void>
  /** Writes down how far time has come, so that a restart never goes back, and follows what other processes have set. */
  remember(): Promise<void>
}

/**
 * Opens the clock. One that another process keeps at this moment is joined as it runs; else a city seen before goes on from the later of wall time and where it stood;
 * `startMs` (epoch milliseconds) applies to a new city only.
 */
export const openClock = async (
  db: Db,
  cityId: string,
  wish: { speed: number; startMs?: number | undefined },
): Promise<CityClock> => {
  const wallOfDb = await databaseWall(db)
  const offset = wallOfDb - Date.now()
  const wall = () => Date.now() + offset
  const before = await db.selectFrom('clock').selectAll().where('city_id', '=', cityId).executeTakeFirst()
  const shown = before ? Math.max(before.last_shown_ms, wallOfDb) : (wish.startMs ?? wallOfDb)
  const goesOn = before && isRunning(before, wallOfDb, wish.speed)
  let anchor: ClockAnchor = goesOn
    ? { wallMs: before.wall_ms, shownMs: before.shown_ms, speed: before.speed }
    : { wallMs: wallOfDb, shownMs: shown, speed: wish.speed }

  const write = async (): Promise<void> => {
    const row = {
      wall_ms: anchor.wallMs,
      shown_ms: anchor.shownMs,
      speed: anchor.speed,
      last_shown_ms: anchor.shownMs,
    }
    await db
      .insertInto('clock')
      .values({ city_id: cityId, ...row })
      .onConflict((conflict) => conflict.column('city_id').doUpdateSet(row))
      .execute()
  }
  if (!goesOn) await write()

  let sets = 0
  let setting = 0
  const now = () => shownAt(anchor, wall())
  return {
    get speed() {
      return anchor.speed
    },
    now,
    nowDate: () => new Date(now()),
    async set(change) {
      const wallMs = wall()
      anchor = {
        wallMs,
        shownMs: change.shownMs ?? shownAt(anchor, wallMs),
        speed: change.speed ?? anchor.speed,
      }
      sets += 1
      setting += 1
      try {
        await write()
      } finally {
        setting -= 1
      }
    },
    async remember() {
      const [setsBefore, settled] = [sets, setting === 0]
      const row = await db
        .updateTable('clock')
        .set({ last_shown_ms: now() })
        .where('city_id', '=', cityId)
        .returning(['wall_ms', 'shown_ms', 'speed'])
        .executeTakeFirst()
      // Another process may have set it; what this one sets at the same time is newer than what was read.
      if (row && settled && setsBefore === sets)
        anchor = { wallMs: row.wall_ms, shownMs: row.shown_ms, speed: row.speed }
    },
  }
}

/** A clock that was written down a moment ago is kept by another process: this one reads the same anchor. */
const isRunning = (row: Database['clock'], wallMs: number, speed: number): boolean => {
  if (row.speed !== speed || speed === 0) return false
  const sinceMs =
    (shownAt({ wallMs: row.wall_ms, shownMs: row.shown_ms, speed }, wallMs) - row.last_shown_ms) / speed
  return sinceMs >= 0 && sinceMs < runningMs
}

const databaseWall = async (db: Db): Promise<number> => {
  const { rows } = await sql<{
    ms: number
  }>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`.execute(db)
  const ms = rows[0]?.ms
  if (ms === undefined) throw new Error('PostgreSQL did not tell the time')
  return ms
}

/** The city's present instant, as the database's clock has it. */
export const nowOf = (cityId: string) => sql<Date>`kerbside_now(${cityId})`
