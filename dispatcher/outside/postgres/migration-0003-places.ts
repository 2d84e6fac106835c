import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Names are searched in memory; what PostgreSQL's own search needed goes. */
export const placesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table places drop column needle`.execute(db)
  },
}
