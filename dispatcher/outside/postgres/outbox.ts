import { sql } from 'kysely'
import { activeTrace } from '../traces/index.ts'
import type { Db, Tx } from './database.ts'
import type { OutboxPayload } from './tables.ts'
import { findTrace } from './trace-store.ts'

type LivePayload = Extract<OutboxPayload, { live: string }>

/** Notes that somebody must be told, in the business transaction. */
export const tell = async (tx: Tx, cityId: string, payload: LivePayload): Promise<void> => {
  await tx
    .insertInto('outbox')
    .values({ city_id: cityId, kind: 'live', payload: JSON.stringify(payload) })
    .execute()
}

/** Notes that a stage must wake, at once or at an instant of Kerbside's time. */
export const wake = async (
  tx: Tx,
  cityId: string,
  stage: string,
  id: string,
  dueAt: Date | null = null,
): Promise<void> => {
  // A wake-up for a job belongs to the job's own trace, whoever wakes it; one for a zone to what caused it.
  const active = activeTrace()
  const trace = active && ((await findTrace(tx, cityId, id))?.traceparent ?? active)
  const payload: OutboxPayload = {
    wake: { stage, id },
    dueAt: dueAt ? dueAt.toISOString() : null,
    ...(trace ? { trace } : {}),
  }
  await tx
    .insertInto('outbox')
    .values({ city_id: cityId, kind: 'wake', payload: JSON.stringify(payload) })
    .execute()
}

/** Wakes whoever drains the outbox, or carries what else was written in this transaction. */
export const ringOutbox = async (tx: Tx): Promise<void> => {
  await sql`select pg_notify('kerbside_outbox', '')`.execute(tx)
}

export interface OutboxLine {
  id: string
  payload: OutboxPayload
}

/**
 * Takes the oldest lines, hands them over and deletes them in one transaction. Lines of one kind are drained by one
 * process at a time (advisory lock), which keeps events in order; a crash leaves the lines for the next one.
 * Answers how many were taken.
 */
export const drainOutbox = async (
  db: Db,
  cityId: string,
  kind: 'wake' | 'live',
  hand: (tx: Tx, lines: readonly OutboxLine[]) => Promise<void>,
  limit = 500,
): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(hashtext(${`outbox:${cityId}:${kind}`})) as got`.execute(tx)
    if (!rows[0]?.got) return 0
    const lines = await tx
      .selectFrom('outbox')
      .select(['id', 'payload'])
      .where('city_id', '=', cityId)
      .where('kind', '=', kind)
      .orderBy('id')
      .limit(limit)
      .execute()
    if (lines.length === 0) return 0
    await hand(tx, lines)
    await tx
      .deleteFrom('outbox')
      .where('city_id', '=', cityId)
      .where(
        'id',
        'in',
        lines.map((line) => line.id),
      )
      .execute()
    return lines.length
  })
