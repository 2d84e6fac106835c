import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** API keys, webhooks with their log, secret calendar links. */
export const machinesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table api_keys (
     city_id text not null, key_id text not null, key_hash text not null unique, hint text not null,
     name text not null, scopes text[] not null, made_at timestamptz not null, made_by text not null,
     used_at timestamptz, expires_at timestamptz, revoked_at timestamptz,
     primary key (city_id, key_id))`,
  `create table webhooks (
     city_id text not null, webhook_id text not null, url text not null, types text[] not null,
     secret text not null, old_secret text, old_secret_until timestamptz,
     seen_seq int not null, made_at timestamptz not null,
     failing_since timestamptz, stopped_at timestamptz, stopped_why text,
     primary key (city_id, webhook_id))`,
  `create table webhook_deliveries (
     city_id text not null, delivery_id text not null, webhook_id text not null, type text not null,
     payload jsonb not null, status text not null check (status in ('waiting', 'delivered', 'given_up')),
     made_at timestamptz not null, tries int not null default 0, total_tries int not null default 0,
     next_at timestamptz, leased_until timestamptz,
     delivered_at timestamptz, last_status int, last_error text,
     primary key (city_id, delivery_id),
     foreign key (city_id, webhook_id) references webhooks (city_id, webhook_id) on delete cascade)`,
  `create index webhook_deliveries_due on webhook_deliveries (city_id, webhook_id, next_at) where status = 'waiting'`,
  `create index webhook_deliveries_log on webhook_deliveries (city_id, webhook_id, delivery_id)`,
  `create index webhook_deliveries_age on webhook_deliveries (city_id, made_at)`,
  `create table webhook_attempts (
     city_id text not null, delivery_id text not null, attempt int not null, at timestamptz not null,
     millis int not null, status int, error text, answer text not null,
     primary key (city_id, delivery_id, attempt),
     foreign key (city_id, delivery_id) references webhook_deliveries (city_id, delivery_id) on delete cascade)`,
  `create table calendar_links (
     city_id text not null, technician_id text not null, link_hash text not null unique, made_at timestamptz not null,
     primary key (city_id, technician_id),
     foreign key (city_id, technician_id) references technicians (city_id, technician_id))`,
]
