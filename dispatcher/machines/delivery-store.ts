import type { AttemptView, DeliveryView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import type { DeliveryRow } from '../outside/postgres/machine-tables.ts'
import type { HookResult } from '../outside/webhooks/index.ts'

type At = Pick<House, 'db' | 'city'>
/** A sender that died leaves its delivery to others after this, on the wall. */
const leaseSeconds = 60

export const viewOfDelivery = (row: DeliveryRow): DeliveryView => ({
  id: row.delivery_id,
  type: row.type,
  status: row.status,
  madeAt: row.made_at.toISOString(),
  attempts: row.total_tries,
  nextAt: row.status === 'waiting' ? (row.next_at?.toISOString() ?? null) : null,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  lastStatus: row.last_status,
  lastError: row.last_error,
})

/** Webhooks that have something due. */
export const listDueWebhooks = async ({ db, city }: At): Promise<string[]> => {
  const { rows } = await sql<{ webhook_id: string }>`
    select w.webhook_id from webhooks w
    where w.city_id = ${city.id} and w.stopped_at is null and exists (
      select 1 from webhook_deliveries d
      where d.city_id = w.city_id and d.webhook_id = w.webhook_id and d.status = 'waiting'
        and d.next_at <= kerbside_now(w.city_id) and coalesce(d.leased_until < clock_timestamp(), true))`.execute(
    db,
  )
  return rows.map((row) => row.webhook_id)
}

/** Takes a webhook's due deliveries, oldest first, for a while; nobody else gets them meanwhile. */
export const leaseDue = async ({ db, city }: At, webhookId: string, most: number): Promise<DeliveryRow[]> => {
  const { rows } = await sql<DeliveryRow>`
    update webhook_deliveries set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where city_id = ${city.id} and delivery_id in (
      select delivery_id from webhook_deliveries
      where city_id = ${city.id} and webhook_id = ${webhookId} and status = 'waiting'
        and next_at <= kerbside_now(${city.id}) and coalesce(leased_until < clock_timestamp(), true)
      order by next_at, delivery_id limit ${most} for update skip locked)
    returning *`.execute(db)
  return rows.sort((a, b) => (a.delivery_id < b.delivery_id ? -1 : 1))
}

export const giveBack = async ({ db, city }: At, deliveryId: string): Promise<void> => {
  await db
    .updateTable('webhook_deliveries')
    .set({ leased_until: null })
    .where('city_id', '=', city.id)
    .where('delivery_id', '=', deliveryId)
    .execute()
}

/** What is written down of a try: delivered, to be tried again in so many seconds, or given up. */
export type Verdict = { is: 'delivered' } | { is: 'waiting'; inSeconds: number } | { is: 'given_up' }

export const recordAttempt = async (
  tx: Tx,
  row: DeliveryRow,
  result: HookResult,
  verdict: Verdict,
): Promise<void> => {
  const { city_id: cityId } = row
  const attempt = row.total_tries + 1
  await tx
    .insertInto('webhook_attempts')
    .values({
      city_id: cityId,
      delivery_id: row.delivery_id,
      attempt,
      at: nowOf(cityId),
      millis: result.millis,
      status: result.status,
      error: result.error,
      answer: result.answer,
    })
    .execute()
  await tx
    .updateTable('webhook_deliveries')
    .set({
      status: verdict.is,
      tries: row.tries + 1,
      total_tries: attempt,
      next_at:
        verdict.is === 'waiting'
          ? sql<Date>`kerbside_now(${cityId}) + make_interval(secs => ${verdict.inSeconds}::float8)`
          : null,
      leased_until: null,
      delivered_at: verdict.is === 'delivered' ? nowOf(cityId) : null,
      last_status: result.status,
      last_error: result.error,
    })
    .where('city_id', '=', cityId)
    .where('delivery_id', '=', row.delivery_id)
    .execute()
}

/** Notes that a webhook works, or since when it does not; answers since how many seconds it has been failing. */
export const noteHealth = async (tx: Tx, row: DeliveryRow, works: boolean): Promise<number> => {
  const changed = await tx
    .updateTable('webhooks')
    .set({
      failing_since: works ? null : sql<Date>`coalesce(failing_since, kerbside_now(${row.city_id}))`,
    })
    .where('city_id', '=', row.city_id)
    .where('webhook_id', '=', row.webhook_id)
    .returning(
      sql<number>`coalesce(extract(epoch from kerbside_now(city_id) - failing_since), 0)::float8`.as('since'),
    )
    .executeTakeFirst()
  return changed?.since ?? 0
}

export const listDeliveries = async (
  reader: Reader,
  cityId: string,
  webhookId: string,
  wish: { status?: DeliveryView['status'] | undefined; before?: string | undefined; limit: number },
): Promise<DeliveryView[]> => {
  const rows = await reader
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', webhookId)
    .$if(wish.status !== undefined, (query) => query.where('status', '=', wish.status ?? 'waiting'))
    .$if(wish.before !== undefined, (query) => query.where('delivery_id', '<', wish.before ?? ''))
    .orderBy('delivery_id', 'desc')
    .limit(wish.limit)
    .execute()
  return rows.map(viewOfDelivery)
}

export const findDelivery = (reader: Reader, cityId: string, id: string): Promise<DeliveryRow | undefined> =>
  reader
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('delivery_id', '=', id)
    .executeTakeFirst()

export const listAttempts = async (reader: Reader, cityId: string, id: string): Promise<AttemptView[]> => {
  const rows = await reader
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('delivery_id', '=', id)
    .orderBy('attempt')
    .execute()
  return rows.map((row) => ({
    at: row.at.toISOString(),
    millis: row.millis,
    status: row.status,
    error: row.error,
    answer: row.answer,
  }))
}

/** Puts a delivery back to be sent now, with all its tries before it. Undefined when there is none. */
export const replayDelivery = (tx: Tx, cityId: string, id: string): Promise<DeliveryRow | undefined> =>
  tx
    .updateTable('webhook_deliveries')
    .set({ status: 'waiting', tries: 0, next_at: nowOf(cityId), delivered_at: null })
    .where('city_id', '=', cityId)
    .where('delivery_id', '=', id)
    .returningAll()
    .executeTakeFirst()

/** Forgets the log that is older than 30 days; what still waits stays. */
export const forgetDeliveries = async ({ db, city }: At): Promise<void> => {
  await sql`delete from webhook_deliveries where city_id = ${city.id} and status <> 'waiting'
    and made_at < kerbside_now(${city.id}) - interval '30 days'`.execute(db)
}
