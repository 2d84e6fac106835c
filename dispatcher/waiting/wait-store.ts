import type { Bilingual, LonLat } from '@kerbside/domain'
import type { Selectable } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { tell } from '../outside/postgres/outbox.ts'
import type { Database } from '../outside/postgres/tables.ts'

export type WaitRow = Selectable<Database['waits']>
export type WaitState = WaitRow['state']
export const openWait = ['proposed', 'going', 'there'] as const satisfies readonly WaitState[]

/** A waiting place of a zone. */
export interface WaitingStation {
  id: string
  name: Bilingual
  point: LonLat
}

/** Everything that was asked of the technicians of a city since an instant, and what is still open. */
export const listWaits = (reader: Reader, cityId: string, sinceMs: number): Promise<WaitRow[]> =>
  reader
    .selectFrom('waits')
    .selectAll()
    .where('city_id', '=', cityId)
    .where((where) =>
      where.or([where('state', 'in', openWait), where('proposed_at', '>', new Date(sinceMs))]),
    )
    .orderBy('wait_id')
    .execute()

/** The waiting places of a zone. */
export const listWaitingStations = async (
  reader: Reader,
  cityId: string,
  zoneId: string,
): Promise<WaitingStation[]> => {
  const rows = await reader
    .selectFrom('stations')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('zone_id', '=', zoneId)
    .where('kind', '=', 'waiting')
    .orderBy('station_id')
    .execute()
  return rows.map(({ station_id, name, lon, lat }) => ({ id: station_id, name, point: [lon, lat] }))
}

/** Asks a technician to wait somewhere else, unless he was asked something meanwhile. */
export const proposeWait = (
  house: House,
  wait: {
    technicianId: string
    stationId: string
    zoneId: string
    gain: number
    driveSeconds: number
    driveMetres: number
  },
): Promise<void> =>
  house.db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('waits')
      .values({
        city_id: house.city.id,
        wait_id: house.newId('wait'),
        technician_id: wait.technicianId,
        station_id: wait.stationId,
        zone_id: wait.zoneId,
        state: 'proposed',
        gain: wait.gain,
        drive_seconds: Math.round(wait.driveSeconds),
        drive_metres: Math.round(wait.driveMetres),
        proposed_at: nowOf(house.city.id),
        state_at: nowOf(house.city.id),
      })
      .onConflict((on) => on.doNothing())
      .returning('wait_id')
      .executeTakeFirst()
    if (made) await tell(tx, house.city.id, { live: 'technician', id: wait.technicianId })
  })

/** A wait of this technician, locked. */
export const lockWait = (tx: Tx, cityId: string, waitId: string): Promise<WaitRow | undefined> =>
  tx
    .selectFrom('waits')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('wait_id', '=', waitId)
    .forUpdate()
    .executeTakeFirst()

/** Moves a wait on and tells of it; nothing happens where it stands otherwise by now. */
export const settleWait = async (tx: Tx, wait: WaitRow, state: WaitState): Promise<void> => {
  const changed = await tx
    .updateTable('waits')
    .set({
      state,
      state_at: nowOf(wait.city_id),
      ...(state === 'going' && { went_at: nowOf(wait.city_id) }),
      ...(wait.state === 'going' && { drove_until: nowOf(wait.city_id) }),
    })
    .where('city_id', '=', wait.city_id)
    .where('wait_id', '=', wait.wait_id)
    .where('state', '=', wait.state)
    .returning('wait_id')
    .executeTakeFirst()
  if (changed) await tell(tx, wait.city_id, { live: 'technician', id: wait.technician_id })
}
