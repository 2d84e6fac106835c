import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What older zones lack of a policy; written out, because a migration must not change with the defaults of later days. */
const added = {
  priceFactor: 1,
  reserveByHour: Array.from({ length: 24 }, () => 0.1),
  capacityByHour: {},
  helpers: [{ zoneId: 'any', noneIdle: true, promiseAtRisk: true, rescueWaitingSeconds: 300 }],
}

/** Zones get rules, versions that take effect at an instant, and stations. */
export const zonesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`update zones set policy = ${JSON.stringify(added)}::jsonb || policy`.execute(db)
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  // A zone that was taken out is kept: jobs and their history name it.
  `alter table zones add column retired_at timestamptz`,
  `create table zone_changes (
     city_id text not null, change_id text not null,
     kind text not null check (kind in ('edit', 'proposal', 'import', 'roll_back')),
     status text not null check (status in ('draft', 'scheduled', 'live', 'cancelled', 'refused')),
     note text not null, made_by jsonb not null, made_at timestamptz not null,
     effective_at timestamptz, ended_at timestamptz,
     wanted jsonb not null, effect jsonb, undo jsonb, reason jsonb,
     primary key (city_id, change_id),
     check ((status = 'scheduled') <= (effective_at is not null)), check ((status = 'live') <= (undo is not null)))`,
  `create index zone_changes_due on zone_changes (city_id, effective_at) where status = 'scheduled'`,
  `create table stations (
     city_id text not null, station_id text not null, zone_id text not null,
     kind text not null check (kind in ('depot', 'waiting')), name jsonb not null,
     lon double precision not null, lat double precision not null, created_at timestamptz not null,
     primary key (city_id, station_id),
     foreign key (city_id, zone_id) references zones (city_id, zone_id))`,
]
