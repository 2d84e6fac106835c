import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'

export const vehicleDoors: Door[] = [
  door(endpoints.listVehicles, async (house, { person }) => {
    const rows = await house.db
      .selectFrom('vehicles')
      .selectAll()
      .where('city_id', '=', house.city.id)
      .where('customer_id', '=', person.id)
      .orderBy('vehicle_id', 'desc')
      .execute()
    return { vehicles: rows.map((row) => ({ ...row.vehicle, id: row.vehicle_id })) }
  }),

  door(endpoints.addVehicle, async (house, { body, person, commit }) =>
    commit(async (tx) => {
      const vehicle = JSON.stringify(body)
      const row = await tx
        .insertInto('vehicles')
        .values({
          city_id: house.city.id,
          vehicle_id: house.newId('vehicle'),
          customer_id: person.id,
          plate: body.plate,
          vehicle,
        })
        .onConflict((conflict) =>
          conflict.columns(['city_id', 'customer_id', 'plate']).doUpdateSet({ vehicle }),
        )
        .returning('vehicle_id')
        .executeTakeFirstOrThrow()
      return { ...body, id: row.vehicle_id }
    }),
  ),
]
