import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What older zones lack of a policy; written out, because a migration must not change with the defaults of later days. */
const added = {
  dispatchPolicy: 'default',
  coverageWeight: 3000,
  batchSeconds: 2,
  holdWithinSeconds: 1800,
  stabilityPerSecond: 0.05,
  promiseSlackSeconds: 1200,
  slotHoldSeconds: 300,
}

/** Zones name a dispatch policy and its switches, jobs know danger, quotes hold a slot. */
export const dispatchMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`update zones set policy = ${JSON.stringify(added)}::jsonb || policy`.execute(db)
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `alter table jobs add column in_danger boolean not null default false`,
  `alter table quotes add column held_from timestamptz, add column held_until timestamptz,
     add column hold_ends timestamptz,
     add check ((held_from is null) = (held_until is null) and (held_from is null) = (hold_ends is null))`,
  `create index quotes_holding on quotes (city_id, zone_id, hold_ends) where held_from is not null and job_id is null`,
  `create index jobs_demand on jobs (city_id, zone_id, requested_at)`,
]
