import type { Bilingual } from '@kerbside/domain'
import type { AlertView } from '@kerbside/protocol'
import type { House } from '../../house.ts'
import { nowOf } from './clock-store.ts'
import { tell } from './outbox.ts'

export interface Alarm {
  kind: AlertView['kind']
  /** One open alert a key: the same trouble is said once. */
  key: string
  jobId?: string
  technicianId?: string
  sentence: Bilingual
}

/** Tells the supervisors of something that needs a person, once as long as it is open. */
export const raiseAlert = async (house: Pick<House, 'db' | 'city' | 'newId'>, alarm: Alarm): Promise<void> =>
  house.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('alerts')
      .values({
        city_id: house.city.id,
        alert_id: house.newId('alert'),
        kind: alarm.kind,
        key: alarm.key,
        job_id: alarm.jobId ?? null,
        technician_id: alarm.technicianId ?? null,
        sentence: JSON.stringify(alarm.sentence),
        raised_at: nowOf(house.city.id),
        resolved_at: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['city_id', 'key']).where('resolved_at', 'is', null).doNothing(),
      )
      .returning('alert_id')
      .executeTakeFirst()
    if (row) await tell(tx, house.city.id, { live: 'alert', id: row.alert_id })
  })

/** Puts alerts aside because their cause is gone. */
export const settleAlerts = async (
  house: Pick<House, 'db' | 'city'>,
  keys: readonly string[],
): Promise<void> => {
  if (keys.length === 0) return
  await house.db.transaction().execute(async (tx) => {
    const rows = await tx
      .updateTable('alerts')
      .set({ resolved_at: nowOf(house.city.id) })
      .where('city_id', '=', house.city.id)
      .where('key', 'in', keys)
      .where('resolved_at', 'is', null)
      .returning('alert_id')
      .execute()
    for (const row of rows) await tell(tx, house.city.id, { live: 'alert', id: row.alert_id })
  })
}
