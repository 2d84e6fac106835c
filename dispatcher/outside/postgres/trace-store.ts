import { sql } from 'kysely'
import type { Reader, Tx } from './database.ts'

/** Keeps the trace that a new job began in. */
export const keepTrace = async (
  tx: Tx,
  cityId: string,
  jobId: string,
  traceparent: string,
): Promise<void> => {
  await tx
    .insertInto('job_traces')
    .values({ city_id: cityId, job_id: jobId, traceparent })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The job that an id of a job or an offer is about, and its trace; undefined for other ids and jobs without one. */
export const findTrace = async (
  reader: Reader,
  cityId: string,
  id: string,
): Promise<{ job_id: string; traceparent: string } | undefined> => {
  const query = reader
    .selectFrom('job_traces')
    .select(['job_traces.job_id', 'traceparent'])
    .where('job_traces.city_id', '=', cityId)
  if (id.startsWith('job_')) return query.where('job_traces.job_id', '=', id).executeTakeFirst()
  if (!id.startsWith('offer_')) return undefined
  return query
    .innerJoin('assignments', (join) =>
      join
        .onRef('assignments.city_id', '=', 'job_traces.city_id')
        .onRef('assignments.job_id', '=', 'job_traces.job_id'),
    )
    .where('offer_id', '=', id)
    .executeTakeFirst()
}

/** Traces of the jobs that wait in a zone for a place in a tour, at the most so many. */
export const tracesOfWaiting = async (
  reader: Reader,
  cityId: string,
  zoneId: string,
  most: number,
): Promise<{ job_id: string; traceparent: string }[]> => {
  const { rows } = await sql<{ job_id: string; traceparent: string }>`
    select j.job_id, t.traceparent from jobs j join job_traces t on t.city_id = j.city_id and t.job_id = j.job_id
    where j.city_id = ${cityId} and j.zone_id = ${zoneId} and j.status = 'waiting'
      and not exists (select 1 from stops s where s.city_id = j.city_id and s.job_id = j.job_id)
    limit ${most}`.execute(reader)
  return rows
}

/** Forgets the traces of jobs that have been over for a week: nothing more joins them. */
export const forgetTraces = async (reader: Reader, cityId: string): Promise<void> => {
  await sql`delete from job_traces t using jobs j
    where t.city_id = ${cityId} and j.city_id = t.city_id and j.job_id = t.job_id
      and j.status in ('settled', 'cancelled', 'failed') and j.status_at < kerbside_now(${cityId}) - interval '7 days'`.execute(
    reader,
  )
}
