import { type Fix, toMs } from '@kerbside/domain'
import { distanceMetres, exceptionRules } from '@kerbside/geo'
import { sql } from 'kysely'
import type { House } from '../house.ts'

/** Where a van was seen last, and since when it stands there. */
export interface LastSeen {
  fix: Fix
  stands: { sinceMs: number; point: readonly [number, number] }
}

/** Whether a technician is on duty and where he was seen last; null when there is no such technician. */
export const readLastSeen = async (
  house: House,
  technicianId: string,
): Promise<{ onDuty: boolean; last: LastSeen | null } | null> => {
  const row = await house.db
    .selectFrom('technicians')
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .select(['on_duty', 'at', 'lon', 'lat', 'accuracy', 'stands_since', 'stands_lon', 'stands_lat'])
    .where('technicians.city_id', '=', house.city.id)
    .where('technicians.technician_id', '=', technicianId)
    .executeTakeFirst()
  if (!row) return null
  const { at, lon, lat } = row
  if (!at || lon === null || lat === null) return { onDuty: row.on_duty, last: null }
  return {
    onDuty: row.on_duty,
    last: {
      fix: {
        at: at.toISOString(),
        point: [lon, lat],
        accuracy: row.accuracy ?? 0,
        heading: null,
        speed: null,
      },
      stands: {
        sinceMs: (row.stands_since ?? at).getTime(),
        point: [row.stands_lon ?? lon, row.stands_lat ?? lat],
      },
    },
  }
}

/** Writes fixes into the track; a day that has no partition yet gets one. */
export const storeTrack = async (
  house: House,
  technicianId: string,
  fixes: readonly Fix[],
): Promise<void> => {
  if (fixes.length === 0) return
  const write = () =>
    sql`
      insert into tracks (city_id, technician_id, at, lon, lat, accuracy)
      select ${house.city.id}, ${technicianId}, at, lon, lat, accuracy
      from unnest(
        ${fixes.map((fix) => fix.at)}::timestamptz[], ${fixes.map((fix) => fix.point[0])}::float8[],
        ${fixes.map((fix) => fix.point[1])}::float8[], ${fixes.map((fix) => fix.accuracy)}::real[]
      ) as t (at, lon, lat, accuracy)
      on conflict do nothing`.execute(house.db)
  try {
    await write()
  } catch (error) {
    if (!lacksPartition(error)) throw error
    const days = [...new Set(fixes.map((fix) => new Date(fix.at).toISOString().slice(0, 10)))]
    for (const day of days) await sql`select kerbside_track_day(${day}::date)`.execute(house.db)
    await write()
  }
}

const lacksPartition = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23514'

/** The newest fix becomes where he is, unless something newer is known; and since when he stands. */
export const storeNewest = async (
  house: House,
  technicianId: string,
  fix: Fix,
  before: LastSeen | null,
): Promise<void> => {
  const moved = !before || distanceMetres([...before.stands.point], fix.point) > exceptionRules.standsMetres
  const row = {
    at: fix.at,
    lon: fix.point[0],
    lat: fix.point[1],
    accuracy: fix.accuracy,
    heading: fix.heading,
    speed: fix.speed,
    stands_since: new Date(moved ? toMs(fix.at) : before.stands.sinceMs),
    stands_lon: moved ? fix.point[0] : before.stands.point[0],
    stands_lat: moved ? fix.point[1] : before.stands.point[1],
  }
  await house.db
    .insertInto('fixes')
    .values({ city_id: house.city.id, technician_id: technicianId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['city_id', 'technician_id'])
        .doUpdateSet(row)
        .where('fixes.at', '<', new Date(fix.at)),
    )
    .execute()
}

/** Forgets whole days of tracks before an instant; days that other cities' clocks still need lose only this city's rows. */
export const forgetTracks = async (house: House, before: Date): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'tracks'::regclass`.execute(
    house.db,
  )
  const last = `tracks_${before.toISOString().slice(0, 10).replaceAll('-', '')}`
  const old = rows.map((row) => row.name).filter((name) => /^tracks_\d{8}$/.test(name) && name < last)
  for (const name of old) {
    const table = sql.table(name)
    await sql`delete from ${table} where city_id = ${house.city.id}`.execute(house.db)
    const left = await sql`select 1 from ${table} limit 1`.execute(house.db)
    if (left.rows.length === 0) await sql`drop table if exists ${table}`.execute(house.db)
  }
  return old
}
