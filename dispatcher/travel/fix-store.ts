import type { Fix } from '@kerbside/domain'
import { sql } from 'kysely'
import type { House } from '../house.ts'

/** Writes fixes, oldest first, into the track; the newest becomes where he is unless something newer is known. */
export const storeFixes = async (
  house: House,
  technicianId: string,
  fixes: readonly Fix[],
): Promise<void> => {
  await sql`
    insert into tracks (city_id, technician_id, at, lon, lat, accuracy)
    select ${house.city.id}, ${technicianId}, at, lon, lat, accuracy
    from unnest(
      ${fixes.map((fix) => fix.at)}::timestamptz[], ${fixes.map((fix) => fix.point[0])}::float8[],
      ${fixes.map((fix) => fix.point[1])}::float8[], ${fixes.map((fix) => fix.accuracy)}::real[]
    ) as t (at, lon, lat, accuracy)
    on conflict do nothing`.execute(house.db)
  const newest = fixes.at(-1)
  if (!newest) return
  const row = {
    at: newest.at,
    lon: newest.point[0],
    lat: newest.point[1],
    accuracy: newest.accuracy,
    heading: newest.heading,
    speed: newest.speed,
  }
  await house.db
    .insertInto('fixes')
    .values({ city_id: house.city.id, technician_id: technicianId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['city_id', 'technician_id'])
        .doUpdateSet(row)
        .where('fixes.at', '<', new Date(newest.at)),
    )
    .execute()
}
