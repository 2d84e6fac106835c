import type { AlertView, MessageView, ZoneView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { ViewHouse } from './audience.ts'

/** Renders alerts by id, or all that are open, oldest first. */
export const renderAlerts = async (
  reader: Reader,
  house: ViewHouse,
  ids: readonly string[] | 'open',
): Promise<AlertView[]> => {
  if (ids !== 'open' && ids.length === 0) return []
  let query = reader
    .selectFrom('alerts')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .orderBy('raised_at')
    .limit(500)
  query = ids === 'open' ? query.where('resolved_at', 'is', null) : query.where('alert_id', 'in', ids)
  return (await query.execute()).map((row) => ({
    id: row.alert_id,
    kind: row.kind,
    jobId: row.job_id,
    technicianId: row.technician_id,
    sentence: row.sentence,
    raisedAt: row.raised_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  }))
}

/** Renders messages by id, or the newest ones, perhaps to one recipient. */
export const renderMessages = async (
  reader: Reader,
  house: ViewHouse,
  wish: readonly string[] | { to?: string | undefined; limit: number },
): Promise<MessageView[]> => {
  let query = reader
    .selectFrom('messages')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .orderBy('message_id', 'desc')
  if ('limit' in wish) {
    query = query.limit(wish.limit)
    if (wish.to !== undefined) query = query.where('recipient', '=', wish.to)
  } else {
    if (wish.length === 0) return []
    query = query.where('message_id', 'in', wish)
  }
  return (await query.execute()).map((row) => ({
    id: row.message_id,
    channel: row.channel,
    to: row.recipient,
    text: row.text,
    kind: row.kind,
    jobId: row.job_id,
    at: row.at.toISOString(),
  }))
}

/** Renders zones by id, or all that are served. */
export const renderZones = async (
  reader: Reader,
  house: Pick<ViewHouse, 'city'>,
  ids: readonly string[] | 'all',
): Promise<ZoneView[]> => {
  if (ids !== 'all' && ids.length === 0) return []
  let query = reader.selectFrom('zones').selectAll().where('city_id', '=', house.city.id).orderBy('zone_id')
  query = ids === 'all' ? query.where('retired_at', 'is', null) : query.where('zone_id', 'in', ids)
  return (await query.execute()).map((row) => ({
    id: row.zone_id,
    name: row.name,
    polygon: row.polygon,
    hours: row.hours,
    services: row.services,
    policy: row.policy,
    version: row.version,
    retiredAt: row.retired_at?.toISOString() ?? null,
  }))
}
