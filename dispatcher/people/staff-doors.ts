import { endpoints, type TechnicianView } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { violates } from '../flow.ts'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { tell, wake } from '../outside/postgres/outbox.ts'
import { Refusal } from '../refusal.ts'
import { renderTechnicians } from '../views/index.ts'
import { hashPassword } from './passwords.ts'

export const staffDoors: readonly Door[] = [
  door(endpoints.listTechnicians, async (house) => ({
    technicians: await renderTechnicians(house.db, house, 'all'),
  })),

  door(endpoints.addTechnician, async (house, { body, commit }) => {
    const passwordHash = await hashPassword(body.password)
    return commit(async (tx) => {
      await requireZone(tx, house, body.zoneId)
      const id = house.newId('technician')
      try {
        await tx
          .insertInto('people')
          .values({
            city_id: house.city.id,
            person_id: id,
            role: 'technician',
            phone: body.phone,
            name: body.name,
            language: body.language,
            password_hash: passwordHash,
            created_at: nowOf(house.city.id),
          })
          .execute()
      } catch (error) {
        if (!violates(error, 'people_phone')) throw error
        throw new Refusal(
          'taken',
          { en: 'Somebody has this phone already.', zh: '该手机号已被使用。' },
          { field: 'phone' },
        )
      }
      await tx
        .insertInto('technicians')
        .values({
          city_id: house.city.id,
          technician_id: id,
          initials: body.initials,
          skills: body.skills,
          zone_id: body.zoneId,
          home_lon: body.home[0],
          home_lat: body.home[1],
          van_plate: body.vanPlate,
          stock: JSON.stringify(body.stock),
          simulated: body.simulated,
        })
        .execute()
      return changed(tx, house, id)
    })
  }),

  door(endpoints.changeTechnician, async (house, { params, body, commit }) =>
    commit(async (tx) => {
      if (body.zoneId) await requireZone(tx, house, body.zoneId)
      const change = {
        ...(body.skills ? { skills: body.skills } : {}),
        ...(body.zoneId ? { zone_id: body.zoneId } : {}),
        ...(body.home ? { home_lon: body.home[0], home_lat: body.home[1] } : {}),
        ...(body.stock ? { stock: JSON.stringify(body.stock) } : {}),
      }
      if (Object.keys(change).length > 0) {
        await tx
          .updateTable('technicians')
          .set(change)
          .where('city_id', '=', house.city.id)
          .where('technician_id', '=', params.id)
          .execute()
      }
      return changed(tx, house, params.id)
    }),
  ),

  door(endpoints.addShift, async (house, { params, body, commit }) =>
    commit(async (tx) => {
      if (Date.parse(body.until) <= Date.parse(body.from)) {
        throw new Refusal(
          'invalid',
          { en: 'A shift ends after it begins.', zh: '班次结束时间须晚于开始时间。' },
          { field: 'until' },
        )
      }
      const id = house.newId('shift')
      await changed(tx, house, params.id)
      try {
        await tx
          .insertInto('shifts')
          .values({
            city_id: house.city.id,
            shift_id: id,
            technician_id: params.id,
            from_at: body.from,
            until_at: body.until,
          })
          .execute()
      } catch (error) {
        if (!violates(error, 'shifts_apart')) throw error
        throw new Refusal(
          'taken',
          { en: 'He has a shift at that time already.', zh: '该时段已有班次。' },
          { field: 'from' },
        )
      }
      return { ...body, id }
    }),
  ),
]

const requireZone = async (reader: Reader, house: House, zoneId: string): Promise<void> => {
  const zone = await reader
    .selectFrom('zones')
    .select('zone_id')
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!zone)
    throw new Refusal(
      'not_found',
      { en: 'There is no such zone.', zh: '没有这个区域。' },
      { field: 'zoneId' },
    )
}

/** Tells of a technician who was changed and plans his zone anew. */
const changed = async (tx: Tx, house: House, id: string): Promise<TechnicianView> => {
  const [view] = await renderTechnicians(tx, house, [id])
  if (!view) throw new Refusal('not_found', { en: 'There is no such technician.', zh: '没有这个技师。' })
  await tell(tx, house.city.id, { live: 'technician', id })
  await wake(tx, house.city.id, 'plan', view.zoneId)
  return view
}
