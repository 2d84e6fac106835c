import type { House } from '../house.ts'
import { wake } from '../outside/postgres/outbox.ts'
import { listOverdue } from './overdue-store.ts'

/**
 * Repairs lost wake-ups: whoever stands where a stage should have moved him is woken again, for the truth is in
 * PostgreSQL and a wake-up too many is harmless. Answers how many were woken.
 */
export const sweep = async (house: House): Promise<number> => {
  const due = await listOverdue(house)
  if (due.length > 0) {
    await house.db.transaction().execute(async (tx) => {
      for (const { stage, id } of due) await wake(tx, house.city.id, stage, id)
    })
  }
  await house.clock.remember()
  return due.length
}
