import type { FinishedWork } from '@kerbside/domain'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader } from '../outside/postgres/database.ts'

/** So many of the newest are learnt from; older ones say little of today. */
const newestLegs = 20_000
const newestWorks = 10_000

/** Drives that are over, the newest. */
export const readLegs = async (reader: Reader, cityId: string) => {
  const rows = await reader
    .selectFrom('legs')
    .select(['zone_id', 'departed_at', 'seconds', 'free_seconds'])
    .where('city_id', '=', cityId)
    .orderBy('arrived_at', 'desc')
    .limit(newestLegs)
    .execute()
  return rows.map((row) => ({
    zoneId: row.zone_id,
    departedMs: row.departed_at.getTime(),
    seconds: row.seconds,
    freeSeconds: row.free_seconds,
  }))
}

/** Work that is over, the newest: from its beginning to its end as the events have them. */
export const readWorks = async (reader: Reader, cityId: string): Promise<FinishedWork[]> => {
  const rows = await reader
    .selectFrom('jobs')
    .select(['services', 'vehicle', 'technician_id', 'begun_at', 'done_at'])
    .where('city_id', '=', cityId)
    .where('status', 'in', ['done', 'settled'])
    .where('begun_at', 'is not', null)
    .where('done_at', 'is not', null)
    .orderBy('job_id', 'desc')
    .limit(newestWorks)
    .execute()
  return rows.flatMap((row) =>
    row.begun_at && row.done_at && row.technician_id
      ? [
          {
            services: row.services,
            vehicleClass: row.vehicle.vehicleClass,
            technicianId: row.technician_id,
            seconds: (row.done_at.getTime() - row.begun_at.getTime()) / 1000,
          },
        ]
      : [],
  )
}

/** What may be used of what was learnt; everything until somebody switches it off. */
export const readSwitches = async (
  reader: Reader,
  cityId: string,
): Promise<{ roads: boolean; durations: boolean }> => {
  const row = await reader.selectFrom('learning').selectAll().where('city_id', '=', cityId).executeTakeFirst()
  return { roads: row?.roads ?? true, durations: row?.durations ?? true }
}

/** Switches what was learnt on or off. */
export const writeSwitches = async (
  reader: Reader,
  cityId: string,
  on: { roads: boolean; durations: boolean },
  by: string,
): Promise<void> => {
  const row = { ...on, changed_at: nowOf(cityId), changed_by: by }
  await reader
    .insertInto('learning')
    .values({ city_id: cityId, ...row })
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet(row))
    .execute()
}

/** What technicians have driven since an instant, along the roads. */
export const readMileage = async (reader: Reader, cityId: string, since: Date) => {
  const rows = await reader
    .selectFrom('legs')
    .innerJoin('people', (join) =>
      join.onRef('people.city_id', '=', 'legs.city_id').onRef('people.person_id', '=', 'legs.technician_id'),
    )
    .select((select) => [
      'legs.technician_id',
      'people.name',
      select.fn.countAll<string>().as('legs'),
      select.fn.sum<string>('metres').as('metres'),
      select.fn.sum<string>('seconds').as('seconds'),
      select.fn.countAll<string>().filterWhere('matched', '=', true).as('matched'),
    ])
    .where('legs.city_id', '=', cityId)
    .where('arrived_at', '>=', since)
    .groupBy(['legs.technician_id', 'people.name'])
    .orderBy('people.name')
    .execute()
  return rows.map((row) => ({
    technicianId: row.technician_id,
    name: row.name,
    legs: Number(row.legs),
    metres: Number(row.metres),
    seconds: Number(row.seconds),
    matched: Number(row.matched),
  }))
}
