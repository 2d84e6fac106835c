import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { roadsMigration } from './migration-0002-roads.ts'
import { zonesMigration } from './migration-0002-zones.ts'
import { machinesMigration } from './migration-0003-machines.ts'
import { placesMigration } from './migration-0003-places.ts'
import { tracesMigration } from './migration-0004-traces.ts'
import { dispatchMigration } from './migration-0005-dispatch.ts'
import { waitsMigration } from './migration-0006-waits.ts'

/** The first schema. Every row that grows carries its city first in its key: the shard key. */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create extension if not exists pg_trgm`.execute(db)
    await sql`create extension if not exists btree_gist`.execute(db)
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

/** Migrations by name, applied in the order of their names. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-roads': roadsMigration,
  '0002-zones': zonesMigration,
  '0003-machines': machinesMigration,
  '0003-places': placesMigration,
  '0004-traces': tracesMigration,
  '0005-dispatch': dispatchMigration,
  '0006-waits': waitsMigration,
}

const statements = [
  `create table clock (
     city_id text primary key,
     wall_ms double precision not null,
     shown_ms double precision not null,
     speed double precision not null check (speed >= 0),
     last_shown_ms double precision not null)`,
  // The one clock that judges expiry: the database's, seen through the city's anchor. Whole milliseconds, as JavaScript
  // knows them, so that what is read and written back stays the same instant.
  `create function kerbside_now(city text) returns timestamptz language sql volatile as $$
     select date_trunc('milliseconds', to_timestamp(
       (shown_ms + (extract(epoch from clock_timestamp()) * 1000 - wall_ms) * speed) / 1000.0))
     from clock where city_id = city $$`,
  `create table people (
     city_id text not null, person_id text not null,
     role text not null check (role in ('customer', 'technician', 'supervisor')),
     phone text not null, name text not null, language text not null, password_hash text,
     created_at timestamptz not null,
     primary key (city_id, person_id))`,
  `create unique index people_phone on people (city_id, phone, (role = 'customer'))`,
  `create table sessions (
     token_hash text primary key, city_id text not null, person_id text not null,
     expires_at timestamptz not null)`,
  `create table codes (
     city_id text not null, phone text not null, code_hash text not null,
     expires_at timestamptz not null, attempts int not null default 0,
     primary key (city_id, phone))`,
  `create table vehicles (
     city_id text not null, vehicle_id text not null, customer_id text not null,
     plate text not null, vehicle jsonb not null,
     primary key (city_id, vehicle_id), unique (city_id, customer_id, plate))`,
  `create table zones (
     city_id text not null, zone_id text not null, name jsonb not null, polygon jsonb not null,
     hours jsonb not null, services text[] not null, policy jsonb not null,
     version int not null, created_at timestamptz not null,
     primary key (city_id, zone_id))`,
  `create table technicians (
     city_id text not null, technician_id text not null, initials text not null, skills text[] not null,
     zone_id text not null, home_lon double precision not null, home_lat double precision not null,
     van_plate text not null, stock jsonb not null, simulated boolean not null,
     on_duty boolean not null default false, duty_at timestamptz,
     primary key (city_id, technician_id),
     foreign key (city_id, technician_id) references people (city_id, person_id),
     foreign key (city_id, zone_id) references zones (city_id, zone_id))`,
  `create table shifts (
     city_id text not null, shift_id text not null, technician_id text not null,
     from_at timestamptz not null, until_at timestamptz not null check (until_at > from_at),
     primary key (city_id, shift_id),
     constraint shifts_apart exclude using gist
       (city_id with =, technician_id with =, tstzrange(from_at, until_at) with &&))`,
  `create table fixes (
     city_id text not null, technician_id text not null, at timestamptz not null,
     lon double precision not null, lat double precision not null,
     accuracy real not null, heading real, speed real,
     primary key (city_id, technician_id))`,
  `create table tracks (
     city_id text not null, technician_id text not null, at timestamptz not null,
     lon double precision not null, lat double precision not null, accuracy real not null,
     primary key (city_id, technician_id, at))`,
  `create table quotes (
     city_id text not null, quote_id text not null, person_id text not null, zone_id text not null,
     quote jsonb not null, made_at timestamptz not null, valid_until timestamptz not null, job_id text,
     primary key (city_id, quote_id))`,
  `create table jobs (
     city_id text not null, job_id text not null, status text not null, version int not null,
     customer_id text not null, zone_id text not null, technician_id text,
     category text not null, services text[] not null, vehicle jsonb not null, place jsonb not null,
     promise_from timestamptz not null, promise_until timestamptz not null,
     duration_seconds int not null, skills text[] not null, materials jsonb not null,
     price jsonb not null, quote_id text not null,
     requested_at timestamptz not null, status_at timestamptz not null,
     departed_at timestamptz, arrived_at timestamptz, begun_at timestamptz, done_at timestamptz,
     primary key (city_id, job_id))`,
  `create index jobs_open on jobs (city_id, zone_id, status)
     where status not in ('settled', 'cancelled', 'failed')`,
  `create index jobs_by_customer on jobs (city_id, customer_id, job_id)`,
  `create index jobs_by_technician on jobs (city_id, technician_id, job_id) where technician_id is not null`,
  `create table job_events (
     city_id text not null, job_id text not null, seq int not null, at timestamptz not null,
     step text not null, status text not null, actor jsonb not null, set jsonb not null, facts jsonb not null,
     primary key (city_id, job_id, seq))`,
  `create table assignments (
     city_id text not null, offer_id text not null, job_id text not null, technician_id text not null,
     status text not null check (status in
       ('offered', 'accepted', 'declined', 'expired', 'withdrawn', 'released', 'over')),
     offered_at timestamptz not null, expires_at timestamptz, ended_at timestamptz,
     reason text, facts jsonb not null,
     primary key (city_id, offer_id))`,
  // Assignment is a race with one winner: a job has one active assignment at the most.
  `create unique index assignments_one_winner on assignments (city_id, job_id)
     where status in ('offered', 'accepted')`,
  // A technician is asked one thing at a time.
  `create unique index assignments_one_offer on assignments (city_id, technician_id) where status = 'offered'`,
  `create index assignments_of_job on assignments (city_id, job_id)`,
  `create table plans (
     city_id text not null, zone_id text not null, plan_id text not null, version int not null,
     made_at timestamptz not null, seconds real not null, quality text not null, cost jsonb not null,
     primary key (city_id, zone_id, version))`,
  `create table tours (
     city_id text not null, shift_id text not null, technician_id text not null, zone_id text not null,
     plan_version int not null, depart_at timestamptz not null, end_at timestamptz not null,
     drive_seconds int not null, metres int not null, quality text not null,
     primary key (city_id, shift_id))`,
  `create table stops (
     city_id text not null, shift_id text not null, position int not null, job_id text not null,
     drive_seconds int not null, metres int not null,
     arrive_at timestamptz not null, begin_at timestamptz not null, end_at timestamptz not null,
     late_seconds int not null, frozen boolean not null,
     primary key (city_id, shift_id, position), unique (city_id, job_id))`,
  `create table unplanned (
     city_id text not null, job_id text not null, zone_id text not null, reasons jsonb not null,
     primary key (city_id, job_id))`,
  `create table etas (
     city_id text not null, job_id text not null, at timestamptz not null,
     earliest timestamptz not null, latest timestamptz not null, made_at timestamptz not null, quality text not null,
     primary key (city_id, job_id))`,
  `create table alerts (
     city_id text not null, alert_id text not null, kind text not null, key text not null,
     job_id text, technician_id text, sentence jsonb not null,
     raised_at timestamptz not null, resolved_at timestamptz,
     primary key (city_id, alert_id))`,
  `create unique index alerts_once on alerts (city_id, key) where resolved_at is null`,
  `create table messages (
     city_id text not null, message_id text not null, channel text not null, recipient text not null,
     text text not null, kind text not null, job_id text, at timestamptz not null,
     primary key (city_id, message_id))`,
  `create table idempotency (
     city_id text not null, person_id text not null, key text not null, fingerprint text not null,
     status int, body jsonb, created_at timestamptz not null default now(),
     primary key (city_id, person_id, key))`,
  `create table outbox (
     city_id text not null, id bigint generated always as identity, kind text not null, payload jsonb not null,
     created_at timestamptz not null default now(),
     primary key (city_id, id))`,
  `create function outbox_rings() returns trigger language plpgsql as $$
     begin perform pg_notify('kerbside_outbox', ''); return null; end $$`,
  `create trigger outbox_rings after insert on outbox for each statement execute function outbox_rings()`,
  `create table streams (city_id text not null, stream text not null, seq int not null, primary key (city_id, stream))`,
  `create table stream_events (
     city_id text not null, stream text not null, seq int not null, at timestamptz not null,
     type text not null, body jsonb not null,
     primary key (city_id, stream, seq))`,
  `create index stream_events_age on stream_events (city_id, at)`,
  `create table places (
     city_id text not null, place_id text not null, kind text not null, name text not null, name_en text,
     pinyin text not null, initials text not null, lon double precision not null, lat double precision not null,
     detail jsonb, weight real not null, needle text not null,
     primary key (city_id, place_id))`,
  `create index places_needle on places using gin (needle gin_trgm_ops)`,
  `create table city_state (city_id text primary key, places_hash text)`,
]
