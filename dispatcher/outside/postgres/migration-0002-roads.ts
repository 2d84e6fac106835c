import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Trackers, tracks by day, ways under way, finished legs, closed roads, what may be learnt, delays told. */
export const roadsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table trackers (
     city_id text not null, tracker_id text not null, technician_id text not null, name text not null,
     token_hash text not null unique, made_at timestamptz not null, seen_at timestamptz,
     primary key (city_id, tracker_id),
     foreign key (city_id, technician_id) references technicians (city_id, technician_id))`,
  `alter table fixes add column stands_since timestamptz, add column stands_lon double precision,
     add column stands_lat double precision`,

  // Tracks grow fastest and are forgotten by the day: a day is a partition, and forgetting it costs nothing.
  `alter table tracks rename to tracks_before`,
  `alter index tracks_pkey rename to tracks_before_pkey`,
  `create table tracks (
     city_id text not null, technician_id text not null, at timestamptz not null,
     lon double precision not null, lat double precision not null, accuracy real not null,
     primary key (city_id, technician_id, at)) partition by range (at)`,
  `create function kerbside_track_day(day date) returns void language plpgsql as $$
     declare name text := 'tracks_' || to_char(day, 'YYYYMMDD');
     begin
       perform pg_advisory_xact_lock(hashtext('kerbside_track_day'));
       if to_regclass(name) is null then
         execute format('create table %I partition of tracks for values from (%L) to (%L)', name,
           day::text || ' 00:00+00', (day + 1)::text || ' 00:00+00');
       end if;
     end $$`,
  `select kerbside_track_day(day) from (select distinct (at at time zone 'UTC')::date as day from tracks_before) as days`,
  `insert into tracks select city_id, technician_id, at, lon, lat, accuracy from tracks_before`,
  `drop table tracks_before`,

  // Of one job on its way; can be made anew from the roads and the next fix.
  `create table approaches (
     city_id text not null, job_id text not null, technician_id text not null,
     leave_at timestamptz, promise_from timestamptz not null,
     line jsonb, seconds int, metres int, quality text, made_at timestamptz, guide jsonb,
     off_since timestamptz, near_since timestamptz, near_fixes int not null default 0, arrived_at timestamptz,
     primary key (city_id, job_id))`,

  `create table legs (
     city_id text not null, job_id text not null, technician_id text not null, zone_id text not null,
     departed_at timestamptz not null, arrived_at timestamptz not null,
     seconds int not null, free_seconds int not null, metres int not null, matched boolean not null, confidence real,
     primary key (city_id, job_id))`,
  `create index legs_newest on legs (city_id, arrived_at desc)`,

  `create table closures (
     city_id text not null, closure_id text not null, kind text not null check (kind in ('closed', 'slow')),
     share real not null check (share >= 0 and share < 1), polygon jsonb not null, road text, note text not null,
     from_at timestamptz not null, until_at timestamptz, made_at timestamptz not null, made_by text not null,
     ended_at timestamptz,
     primary key (city_id, closure_id), check (until_at is null or until_at > from_at))`,
  `create table road_state (
     city_id text primary key, version text not null, url text, state text not null check (state in ('building', 'serving', 'failed')),
     says jsonb not null, segments int not null, changed_at timestamptz not null)`,
  `create table learning (
     city_id text primary key, roads boolean not null default true, durations boolean not null default true,
     changed_at timestamptz not null, changed_by text not null)`,

  // One line a promise at risk: noticed, mended or told, chosen; the key makes each happen once.
  `create table delays (
     city_id text not null, job_id text not null, promise_until timestamptz not null,
     cause text not null, noticed_at timestamptz not null, likely_at timestamptz not null,
     state text not null check (state in ('noticed', 'mended', 'told', 'chosen')),
     remedy text, remedy_facts jsonb not null default '{}', settled_at timestamptz,
     new_from timestamptz, new_until timestamptz, choice text, chosen_at timestamptz,
     primary key (city_id, job_id, promise_until))`,
]
