import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@kerbside/domain'
import type { KeyView, Scope } from '@kerbside/protocol'
import { type Selectable, sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import type { MachineTables } from '../outside/postgres/machine-tables.ts'

const prefix = 'kbk_'
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** Whether a bearer token means to be an API key. */
export const isKey = (token: string): boolean => token.startsWith(prefix)

/** Somebody who calls with a key: a supervisor's machine, held to its scopes. */
export interface KeyedCaller {
  person: Person
  scopes: readonly Scope[]
}

type KeyRow = Selectable<MachineTables['api_keys']>
type At = Pick<House, 'db' | 'city'>

export const viewOfKey = (row: KeyRow): KeyView => ({
  id: row.key_id,
  name: row.name,
  scopes: row.scopes,
  hint: row.hint,
  madeAt: row.made_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

/** A new key: 32 random bytes behind a prefix by which leaked ones are found. */
export const drawKey = (): string => `${prefix}${randomBytes(32).toString('base64url')}`

export const insertKey = async (
  tx: Tx,
  cityId: string,
  made: { id: string; key: string; name: string; scopes: Scope[]; expiresAt: string | null; by: string },
): Promise<KeyView> => {
  const row = await tx
    .insertInto('api_keys')
    .values({
      city_id: cityId,
      key_id: made.id,
      key_hash: hashOf(made.key),
      hint: made.key.slice(-4),
      name: made.name,
      scopes: made.scopes,
      made_at: nowOf(cityId),
      made_by: made.by,
      expires_at: made.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return viewOfKey(row)
}

export const listKeys = async ({ db, city }: At): Promise<KeyView[]> => {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('city_id', '=', city.id)
    .orderBy('key_id', 'desc')
    .execute()
  return rows.map(viewOfKey)
}

/** Revokes a key; one that is revoked already stays as it was. Undefined when there is none. */
export const revokeKey = async (tx: Tx, cityId: string, keyId: string): Promise<KeyView | undefined> => {
  const row = await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, kerbside_now(${cityId}))` })
    .where('city_id', '=', cityId)
    .where('key_id', '=', keyId)
    .returningAll()
    .executeTakeFirst()
  return row && viewOfKey(row)
}

/** Who calls with this key; null when it is unknown, revoked or over. Its last use is noted to the minute. */
export const findCaller = async ({ db, city }: At, key: string): Promise<KeyedCaller | null> => {
  const row = await db
    .selectFrom('api_keys')
    .select(['key_id', 'name', 'scopes'])
    .select(
      sql<boolean>`coalesce(used_at < kerbside_now(city_id) - interval '1 minute', true)`.as('long_unused'),
    )
    .where('key_hash', '=', hashOf(key))
    .where('city_id', '=', city.id)
    .where('revoked_at', 'is', null)
    .where((is) =>
      is.or([is('expires_at', 'is', null), is('expires_at', '>', sql<Date>`kerbside_now(${city.id})`)]),
    )
    .executeTakeFirst()
  if (!row) return null
  if (row.long_unused) {
    await db
      .updateTable('api_keys')
      .set({ used_at: nowOf(city.id) })
      .where('city_id', '=', city.id)
      .where('key_id', '=', row.key_id)
      .execute()
  }
  return {
    person: { id: row.key_id, role: 'supervisor', name: row.name, phone: '', language: 'en' },
    scopes: row.scopes,
  }
}
