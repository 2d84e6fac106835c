import { createHash } from 'node:crypto'
import type { House } from '../../house.ts'
import type { Tx } from '../../outside/postgres/database.ts'
import { Refusal } from '../../refusal.ts'

/** A command that may come again: who sent it, under which key, saying what. */
export interface KeyedCommand {
  personId: string
  key: string
  fingerprint: string
}

/** The answer that was given to this very command before. */
export class AnsweredBefore {
  readonly body: unknown
  constructor(body: unknown) {
    this.body = body
  }
}

export const fingerprintOf = (method: string, url: string, body: unknown): string =>
  createHash('sha256')
    .update(`${method} ${url} ${JSON.stringify(body ?? null)}`)
    .digest('hex')

const reused = (): Refusal =>
  new Refusal('key_reused', {
    en: 'This Idempotency-Key came with another request before.',
    zh: '该幂等键已用于其他请求。',
  })

/** Looks for the stored answer before anything is done. */
export const findAnswer = async (house: House, command: KeyedCommand): Promise<AnsweredBefore | null> => {
  const row = await house.db
    .selectFrom('idempotency')
    .select(['fingerprint', 'status', 'body'])
    .where('city_id', '=', house.city.id)
    .where('person_id', '=', command.personId)
    .where('key', '=', command.key)
    .executeTakeFirst()
  if (!row) return null
  if (row.fingerprint !== command.fingerprint) throw reused()
  return row.status === null ? null : new AnsweredBefore(row.body)
}

/**
 * Runs the business with its key: the key's row is written first, so that a second run of the same command waits for
 * the first and then finds its answer; the answer is stored in the business transaction itself.
 */
export const commitOnce = async <T>(
  house: House,
  command: KeyedCommand | null,
  business: (tx: Tx) => Promise<T>,
): Promise<T> =>
  house.db.transaction().execute(async (tx) => {
    if (!command) return business(tx)
    const claimed = await tx
      .insertInto('idempotency')
      .values({
        city_id: house.city.id,
        person_id: command.personId,
        key: command.key,
        fingerprint: command.fingerprint,
        status: null,
        body: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!claimed) {
      const before = await findAnswer(house, command)
      if (before) return before.body as T
      throw new Refusal('stale', {
        en: 'The same request is still being worked on.',
        zh: '相同请求正在处理中。',
      })
    }
    const answer = await business(tx)
    await tx
      .updateTable('idempotency')
      .set({ status: 200, body: JSON.stringify(answer) })
      .where('city_id', '=', house.city.id)
      .where('person_id', '=', command.personId)
      .where('key', '=', command.key)
      .execute()
    return answer
  })
