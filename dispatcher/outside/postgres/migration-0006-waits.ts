import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Zones say from which gain on idle technicians are asked to wait elsewhere; what they were asked is kept. */
export const waitsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`update zones set policy = '{"repositionGain": 0}'::jsonb || policy`.execute(db)
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table waits (
     city_id text not null, wait_id text not null, technician_id text not null,
     station_id text not null, zone_id text not null,
     state text not null check (state in ('proposed', 'going', 'there', 'declined', 'over')),
     gain real not null, drive_seconds int not null, drive_metres int not null,
     proposed_at timestamptz not null, state_at timestamptz not null,
     went_at timestamptz, drove_until timestamptz,
     primary key (city_id, wait_id),
     foreign key (city_id, technician_id) references technicians (city_id, technician_id))`,
  // Nobody is asked to be in two places.
  `create unique index waits_one_open on waits (city_id, technician_id) where state in ('proposed', 'going', 'there')`,
  `create index waits_by_technician on waits (city_id, technician_id, proposed_at)`,
]
