import { hookEventSchema, type LiveEvent } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import type { HookPayload, WebhookRow } from '../outside/postgres/machine-tables.ts'
import { currentSeq, eventsAfter } from '../outside/postgres/stream-store.ts'

const page = 200

/**
 * Makes deliveries of what is new on the `city` stream: each webhook is moved on in the transaction that writes them,
 * so that an event is handed to it once, whoever runs this at the same time. Answers how many events were looked at.
 */
export const fanOut = (house: House): Promise<number> =>
  house.db.transaction().execute(async (tx) => {
    const newest = await currentSeq(tx, house.city.id, 'city')
    const behind = await tx
      .selectFrom('webhooks')
      .selectAll()
      .where('city_id', '=', house.city.id)
      .where('stopped_at', 'is', null)
      .where('seen_seq', '<', newest)
      .forUpdate()
      .skipLocked()
      .execute()
    let looked = 0
    for (const hook of behind) looked += await fanOutTo(tx, house, hook, newest)
    return looked
  })

const fanOutTo = async (tx: Tx, house: House, hook: WebhookRow, newest: number): Promise<number> => {
  const events = await eventsAfter(tx, house.city.id, 'city', hook.seen_seq, page)
  for (const event of events) {
    const type = hookEventSchema.safeParse(event.type).data
    if (type && (hook.types.length === 0 || hook.types.includes(type)))
      await insertDelivery(tx, house, hook.webhook_id, payloadOf(event))
  }
  await tx
    .updateTable('webhooks')
    // Where the history is gone already, it goes on from the present.
    .set({ seen_seq: events.at(-1)?.seq ?? newest })
    .where('city_id', '=', house.city.id)
    .where('webhook_id', '=', hook.webhook_id)
    .execute()
  return Math.max(1, events.length)
}

const payloadOf = ({ type, at, seq, body }: LiveEvent): HookPayload => ({
  type,
  timestamp: at,
  data: { seq, ...body },
})

/** Notes a delivery, due at once. */
export const insertDelivery = async (
  tx: Tx,
  house: Pick<House, 'city' | 'newId'>,
  webhookId: string,
  payload: HookPayload,
): Promise<string> => {
  const id = house.newId('delivery')
  await tx
    .insertInto('webhook_deliveries')
    .values({
      city_id: house.city.id,
      delivery_id: id,
      webhook_id: webhookId,
      type: payload.type,
      payload: JSON.stringify(payload),
      status: 'waiting',
      made_at: nowOf(house.city.id),
      next_at: nowOf(house.city.id),
      last_status: null,
      last_error: null,
    })
    .execute()
  return id
}
