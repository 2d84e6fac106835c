import type { EventType, LiveEvent, Stream } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { Reader, Tx } from './database.ts'

/** An event before it has its number. */
export interface Unnumbered {
  stream: Stream
  type: EventType
  body: Record<string, unknown>
}

/**
 * Numbers events per stream, densely, and stores them. Only the drainer of the outbox calls this, one at a time, so
 * that the counter rows are never fought over by business transactions.
 */
export const appendEvents = async (
  tx: Tx,
  cityId: string,
  at: Date,
  events: readonly Unnumbered[],
): Promise<LiveEvent[]> => {
  const numbers = new Map<string, number>()
  for (const [stream, some] of Map.groupBy(events, (event) => event.stream)) {
    const { rows } = await sql<{ seq: number }>`
      insert into streams (city_id, stream, seq) values (${cityId}, ${stream}, ${some.length})
      on conflict (city_id, stream) do update set seq = streams.seq + excluded.seq
      returning seq`.execute(tx)
    numbers.set(stream, (rows[0]?.seq ?? some.length) - some.length)
  }
  const numbered = events.map((event) => {
    const seq = (numbers.get(event.stream) ?? 0) + 1
    numbers.set(event.stream, seq)
    return { ...event, seq, at: at.toISOString() } as unknown as LiveEvent
  })
  if (numbered.length > 0) {
    await sql`
      insert into stream_events (city_id, stream, seq, at, type, body)
      select ${cityId}, event->>'stream', (event->>'seq')::int, (event->>'at')::timestamptz, event->>'type', event->'body'
      from jsonb_array_elements(${JSON.stringify(numbered)}::jsonb) as event`.execute(tx)
  }
  return numbered
}

/** The number of the newest event of a stream; 0 when there was none. */
export const currentSeq = async (reader: Reader, cityId: string, stream: string): Promise<number> => {
  const row = await reader
    .selectFrom('streams')
    .select('seq')
    .where('city_id', '=', cityId)
    .where('stream', '=', stream)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** The newest numbers of some streams; one that never had an event is missing. */
export const currentSeqs = async (
  reader: Reader,
  cityId: string,
  streams: readonly string[],
): Promise<{ stream: string; seq: number }[]> => {
  if (streams.length === 0) return []
  return reader
    .selectFrom('streams')
    .select(['stream', 'seq'])
    .where('city_id', '=', cityId)
    .where('stream', 'in', streams)
    .execute()
}

/** The number of the oldest event of a stream that is still kept; 0 when there is none. */
export const oldestSeq = async (reader: Reader, cityId: string, stream: string): Promise<number> => {
  const row = await reader
    .selectFrom('stream_events')
    .select((min) => min.fn.min<number | null>('seq').as('seq'))
    .where('city_id', '=', cityId)
    .where('stream', '=', stream)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Events of a stream after a number, oldest first. */
export const eventsAfter = async (
  reader: Reader,
  cityId: string,
  stream: string,
  seen: number,
  limit: number,
): Promise<LiveEvent[]> => {
  const rows = await reader
    .selectFrom('stream_events')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('stream', '=', stream)
    .where('seq', '>', seen)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(
    (row) =>
      ({
        stream: row.stream,
        seq: row.seq,
        at: row.at.toISOString(),
        type: row.type,
        body: row.body,
      }) as unknown as LiveEvent,
  )
}

/** Forgets events older than an instant: who was away longer loads anew. */
export const forgetEvents = async (reader: Reader, cityId: string, before: Date): Promise<void> => {
  await reader.deleteFrom('stream_events').where('city_id', '=', cityId).where('at', '<', before).execute()
}
