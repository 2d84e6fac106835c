import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@kerbside/domain'
import type { TrackerView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
/** When a tracker was heard is written down this often; Kerbside's seconds. */
const seenSeconds = 60

/** All trackers that may send. */
export const listTrackers = async (house: House): Promise<TrackerView[]> => {
  const rows = await house.db
    .selectFrom('trackers')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .orderBy('tracker_id')
    .execute()
  return rows.map(viewOf)
}

const viewOf = (row: {
  tracker_id: string
  technician_id: string
  name: string
  made_at: Date
  seen_at: Date | null
}): TrackerView => ({
  id: row.tracker_id,
  technicianId: row.technician_id,
  name: row.name,
  madeAt: row.made_at.toISOString(),
  seenAt: row.seen_at?.toISOString() ?? null,
})

/** Makes a tracker and its token, of which only the hash is kept. */
export const makeTracker = async (
  tx: Tx,
  house: House,
  wish: { technicianId: string; name: string },
): Promise<TrackerView & { token: string }> => {
  const token = randomBytes(18).toString('base64url')
  const row = await tx
    .insertInto('trackers')
    .values({
      city_id: house.city.id,
      tracker_id: house.newId('tracker'),
      technician_id: wish.technicianId,
      name: wish.name,
      token_hash: hashOf(token),
      made_at: nowOf(house.city.id),
      seen_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...viewOf(row), token }
}

/** Takes a tracker's token back; false when there is no such tracker. */
export const removeTracker = async (tx: Tx, house: House, trackerId: string): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('trackers')
    .where('city_id', '=', house.city.id)
    .where('tracker_id', '=', trackerId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The technician whose fixes a tracker's token sends; null for an unknown token. */
export const whoseTracker = async (house: House, token: string): Promise<Person | null> => {
  if (token === '') return null
  const row = await house.db
    .selectFrom('trackers')
    .innerJoin('people', (join) =>
      join
        .onRef('people.city_id', '=', 'trackers.city_id')
        .onRef('people.person_id', '=', 'trackers.technician_id'),
    )
    .select(['tracker_id', 'person_id', 'role', 'people.name', 'phone', 'language', 'seen_at'])
    .where('trackers.city_id', '=', house.city.id)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (!row) return null
  const { seen_at: seenAt } = row
  if (!seenAt || house.clock.now() - seenAt.getTime() > seenSeconds * 1000) {
    await house.db
      .updateTable('trackers')
      .set({ seen_at: sql<Date>`kerbside_now(city_id)` })
      .where('city_id', '=', house.city.id)
      .where('tracker_id', '=', row.tracker_id)
      .execute()
  }
  return { id: row.person_id, role: row.role, name: row.name, phone: row.phone, language: row.language }
}
