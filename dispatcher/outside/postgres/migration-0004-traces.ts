import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The trace a job began in, so that whatever happens to it later, in whichever process, joins the same one. */
export const tracesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table job_traces (
      city_id text not null, job_id text not null, traceparent text not null,
      primary key (city_id, job_id))`.execute(db)
  },
}
