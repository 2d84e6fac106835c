import type { LonLat, Zone } from '@kerbside/domain'
import { nearestZone, zoneAt } from '@kerbside/geo'
import type { WantedZone, WantedZones } from '@kerbside/protocol'
import type { Selectable } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { tell, wake } from '../outside/postgres/outbox.ts'
import type { Database } from '../outside/postgres/tables.ts'
import type { UndoZones } from '../outside/postgres/zone-tables.ts'
import { Refusal } from '../refusal.ts'
import { refuseBroken, refuseOverlaps } from './polygon-refusal.ts'

type ZoneRow = Selectable<Database['zones']>

/**
 * Makes zones what a change wants, all or nothing, and answers what it replaced. Every zone must still be the version
 * that the change was made from. Jobs keep their zone, promise and technician; those that wait in a zone that is taken
 * out are handed on by the zone stage.
 */
export const applyZones = async (tx: Tx, house: House, wanted: WantedZones): Promise<UndoZones> => {
  const rows = await lockZones(tx, house.city.id)
  const before = new Map(rows.map((row) => [row.zone_id, row]))
  refuseStale(wanted, before)
  refuseLayout(wanted, rows)
  const undo: UndoZones = {
    zones: [...wanted.zones.map(({ id }) => id), ...wanted.retire.map(({ id }) => id)].flatMap((id) => {
      const row = before.get(id)
      return row ? [{ ...wantedOf(row), wasRetired: row.retired_at !== null }] : []
    }),
    added: wanted.zones.flatMap(({ id }) => (before.has(id) ? [] : [id])),
    technicians: [],
    stations: [],
    versions: {},
  }
  for (const zone of wanted.zones)
    undo.versions[zone.id] = await writeZone(tx, house, zone, before.get(zone.id))
  for (const { id, version } of wanted.retire) undo.versions[id] = await retireZone(tx, house, id, version)
  await moveTechnicians(tx, house, wanted, undo)
  await moveStations(tx, house, wanted, undo)
  await tellChanged(tx, house, wanted, undo)
  return undo
}

/** A zone's row as a change would want it, from its present version. */
export const wantedOf = (row: ZoneRow): WantedZone => ({
  id: row.zone_id,
  version: row.version,
  name: row.name,
  polygon: row.polygon,
  hours: row.hours,
  services: row.services,
  policy: row.policy,
})

/** What undoes a live change: old zones as they were, added ones taken out, technicians back. */
export const undoneBy = (undo: UndoZones): WantedZones => ({
  zones: undo.zones
    .filter((zone) => !zone.wasRetired)
    .map(({ wasRetired: _, ...zone }) => ({ ...zone, version: undo.versions[zone.id] ?? zone.version })),
  retire: [...undo.added, ...undo.zones.filter((zone) => zone.wasRetired).map(({ id }) => id)].map((id) => ({
    id,
    version: undo.versions[id] ?? 0,
  })),
  technicians: undo.technicians,
})

const lockZones = (tx: Tx, cityId: string): Promise<ZoneRow[]> =>
  tx.selectFrom('zones').selectAll().where('city_id', '=', cityId).orderBy('zone_id').forUpdate().execute()

const refuseStale = ({ zones, retire }: WantedZones, rows: ReadonlyMap<string, ZoneRow>): void => {
  for (const { id, version } of [...zones, ...retire]) {
    const row = rows.get(id)
    if ((row?.version ?? null) === version) continue
    const name = row?.name ?? { en: 'A zone', zh: '某区域' }
    throw new Refusal(
      'stale',
      {
        en: `${name.en} has been changed meanwhile; look at it again.`,
        zh: `${name.zh}已被他人修改，请刷新后重试。`,
      },
      { field: 'version', more: { zoneId: id, version: row?.version ?? null } },
    )
  }
}

/** The zones as they would stand: each drawable, none over another, at least one left. */
const refuseLayout = ({ zones, retire }: WantedZones, rows: readonly ZoneRow[]): void => {
  const field = (index: number): string => (zones.length === 1 ? 'polygon' : `zones.${index}.polygon`)
  for (const [index, zone] of zones.entries()) refuseBroken(zone.polygon, field(index))
  const touched = new Set([...zones, ...retire].map(({ id }) => id))
  const stay = rows
    .filter((row) => row.retired_at === null && !touched.has(row.zone_id))
    .map((row) => ({ id: row.zone_id, name: row.name, polygon: row.polygon }))
  if (zones.length + stay.length === 0 && retire.length > 0) {
    throw new Refusal(
      'invalid',
      { en: 'No zone would be left; keep at least one.', zh: '至少保留一个区域。' },
      { field: 'retire' },
    )
  }
  refuseOverlaps([...zones, ...stay], zones.length, field)
}

const writeZone = async (
  tx: Tx,
  house: House,
  zone: WantedZone,
  row: ZoneRow | undefined,
): Promise<number> => {
  const version = (row?.version ?? 0) + 1
  const columns = {
    name: JSON.stringify(zone.name),
    polygon: JSON.stringify(zone.polygon),
    hours: JSON.stringify(zone.hours),
    services: zone.services,
    policy: JSON.stringify(zone.policy),
    version,
    retired_at: null,
  }
  await tx
    .insertInto('zones')
    .values({ city_id: house.city.id, zone_id: zone.id, created_at: nowOf(house.city.id), ...columns })
    .onConflict((conflict) => conflict.columns(['city_id', 'zone_id']).doUpdateSet(columns))
    .execute()
  return version
}

const retireZone = async (tx: Tx, house: House, zoneId: string, version: number): Promise<number> => {
  await tx
    .updateTable('zones')
    .set({ retired_at: nowOf(house.city.id), version: version + 1 })
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .execute()
  return version + 1
}

type LiveZone = Pick<Zone, 'id' | 'polygon'>

const liveZones = async (tx: Tx, cityId: string): Promise<LiveZone[]> => {
  const rows = await tx
    .selectFrom('zones')
    .select(['zone_id', 'polygon'])
    .where('city_id', '=', cityId)
    .where('retired_at', 'is', null)
    .orderBy('zone_id')
    .execute()
  return rows.map((row) => ({ id: row.zone_id, polygon: row.polygon }))
}

/** The zone in which a point lies, else the nearest one. */
const homeZone = (point: LonLat, zones: readonly LiveZone[]): string | undefined =>
  (zoneAt(point, zones) ?? nearestZone(point, zones)?.zone)?.id

/** Moves whom the change names; whose zone is taken out without that goes where he lives. */
const moveTechnicians = async (tx: Tx, house: House, wanted: WantedZones, undo: UndoZones): Promise<void> => {
  const cityId = house.city.id
  const named = new Map(wanted.technicians.map(({ id, zoneId }) => [id, zoneId]))
  const gone = new Set(wanted.retire.map(({ id }) => id))
  const zones = await liveZones(tx, cityId)
  const rows = await tx
    .selectFrom('technicians')
    .select(['technician_id', 'zone_id', 'home_lon', 'home_lat'])
    .where('city_id', '=', cityId)
    .forUpdate()
    .execute()
  for (const row of rows) {
    const home = () => (gone.has(row.zone_id) ? homeZone([row.home_lon, row.home_lat], zones) : undefined)
    const zoneId = named.get(row.technician_id) ?? home()
    if (!zoneId || zoneId === row.zone_id) continue
    await tx
      .updateTable('technicians')
      .set({ zone_id: zoneId })
      .where('city_id', '=', cityId)
      .where('technician_id', '=', row.technician_id)
      .execute()
    undo.technicians.push({ id: row.technician_id, zoneId: row.zone_id })
    await tell(tx, cityId, { live: 'technician', id: row.technician_id })
  }
}

/** A station belongs to the zone it stands in; only those that a change has left behind are moved. */
const moveStations = async (tx: Tx, house: House, wanted: WantedZones, undo: UndoZones): Promise<void> => {
  const cityId = house.city.id
  const touched = [...wanted.zones, ...wanted.retire].map(({ id }) => id)
  const zones = await liveZones(tx, cityId)
  const rows = await tx
    .selectFrom('stations')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('zone_id', 'in', [...touched, ''])
    .forUpdate()
    .execute()
  for (const row of rows) {
    const own = zones.filter(({ id }) => id === row.zone_id)
    if (zoneAt([row.lon, row.lat], own)) continue
    const zoneId = homeZone([row.lon, row.lat], zones)
    if (!zoneId || zoneId === row.zone_id) continue
    await tx
      .updateTable('stations')
      .set({ zone_id: zoneId })
      .where('city_id', '=', cityId)
      .where('station_id', '=', row.station_id)
      .execute()
    undo.stations.push({ id: row.station_id, zoneId: row.zone_id })
  }
}

const tellChanged = async (tx: Tx, house: House, wanted: WantedZones, undo: UndoZones): Promise<void> => {
  const cityId = house.city.id
  const touched = [...wanted.zones, ...wanted.retire].map(({ id }) => id)
  for (const id of touched) await tell(tx, cityId, { live: 'zone', id })
  for (const id of new Set([...touched, ...undo.technicians.map(({ zoneId }) => zoneId)]))
    await wake(tx, cityId, 'plan', id)
  if (wanted.retire.length === 0) return
  const left = await tx
    .selectFrom('jobs')
    .select('job_id')
    .where('city_id', '=', cityId)
    .where('status', '=', 'waiting')
    .where(
      'zone_id',
      'in',
      wanted.retire.map(({ id }) => id),
    )
    .execute()
  for (const { job_id: jobId } of left) await wake(tx, cityId, 'zone', jobId)
}
