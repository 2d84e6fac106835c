import { type Fix, statusGroup } from '@kerbside/domain'
import { believeFixes } from '@kerbside/geo'
import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { tell, wake } from '../outside/postgres/outbox.ts'
import { Refusal } from '../refusal.ts'
import { renderOffers, renderTechnicians, renderTours } from '../views/index.ts'

const openedShiftMs = 8 * 3_600_000

export const dutyDoors: Door[] = [
  door(endpoints.getDuty, async (house, { person }) => {
    const [view] = await renderTechnicians(house.db, house, [person.id])
    if (!view)
      throw new Refusal('not_found', { en: 'You are no technician here.', zh: '您不是本城市的技师。' })
    return view
  }),

  door(endpoints.setDuty, async (house, { body, person, commit }) =>
    commit(async (tx) => {
      if (body.onDuty) await requireShift(tx, house, person.id)
      else await refuseWithJobs(tx, house, person.id)
      const row = await tx
        .updateTable('technicians')
        .set({ on_duty: body.onDuty, duty_at: nowOf(house.city.id) })
        .where('city_id', '=', house.city.id)
        .where('technician_id', '=', person.id)
        .returning('zone_id')
        .executeTakeFirstOrThrow()
      // He is tracked on duty only: yesterday's last position is nobody's business.
      await tx
        .deleteFrom('fixes')
        .where('city_id', '=', house.city.id)
        .where('technician_id', '=', person.id)
        .execute()
      if (body.onDuty && body.fix) await writeFix(tx, house, person.id, body.fix)
      await tell(tx, house.city.id, { live: 'technician', id: person.id })
      await wake(tx, house.city.id, 'plan', row.zone_id)
      const [view] = await renderTechnicians(tx, house, [person.id])
      if (!view) throw new Error('a technician who was changed cannot be shown')
      return view
    }),
  ),

  door(endpoints.getTour, async (house, { person }) => {
    const [tour] = await renderTours(house.db, house, [person.id])
    if (!tour)
      throw new Refusal('not_found', { en: 'You are no technician here.', zh: '您不是本城市的技师。' })
    return tour
  }),

  door(endpoints.listOffers, async (house, { person }) => {
    const rows = await house.db
      .selectFrom('assignments')
      .select('offer_id')
      .where('city_id', '=', house.city.id)
      .where('technician_id', '=', person.id)
      .where('status', '=', 'offered')
      .execute()
    return {
      offers: await renderOffers(
        house.db,
        house,
        rows.map((row) => row.offer_id),
      ),
    }
  }),
]

/** Without a shift that covers now, going on duty opens one. */
const requireShift = async (tx: Tx, house: House, technicianId: string): Promise<void> => {
  const now = house.clock.nowDate()
  const covering = await tx
    .selectFrom('shifts')
    .select('shift_id')
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .executeTakeFirst()
  if (covering) return
  const next = await tx
    .selectFrom('shifts')
    .select('from_at')
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('from_at', '>', now)
    .orderBy('from_at')
    .executeTakeFirst()
  const wanted = now.getTime() + openedShiftMs
  await tx
    .insertInto('shifts')
    .values({
      city_id: house.city.id,
      shift_id: house.newId('shift'),
      technician_id: technicianId,
      from_at: now,
      until_at: new Date(Math.min(wanted, next?.from_at.getTime() ?? wanted)),
    })
    .execute()
}

const refuseWithJobs = async (tx: Tx, house: House, technicianId: string): Promise<void> => {
  const held = await tx
    .selectFrom('jobs')
    .select(['job_id', 'status'])
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('status', 'in', ['accepted', 'en_route', 'on_site', 'working'])
    .execute()
  const [first] = held.filter((job) => statusGroup[job.status] !== 'over')
  if (!first) return
  throw new Refusal(
    'illegal_step',
    {
      en: `You still have ${held.length} job${held.length > 1 ? 's' : ''}; finish or give back first.`,
      zh: `您还有 ${held.length} 个服务单，请先完成或退回。`,
    },
    { field: 'onDuty', more: { jobId: first.job_id } },
  )
}

/** His first position, if it can be believed. */
const writeFix = async (tx: Tx, house: House, technicianId: string, given: Fix): Promise<void> => {
  const at = { nowMs: house.clock.now(), bbox: house.city.bbox }
  const { newest: fix } = believeFixes([given], { last: null, doubted: [] }, at)
  if (!fix) return
  await tx
    .insertInto('fixes')
    .values({
      city_id: house.city.id,
      technician_id: technicianId,
      at: fix.at,
      lon: fix.point[0],
      lat: fix.point[1],
      accuracy: fix.accuracy,
      heading: fix.heading,
      speed: fix.speed,
    })
    .execute()
}
