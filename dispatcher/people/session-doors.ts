import type { Language, Person } from '@kerbside/domain'
import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { queueText } from '../outside/notify/message-outbox.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'
import { checkPassword } from './passwords.ts'
import { closeSession, makeCode, openSession, readSession, takeCode } from './token-store.ts'

const wrong = () =>
  new Refusal('wrong_code', {
    en: 'The code or the password is not right, or no longer valid.',
    zh: '验证码或密码不正确，或已失效。',
  })

const codeText: Record<Language, (code: string) => string> = {
  en: (code) => `Kerbside: your code is ${code}. It is valid for 5 minutes.`,
  'zh-CN': (code) => `【路缘】您的验证码是 ${code}，5 分钟内有效。`,
}

export const sessionDoors: Door[] = [
  door(endpoints.sendCode, async (house, { body, commit }) =>
    commit(async (tx) => {
      const { code, seconds } = await makeCode(tx, house.city.id, body.phone)
      await queueText(tx, house, {
        to: body.phone,
        text: codeText[body.language](code),
        kind: 'code',
        jobId: null,
      })
      return { expiresInSeconds: seconds }
    }),
  ),

  door(endpoints.signIn, async (house, { body, language }) => {
    if ('password' in body) {
      const staff = await findByPhone(house, body.phone, false)
      if (!(await checkPassword(staff?.passwordHash, body.password)) || !staff) throw wrong()
      return house.db.transaction().execute((tx) => session(tx, house, staff.person))
    }
    if (!(await takeCode(house.db, house.city.id, body.phone, body.code))) throw wrong()
    return house.db.transaction().execute(async (tx) => {
      const known = await findByPhone(house, body.phone, true)
      return session(
        tx,
        house,
        known?.person ?? (await addCustomer(tx, house, body.phone, body.name, language)),
      )
    })
  }),

  door(endpoints.getSession, async (house, { person, token }) => {
    const found = await readSession(house.db, house.city.id, token)
    return { person, expiresAt: (found?.expiresAt ?? house.clock.nowDate()).toISOString() }
  }),

  door(endpoints.signOut, async (_house, { token, commit }) =>
    commit(async (tx) => {
      await closeSession(tx, token)
      return {}
    }),
  ),
]

const session = async (tx: Tx, house: House, person: Person) => {
  const { token, expiresAt } = await openSession(tx, house.city.id, person.id)
  return { token, expiresAt: expiresAt.toISOString(), person }
}

const findByPhone = async (
  house: House,
  phone: string,
  customer: boolean,
): Promise<{ person: Person; passwordHash: string | null } | null> => {
  const row = await house.db
    .selectFrom('people')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('phone', '=', phone)
    .where('role', customer ? '=' : '!=', 'customer')
    .executeTakeFirst()
  if (!row) return null
  const person: Person = {
    id: row.person_id,
    role: row.role,
    name: row.name,
    phone: row.phone,
    language: row.language,
  }
  return { person, passwordHash: row.password_hash }
}

const addCustomer = async (
  tx: Tx,
  house: House,
  phone: string,
  name: string | undefined,
  language: Language,
): Promise<Person> => {
  const person: Person = {
    id: house.newId('customer'),
    role: 'customer',
    name: name || phone.slice(-4),
    phone,
    language,
  }
  await tx
    .insertInto('people')
    .values({
      city_id: house.city.id,
      person_id: person.id,
      role: 'customer',
      phone,
      name: person.name,
      language,
      password_hash: null,
      created_at: nowOf(house.city.id),
    })
    .execute()
  return person
}
