import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import type { Reader } from '../outside/postgres/database.ts'
import type { DeliveryRow } from '../outside/postgres/machine-tables.ts'
import { ringOutbox } from '../outside/postgres/outbox.ts'
import { Refusal } from '../refusal.ts'
import {
  findDelivery,
  listAttempts,
  listDeliveries,
  replayDelivery,
  viewOfDelivery,
} from './delivery-store.ts'
import { insertDelivery } from './fan-out-store.ts'
import { noWebhook } from './webhook-doors.ts'
import { findWebhook } from './webhook-store.ts'

const noDelivery = (): Refusal =>
  new Refusal('not_found', { en: 'There is no such delivery.', zh: '没有这条发送记录。' })

export const deliveryDoors: readonly Door[] = [
  door(endpoints.listDeliveries, async (house, { params, query }) => {
    if (!(await findWebhook(house.db, house.city.id, params.id))) throw noWebhook()
    const deliveries = await listDeliveries(house.db, house.city.id, params.id, query)
    const last = deliveries.length === query.limit ? deliveries.at(-1) : undefined
    return { deliveries, next: last?.id ?? null }
  }),

  door(endpoints.getDelivery, async (house, { params }) => {
    const row = await required(house.db, house, params.id)
    const tries = await listAttempts(house.db, house.city.id, params.id)
    return { ...viewOfDelivery(row), payload: { ...row.payload }, tries }
  }),

  door(endpoints.testWebhook, async (house, { params, commit }) =>
    commit(async (tx) => {
      if (!(await findWebhook(tx, house.city.id, params.id))) throw noWebhook()
      const id = await insertDelivery(tx, house, params.id, {
        type: 'webhook.test',
        timestamp: house.clock.nowDate().toISOString(),
        data: { webhookId: params.id, cityId: house.city.id },
      })
      await ringOutbox(tx)
      return viewOfDelivery(await required(tx, house, id))
    }),
  ),

  door(endpoints.replayDelivery, async (house, { params, commit }) =>
    commit(async (tx) => {
      const row = await replayDelivery(tx, house.city.id, params.id)
      if (!row) throw noDelivery()
      await ringOutbox(tx)
      return viewOfDelivery(row)
    }),
  ),
]

const required = async (reader: Reader, house: House, id: string): Promise<DeliveryRow> => {
  const row = await findDelivery(reader, house.city.id, id)
  if (!row) throw noDelivery()
  return row
}
