import type { QuoteView } from '@kerbside/protocol'
import { sql } from 'kysely'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'

/** A slot that another quote keeps for its customer. */
export interface Hold {
  quoteId: string
  quote: QuoteView
  from: Date
  until: Date
}

/** What is held in a zone by the database's clock, all but one quote's; what has become a job is held no more. */
export const listHolds = async (
  reader: Reader,
  cityId: string,
  zoneId: string,
  except: string | undefined,
): Promise<Hold[]> => {
  const rows = await reader
    .selectFrom('quotes')
    .select(['quote_id', 'quote', 'held_from', 'held_until'])
    .where('city_id', '=', cityId)
    .where('zone_id', '=', zoneId)
    .where('job_id', 'is', null)
    .where('hold_ends', '>', nowOf(cityId))
    .$if(except !== undefined, (query) => query.where('quote_id', '!=', except ?? ''))
    .orderBy('quote_id')
    .execute()
  return rows.flatMap(({ quote_id: quoteId, quote, held_from: from, held_until: until }) =>
    from && until ? [{ quoteId, quote, from, until }] : [],
  )
}

/** Notes a quote's hold, at most until the quote lapses; answers until when by the database's clock. */
export const writeHold = async (
  tx: Tx,
  cityId: string,
  quoteId: string,
  window: { from: string; until: string },
  seconds: number,
): Promise<Date> => {
  const { hold_ends: ends } = await tx
    .updateTable('quotes')
    .set({
      held_from: window.from,
      held_until: window.until,
      hold_ends: sql<Date>`least(valid_until, kerbside_now(${cityId}) + make_interval(secs => ${seconds}))`,
    })
    .where('city_id', '=', cityId)
    .where('quote_id', '=', quoteId)
    .returning('hold_ends')
    .executeTakeFirstOrThrow()
  if (!ends) throw new Error('a hold has an end')
  return ends
}

/** Slots of a zone are given out one after another: until this transaction ends nobody else chooses among them. */
export const takeTurn = async (tx: Tx, cityId: string, zoneId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`slots:${cityId}:${zoneId}`}, 0))`.execute(tx)
}
