import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import { hashPassword } from './passwords.ts'

/** Makes sure that somebody can sign in to an empty house; one who is there already is left as he is. */
export const ensureSupervisor = async (house: House, phone: string, password: string): Promise<void> => {
  const known = await house.db
    .selectFrom('people')
    .select('person_id')
    .where('city_id', '=', house.city.id)
    .where('phone', '=', phone)
    .where('role', '!=', 'customer')
    .executeTakeFirst()
  if (known) return
  await house.db
    .insertInto('people')
    .values({
      city_id: house.city.id,
      person_id: house.newId('supervisor'),
      role: 'supervisor',
      phone,
      name: '高伟',
      language: 'zh-CN',
      password_hash: await hashPassword(password),
      created_at: nowOf(house.city.id),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
