import type { House } from '../house.ts'
import { queueMessage } from '../outside/notify/message-outbox.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import { settleDelay } from '../planning/delay-store.ts'
import type { OpenPromise } from './risk-store.ts'

const fiveMinutes = 300_000

/**
 * Tells the customer, once a promise, by when his technician will be there and that he may choose; not if the delay stands
 * otherwise by now, because somebody else looked at the same time and mended it.
 */
export const tellCustomer = async (house: House, promise: OpenPromise, delay: DelayRow): Promise<void> => {
  const window = newWindow(promise, house.clock.now())
  await house.db.transaction().execute(async (tx) => {
    const told = await settleDelay(tx, delay, {
      from: [delay.state],
      state: 'told',
      remedy: 'none',
      window,
    })
    if (told)
      await queueMessage(tx, house, { kind: window ? 'delay' : 'delay_unknown', job: promise.job, window })
  })
}

/** The window he can be promised instead: five minutes' steps, never ending before what he has. Null while nobody comes. */
const newWindow = ({ job, arrival }: OpenPromise, nowMs: number): { from: Date; until: Date } | null => {
  if (!arrival) return null
  const from = Math.max(nowMs, Math.floor(arrival.atMs / fiveMinutes) * fiveMinutes - fiveMinutes)
  const late = Math.max(arrival.likelyMs + fiveMinutes, job.promise_until.getTime() + fiveMinutes)
  return { from: new Date(from), until: new Date(Math.ceil(late / fiveMinutes) * fiveMinutes) }
}
