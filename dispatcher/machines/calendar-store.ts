import { createHash, randomBytes } from 'node:crypto'
import type { Language } from '@kerbside/domain'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'

const hashOf = (link: string): string => createHash('sha256').update(link).digest('hex')

export const drawLink = (): string => randomBytes(32).toString('base64url')

/** Sets a technician's one calendar link; an earlier one stops working. Answers whether there is such a technician. */
export const setCalendarLink = async (
  tx: Tx,
  cityId: string,
  technicianId: string,
  link: string,
): Promise<boolean> => {
  const technician = await tx
    .selectFrom('technicians')
    .select('technician_id')
    .where('city_id', '=', cityId)
    .where('technician_id', '=', technicianId)
    .executeTakeFirst()
  if (!technician) return false
  const row = { link_hash: hashOf(link), made_at: nowOf(cityId) }
  await tx
    .insertInto('calendar_links')
    .values({ city_id: cityId, technician_id: technicianId, ...row })
    .onConflict((conflict) => conflict.columns(['city_id', 'technician_id']).doUpdateSet(row))
    .execute()
  return true
}

export const dropCalendarLink = async (tx: Tx, cityId: string, technicianId: string): Promise<void> => {
  await tx
    .deleteFrom('calendar_links')
    .where('city_id', '=', cityId)
    .where('technician_id', '=', technicianId)
    .execute()
}

/** Whose tour a secret link shows; undefined when the link is not, or no longer, valid. */
export const findByLink = async (
  { db, city }: Pick<House, 'db' | 'city'>,
  link: string,
): Promise<{ id: string; name: string; language: Language } | undefined> =>
  db
    .selectFrom('calendar_links')
    .innerJoin('people', (join) =>
      join
        .onRef('people.city_id', '=', 'calendar_links.city_id')
        .onRef('people.person_id', '=', 'calendar_links.technician_id'),
    )
    .select(['technician_id as id', 'name', 'language'])
    .where('link_hash', '=', hashOf(link))
    .where('calendar_links.city_id', '=', city.id)
    .executeTakeFirst()
