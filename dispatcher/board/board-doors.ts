import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import { tell } from '../outside/postgres/outbox.ts'
import { currentSeq } from '../outside/postgres/stream-store.ts'
import { Refusal } from '../refusal.ts'
import { renderAlerts, renderJobs, renderMessages, renderTechnicians, renderTours } from '../views/index.ts'
import { readToday } from './today-store.ts'

/** Jobs that are over stay on the board this long. */
const lingerMs = 2 * 3_600_000

export const liveDoors: readonly Door[] = [
  door(endpoints.getBoard, async (house) => {
    // The number first: what happens while we read is told again by the stream, which does no harm.
    const seq = await currentSeq(house.db, house.city.id, 'city')
    const technicians = await renderTechnicians(house.db, house, 'all')
    const [jobs, tours, alerts, today] = await Promise.all([
      renderJobs(house.db, house, await boardJobIds(house), 'all'),
      renderTours(
        house.db,
        house,
        technicians.map((one) => one.id),
      ),
      renderAlerts(house.db, house, 'open'),
      readToday(house),
    ])
    return { now: house.clock.nowDate().toISOString(), seq, technicians, jobs, tours, alerts, today }
  }),

  door(endpoints.getTourLine, async (house, { params }) => {
    const [[tour], [technician]] = await Promise.all([
      renderTours(house.db, house, [params.id]),
      renderTechnicians(house.db, house, [params.id]),
    ])
    if (!tour || !technician)
      throw new Refusal('not_found', { en: 'There is no such technician.', zh: '没有这个技师。' })
    const start = technician.fix?.point ?? technician.home
    const points = [start, ...tour.stops.map((stop) => stop.point)]
    if (points.length < 2) return { line: [], quality: house.roads.health().roads }
    const way = await house.roads.route(points, { at: Math.round(house.clock.now() / 1000) })
    return { line: way.line, quality: way.quality }
  }),

  door(endpoints.getTechnicianTour, async (house, { params }) => {
    const [tour] = await renderTours(house.db, house, [params.id])
    if (!tour) throw new Refusal('not_found', { en: 'There is no such technician.', zh: '没有这个技师。' })
    return tour
  }),

  door(endpoints.listAlerts, async (house) => ({ alerts: await renderAlerts(house.db, house, 'open') })),

  door(endpoints.resolveAlert, async (house, { params, commit }) =>
    commit(async (tx) => {
      await tx
        .updateTable('alerts')
        .set({ resolved_at: nowOf(house.city.id) })
        .where('city_id', '=', house.city.id)
        .where('alert_id', '=', params.id)
        .where('resolved_at', 'is', null)
        .execute()
      await tell(tx, house.city.id, { live: 'alert', id: params.id })
      const [alert] = await renderAlerts(tx, house, [params.id])
      if (!alert) throw new Refusal('not_found', { en: 'There is no such alert.', zh: '没有这条提醒。' })
      return alert
    }),
  ),

  door(endpoints.listMessages, async (house, { query }) => ({
    messages: await renderMessages(house.db, house, query),
  })),
]

const boardJobIds = async (house: House): Promise<string[]> => {
  const rows = await house.db
    .selectFrom('jobs')
    .select('job_id')
    .where('city_id', '=', house.city.id)
    .where((where) =>
      where.or([
        where('status', 'not in', ['settled', 'cancelled', 'failed']),
        where('status_at', '>', new Date(house.clock.now() - lingerMs)),
      ]),
    )
    .orderBy('job_id', 'desc')
    .limit(1_000)
    .execute()
  return rows.map((row) => row.job_id)
}
