import type { LonLat } from '@kerbside/domain'
import type { Insertable } from 'kysely'
import type { House } from '../house.ts'
import type { RoadTables } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

export interface TrackPoint {
  point: LonLat
  atMs: number
}

/** Whether a job's drive has been written down. */
export const hasLeg = async (house: House, jobId: string): Promise<boolean> => {
  const row = await house.db
    .selectFrom('legs')
    .select('job_id')
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  return row !== undefined
}

/** Where a technician was between two instants, oldest first. */
export const readTrack = async (
  house: House,
  technicianId: string,
  from: Date,
  until: Date,
): Promise<TrackPoint[]> => {
  const rows = await house.db
    .selectFrom('tracks')
    .select(['at', 'lon', 'lat'])
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('at', '>=', from)
    .where('at', '<=', until)
    .where('accuracy', '<=', 100)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({ point: [row.lon, row.lat], atMs: row.at.getTime() }))
}

/** Writes a drive down; the first to do so wins. */
export const saveLeg = async (
  house: House,
  job: JobRow,
  leg: Omit<Insertable<RoadTables['legs']>, 'city_id' | 'job_id' | 'zone_id'>,
): Promise<void> => {
  await house.db
    .insertInto('legs')
    .values({ city_id: job.city_id, job_id: job.job_id, zone_id: job.zone_id, ...leg })
    .onConflict((conflict) => conflict.columns(['city_id', 'job_id']).doNothing())
    .execute()
}
