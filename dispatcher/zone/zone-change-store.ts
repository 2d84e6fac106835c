import type { WantedZones, ZoneChangeSummary, ZoneChangeView, ZoneEffect } from '@kerbside/protocol'
import { type Selectable, sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { Actor, Database } from '../outside/postgres/tables.ts'
import type { UndoZones } from '../outside/postgres/zone-tables.ts'
import { Refusal } from '../refusal.ts'
import { applyZones } from './zone-apply.ts'

type ChangeRow = Selectable<Database['zone_changes']>

export interface NewChange {
  kind: ZoneChangeView['kind']
  note: string
  actor: Actor
  wanted: WantedZones
  effect: ZoneEffect | null
}

/** Writes a change down as a draft; nothing is live by that. */
export const draftChange = async (tx: Tx, house: House, change: NewChange): Promise<ChangeRow> =>
  tx
    .insertInto('zone_changes')
    .values({
      city_id: house.city.id,
      change_id: house.newId('zoneChange'),
      kind: change.kind,
      status: 'draft',
      note: change.note,
      made_by: JSON.stringify(change.actor),
      made_at: nowOf(house.city.id),
      effective_at: null,
      ended_at: null,
      wanted: JSON.stringify(change.wanted),
      effect: change.effect ? JSON.stringify(change.effect) : null,
      undo: null,
      reason: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

/** Reads a change and locks it, and whether its instant has come; refuses with 404 when there is none. */
export const lockChange = async (
  tx: Tx,
  cityId: string,
  changeId: string,
): Promise<ChangeRow & { due: boolean }> => {
  const row = await tx
    .selectFrom('zone_changes')
    .selectAll()
    .select(sql<boolean>`coalesce(effective_at <= kerbside_now(city_id), false)`.as('due'))
    .where('city_id', '=', cityId)
    .where('change_id', '=', changeId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', { en: 'There is no such change.', zh: '没有这项变更。' })
  return row
}

/** Makes a change live now, or notes the instant at which the zone stage does so. */
export const scheduleChange = async (
  tx: Tx,
  house: House,
  row: ChangeRow,
  at: string | null,
): Promise<void> => {
  if (row.status !== 'draft') throw notFrom(row)
  if (at === null || Date.parse(at) <= house.clock.now()) return goLive(tx, house, row)
  await setChange(tx, row, { status: 'scheduled', effective_at: at })
  await wake(tx, house.city.id, 'zone', row.change_id, new Date(at))
}

/** Applies a change in the caller's transaction and keeps what it replaced. */
export const goLive = async (tx: Tx, house: House, row: ChangeRow): Promise<void> => {
  const undo = await applyZones(tx, house, row.wanted)
  await setChange(tx, row, {
    status: 'live',
    ended_at: nowOf(row.city_id),
    effective_at: row.effective_at ?? nowOf(row.city_id),
    undo: JSON.stringify(undo),
  })
}

/** Calls off a draft or what has not taken effect yet. */
export const cancelChange = async (tx: Tx, row: ChangeRow): Promise<void> => {
  if (row.status !== 'draft' && row.status !== 'scheduled') throw notFrom(row)
  await setChange(tx, row, { status: 'cancelled', ended_at: nowOf(row.city_id) })
}

/** A change whose instant came when it could not be applied any more, with the reason. */
export const refuseChange = (tx: Tx, row: ChangeRow, refusal: Refusal): Promise<void> =>
  setChange(tx, row, {
    status: 'refused',
    ended_at: nowOf(row.city_id),
    reason: JSON.stringify(refusal.sentence),
  })

const setChange = async (tx: Tx, row: ChangeRow, columns: Record<string, unknown>): Promise<void> => {
  await tx
    .updateTable('zone_changes')
    .set(columns)
    .where('city_id', '=', row.city_id)
    .where('change_id', '=', row.change_id)
    .execute()
}

const notFrom = (row: ChangeRow): Refusal =>
  new Refusal(
    'stale',
    {
      en: `The change is ${row.status} already; look at the list again.`,
      zh: '该变更状态已变化，请刷新列表。',
    },
    { field: 'status', more: { status: row.status } },
  )

/** The undo of a live change; refuses what never was live. */
export const undoOf = (row: ChangeRow): UndoZones => {
  if (row.status === 'live' && row.undo) return row.undo
  throw notFrom(row)
}

/** Renders changes by id, or the newest. */
export const renderChanges = async (
  reader: Reader,
  cityId: string,
  wish: readonly string[] | { limit: number },
): Promise<ZoneChangeView[]> => {
  let query = reader
    .selectFrom('zone_changes')
    .selectAll()
    .where('city_id', '=', cityId)
    .orderBy('change_id', 'desc')
  query = 'limit' in wish ? query.limit(wish.limit) : query.where('change_id', 'in', [...wish, ''])
  const rows = await query.execute()
  const versions = await versionsNow(reader, cityId)
  const openJobs = await countOpenJobs(reader, cityId)
  return rows.map((row) => {
    const touched = [...row.wanted.zones, ...row.wanted.retire].map(({ id }) => id)
    return {
      ...summaryOf(row, versions),
      wanted: row.wanted,
      effect: row.effect,
      openJobs: touched.reduce((sum, id) => sum + (openJobs.get(id) ?? 0), 0),
    }
  })
}

/** A change without its zones, for a list. */
export const withoutZones = ({
  wanted: _wanted,
  effect: _effect,
  openJobs: _openJobs,
  ...summary
}: ZoneChangeView): ZoneChangeSummary => summary

const summaryOf = (row: ChangeRow, versions: ReadonlyMap<string, number>): ZoneChangeSummary => ({
  id: row.change_id,
  kind: row.kind,
  status: row.status,
  note: row.note,
  by: row.made_by.name,
  madeAt: row.made_at.toISOString(),
  effectiveAt: row.effective_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  reason: row.reason,
  zoneNames: row.wanted.zones.map((zone) => zone.name),
  // Only what nobody has built upon can be taken back without taking back more.
  mayRollBack:
    row.status === 'live' &&
    row.undo !== null &&
    Object.entries(row.undo.versions).every(([id, version]) => versions.get(id) === version),
})

const versionsNow = async (reader: Reader, cityId: string): Promise<Map<string, number>> => {
  const rows = await reader
    .selectFrom('zones')
    .select(['zone_id', 'version'])
    .where('city_id', '=', cityId)
    .execute()
  return new Map(rows.map((row) => [row.zone_id, row.version]))
}

const countOpenJobs = async (reader: Reader, cityId: string): Promise<Map<string, number>> => {
  const { rows } = await sql<{ zone_id: string; count: number }>`
    select zone_id, count(*)::int as count from jobs
    where city_id = ${cityId} and status not in ('settled', 'cancelled', 'failed', 'done') group by 1`.execute(
    reader,
  )
  return new Map(rows.map((row) => [row.zone_id, row.count]))
}
