import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Person } from '@kerbside/domain'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'

const sessionDays = 30
const codeSeconds = 300
const mostAttempts = 5

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Opens a session; only the token's hash is kept. */
export const openSession = async (
  tx: Tx,
  cityId: string,
  personId: string,
): Promise<{ token: string; expiresAt: Date }> => {
  const token = randomBytes(32).toString('base64url')
  const { expires_at: expiresAt } = await tx
    .insertInto('sessions')
    .values({
      token_hash: hashOf(token),
      city_id: cityId,
      person_id: personId,
      expires_at: sql<Date>`kerbside_now(${cityId}) + make_interval(days => ${sessionDays})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return { token, expiresAt }
}

/** Who a token belongs to, and until when; null for none, an unknown or an expired one. */
export const readSession = async (
  reader: Reader,
  cityId: string,
  token: string,
): Promise<{ person: Person; expiresAt: Date } | null> => {
  if (token === '') return null
  const row = await reader
    .selectFrom('sessions')
    .innerJoin('people', (join) =>
      join
        .onRef('people.city_id', '=', 'sessions.city_id')
        .onRef('people.person_id', '=', 'sessions.person_id'),
    )
    .select(['people.person_id', 'role', 'name', 'phone', 'language', 'expires_at'])
    .where('token_hash', '=', hashOf(token))
    .where('sessions.city_id', '=', cityId)
    .where('expires_at', '>', sql<Date>`kerbside_now(${cityId})`)
    .executeTakeFirst()
  if (!row) return null
  return {
    person: { id: row.person_id, role: row.role, name: row.name, phone: row.phone, language: row.language },
    expiresAt: row.expires_at,
  }
}

/** Who sends this token, for sockets. */
export const whoIs = async (house: Pick<House, 'db' | 'city'>, token: string): Promise<Person | null> =>
  (await readSession(house.db, house.city.id, token))?.person ?? null

export const closeSession = async (tx: Tx, token: string): Promise<void> => {
  await tx.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
}

/** Makes a one-time code of six digits; it replaces an earlier one. */
export const makeCode = async (
  tx: Tx,
  cityId: string,
  phone: string,
): Promise<{ code: string; seconds: number }> => {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const row = {
    code_hash: hashOf(`${phone}:${code}`),
    expires_at: sql<Date>`kerbside_now(${cityId}) + make_interval(secs => ${codeSeconds})`,
    attempts: 0,
  }
  await tx
    .insertInto('codes')
    .values({ city_id: cityId, phone, ...row })
    .onConflict((conflict) => conflict.columns(['city_id', 'phone']).doUpdateSet(row))
    .execute()
  return { code, seconds: codeSeconds }
}

/**
 * Whether a code is right; a right one is used up. Wrong attempts are counted outside any business transaction, so
 * that a refusal does not undo the count.
 */
export const takeCode = async (db: Reader, cityId: string, phone: string, code: string): Promise<boolean> => {
  const row = await db
    .updateTable('codes')
    .set((set) => ({ attempts: set('attempts', '+', 1) }))
    .where('city_id', '=', cityId)
    .where('phone', '=', phone)
    .where('attempts', '<', mostAttempts)
    .where('expires_at', '>', sql<Date>`kerbside_now(${cityId})`)
    .returning('code_hash')
    .executeTakeFirst()
  if (!row) return false
  const right = timingSafeEqual(Buffer.from(row.code_hash), Buffer.from(hashOf(`${phone}:${code}`)))
  if (right) await db.deleteFrom('codes').where('city_id', '=', cityId).where('phone', '=', phone).execute()
  return right
}
