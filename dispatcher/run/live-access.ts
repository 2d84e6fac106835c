import type { Person, Role } from '@kerbside/domain'
import { type Scope, scopes } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { findCaller, isKey } from '../machines/index.ts'
import { whoIs } from '../people/index.ts'
import { whoseTracker } from '../travel/tracker-store.ts'

const scopesOf: Record<Role, readonly Scope[]> = {
  supervisor: scopes,
  technician: ['positions:write'],
  customer: [],
}

/** Who opens a machines' stream: a key with its scopes, or somebody signed in, or his tracker, with those of his role. */
export const whoCalls = async (
  house: House,
  token: string,
): Promise<{ person: Person; scopes: readonly Scope[] } | null> => {
  if (isKey(token)) return findCaller(house, token)
  const person = (await whoIs(house, token)) ?? (await whoseTracker(house, token))
  return person && { person, scopes: scopesOf[person.role] }
}

/** Who may watch which stream; what is not named here nobody may. */
export const mayWatch = async (house: House, person: Person, stream: string): Promise<boolean> => {
  const rules: Record<Role, () => Promise<boolean>> = {
    supervisor: async () => true,
    technician: async () => stream === `technician:${person.id}`,
    customer: async () => {
      if (!stream.startsWith('job:')) return false
      const row = await house.db
        .selectFrom('jobs')
        .select('customer_id')
        .where('city_id', '=', house.city.id)
        .where('job_id', '=', stream.slice(4))
        .executeTakeFirst()
      return row?.customer_id === person.id
    },
  }
  return rules[person.role]()
}

/** A technician by his id; null when there is none. */
export const findTechnician = async (house: House, id: string): Promise<Person | null> => {
  const row = await house.db
    .selectFrom('people')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('person_id', '=', id)
    .where('role', '=', 'technician')
    .executeTakeFirst()
  return row
    ? { id: row.person_id, role: row.role, name: row.name, phone: row.phone, language: row.language }
    : null
}
