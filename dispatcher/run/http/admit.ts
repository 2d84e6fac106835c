import type { Person } from '@kerbside/domain'
import type { Endpoint } from '@kerbside/protocol'
import type { House } from '../../house.ts'
import { findCaller, isKey } from '../../machines/index.ts'
import { readSession } from '../../people/index.ts'
import { Refusal } from '../../refusal.ts'

type Door = Pick<Endpoint, 'audience' | 'scope'>

/**
 * Who calls, if he may: people by the audience of the door, keys by its scope. A door without a scope takes no key. Where
 * everybody is answered alike nobody looks up who it is, for a search while typing must not wait for PostgreSQL.
 */
export const admit = async (house: House, endpoint: Door, token: string): Promise<Person | null> =>
  isKey(token) ? admitKey(house, endpoint, token) : admitPerson(house, endpoint, token)

const admitPerson = async (house: House, { audience }: Door, token: string): Promise<Person | null> => {
  if (audience === 'everybody') return null
  const person = (await readSession(house.db, house.city.id, token))?.person ?? null
  if (!person) throw new Refusal('not_signed_in', { en: 'Sign in, then try again.', zh: '请登录后重试。' })
  if (!audience.includes(person.role)) {
    throw new Refusal('not_allowed', { en: 'This is not for your role.', zh: '您的身份无权进行此操作。' })
  }
  return person
}

const admitKey = async (house: House, { audience, scope }: Door, key: string): Promise<Person | null> => {
  const caller = await findCaller(house, key)
  if (!caller) {
    throw new Refusal('not_signed_in', {
      en: 'This API key is unknown, revoked or over.',
      zh: '该 API 密钥不存在、已吊销或已过期。',
    })
  }
  if (scope !== undefined) {
    if (caller.scopes.includes(scope)) return caller.person
    throw new Refusal(
      'scope_missing',
      { en: `This key lacks the scope ${scope}.`, zh: `该密钥缺少权限范围 ${scope}。` },
      { more: { scope } },
    )
  }
  // What strangers may read a key may read, as a stranger.
  if (audience === 'everybody') return null
  throw new Refusal('not_allowed', { en: 'No API key may do this.', zh: 'API 密钥不能执行此操作。' })
}
