import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { Refusal } from '../refusal.ts'
import { drawKey, insertKey, listKeys, revokeKey } from './key-store.ts'

export const keyDoors: readonly Door[] = [
  door(endpoints.listKeys, async (house) => ({ keys: await listKeys(house) })),

  door(endpoints.makeKey, async (house, { body, person, commit }) => {
    if (body.expiresAt !== null && Date.parse(body.expiresAt) <= house.clock.now()) {
      throw new Refusal(
        'invalid',
        { en: 'A key ends in the future, or never.', zh: '失效时间须在将来，或不设失效时间。' },
        { field: 'expiresAt' },
      )
    }
    const key = drawKey()
    let made: string | null = null
    // What is committed, and so kept for a repeated command, holds no key.
    const view = await commit(async (tx) => {
      made = key
      const view = await insertKey(tx, house.city.id, {
        ...body,
        id: house.newId('key'),
        key,
        by: person.id,
      })
      return { ...view, key: null }
    })
    return { ...view, key: made }
  }),

  door(endpoints.revokeKey, async (house, { params, commit }) =>
    commit(async (tx) => {
      const view = await revokeKey(tx, house.city.id, params.id)
      if (!view) throw new Refusal('not_found', { en: 'There is no such key.', zh: '没有这个密钥。' })
      return view
    }),
  ),
]
