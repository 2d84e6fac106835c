import { randomBytes } from 'node:crypto'
import type { WebhookView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import type { WebhookRow } from '../outside/postgres/machine-tables.ts'

/** For so long after a new secret the one before signs too. */
const bothSignHours = 24

export const drawSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

const newestSeq = (cityId: string) =>
  sql<number>`coalesce((select seq from streams where city_id = ${cityId} and stream = 'city'), 0)`

export const listWebhooks = async (
  reader: Reader,
  cityId: string,
  only: string | null = null,
): Promise<WebhookView[]> => {
  const rows = await reader
    .selectFrom('webhooks')
    .selectAll()
    .select((is) =>
      is
        .selectFrom('webhook_deliveries')
        .select((count) => count.fn.countAll<string>().as('n'))
        .whereRef('webhook_deliveries.city_id', '=', 'webhooks.city_id')
        .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.webhook_id')
        .where('status', '=', 'waiting')
        .as('waiting'),
    )
    .where('city_id', '=', cityId)
    .$if(only !== null, (query) => query.where('webhook_id', '=', only ?? ''))
    .orderBy('webhook_id')
    .execute()
  return rows.map((row) => ({
    id: row.webhook_id,
    url: row.url,
    types: row.types,
    madeAt: row.made_at.toISOString(),
    failingSince: row.failing_since?.toISOString() ?? null,
    stoppedAt: row.stopped_at?.toISOString() ?? null,
    stoppedWhy: row.stopped_why,
    waiting: Number(row.waiting ?? 0),
  }))
}

/** Adds a webhook that hears what happens from now on. */
export const insertWebhook = async (
  tx: Tx,
  house: Pick<House, 'city' | 'newId'>,
  made: { url: string; types: WebhookView['types']; secret: string },
): Promise<string> => {
  const id = house.newId('webhook')
  await tx
    .insertInto('webhooks')
    .values({
      city_id: house.city.id,
      webhook_id: id,
      url: made.url,
      types: made.types,
      secret: made.secret,
      seen_seq: newestSeq(house.city.id),
      made_at: nowOf(house.city.id),
    })
    .execute()
  return id
}

export interface WebhookChange {
  url?: string | undefined
  types?: WebhookView['types'] | undefined
  on?: boolean | undefined
}

/** Changes a webhook; started again, it goes on from now. Answers whether there is one. */
export const updateWebhook = async (
  tx: Tx,
  cityId: string,
  id: string,
  { url, types, on }: WebhookChange,
): Promise<boolean> => {
  const stopped = await tx
    .selectFrom('webhooks')
    .select('stopped_at')
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!stopped) return false
  const starts = on === true && stopped.stopped_at !== null
  const change = {
    ...(url === undefined ? {} : { url }),
    ...(types === undefined ? {} : { types }),
    ...(on === false && stopped.stopped_at === null
      ? { stopped_at: nowOf(cityId), stopped_why: 'supervisor' as const }
      : {}),
    ...(starts
      ? { stopped_at: null, stopped_why: null, failing_since: null, seen_seq: newestSeq(cityId) }
      : {}),
  }
  if (Object.keys(change).length > 0) {
    await tx
      .updateTable('webhooks')
      .set(change)
      .where('city_id', '=', cityId)
      .where('webhook_id', '=', id)
      .execute()
  }
  return true
}

export const deleteWebhook = async (tx: Tx, cityId: string, id: string): Promise<boolean> => {
  const gone = await tx
    .deleteFrom('webhooks')
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', id)
    .returning('webhook_id')
    .executeTakeFirst()
  return gone !== undefined
}

export const renewSecret = async (tx: Tx, cityId: string, id: string, secret: string): Promise<boolean> => {
  const row = await tx
    .updateTable('webhooks')
    .set((set) => ({
      secret,
      old_secret: set.ref('secret'),
      old_secret_until: sql<Date>`kerbside_now(${cityId}) + make_interval(hours => ${bothSignHours})`,
    }))
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', id)
    .returning('webhook_id')
    .executeTakeFirst()
  return row !== undefined
}

export const findWebhook = (reader: Reader, cityId: string, id: string): Promise<WebhookRow | undefined> =>
  reader
    .selectFrom('webhooks')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', id)
    .executeTakeFirst()

/** Stops a webhook of itself; answers whether it was running. */
export const stopWebhook = async (
  tx: Tx,
  cityId: string,
  id: string,
  why: 'failing' | 'gone',
): Promise<boolean> => {
  const row = await tx
    .updateTable('webhooks')
    .set({ stopped_at: nowOf(cityId), stopped_why: why })
    .where('city_id', '=', cityId)
    .where('webhook_id', '=', id)
    .where('stopped_at', 'is', null)
    .returning('webhook_id')
    .executeTakeFirst()
  return row !== undefined
}
