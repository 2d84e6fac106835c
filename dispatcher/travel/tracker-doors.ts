import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { Refusal } from '../refusal.ts'
import { listTrackers, makeTracker, removeTracker } from './tracker-store.ts'

export const trackerDoors: Door[] = [
  door(endpoints.listTrackers, async (house) => ({ trackers: await listTrackers(house) })),

  door(endpoints.addTracker, (house, { body, commit }) =>
    commit(async (tx) => {
      const technician = await tx
        .selectFrom('technicians')
        .select('technician_id')
        .where('city_id', '=', house.city.id)
        .where('technician_id', '=', body.technicianId)
        .executeTakeFirst()
      if (!technician) {
        throw new Refusal(
          'not_found',
          { en: 'There is no such technician.', zh: '没有这位技师。' },
          { field: 'technicianId' },
        )
      }
      const tracker = await makeTracker(tx, house, body)
      return { ...tracker, path: `/v1/osmand?id=${tracker.token}` }
    }),
  ),

  door(endpoints.removeTracker, (house, { params, commit }) =>
    commit(async (tx) => {
      if (!(await removeTracker(tx, house, params.id)))
        throw new Refusal('not_found', { en: 'There is no such tracker.', zh: '没有这个定位设备。' })
      return {}
    }),
  ),
]
