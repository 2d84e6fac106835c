import { shortSign } from '@kerbside/domain'
import type { StopView, TourView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { ViewHouse } from './audience.ts'

/** Renders the tour of each technician: of the shift that covers now, else of his next one. */
export const renderTours = async (
  reader: Reader,
  house: ViewHouse,
  technicianIds: readonly string[],
): Promise<TourView[]> => {
  if (technicianIds.length === 0) return []
  const cityId = house.city.id
  const now = new Date(house.clock.now())
  const [people, tours] = await Promise.all([
    reader
      .selectFrom('technicians')
      .innerJoin('people', (join) =>
        join
          .onRef('people.city_id', '=', 'technicians.city_id')
          .onRef('people.person_id', '=', 'technicians.technician_id'),
      )
      .select(['technician_id', 'name', 'zone_id'])
      .where('technicians.city_id', '=', cityId)
      .where('technician_id', 'in', technicianIds)
      .orderBy('technician_id')
      .execute(),
    reader
      .selectFrom('tours')
      .innerJoin('shifts', (join) =>
        join.onRef('shifts.city_id', '=', 'tours.city_id').onRef('shifts.shift_id', '=', 'tours.shift_id'),
      )
      .selectAll('tours')
      .select(['from_at', 'until_at'])
      .where('tours.city_id', '=', cityId)
      .where('tours.technician_id', 'in', technicianIds)
      .orderBy('from_at')
      .execute(),
  ])
  const chosen = new Map<string, (typeof tours)[number]>()
  for (const tour of tours) {
    const known = chosen.get(tour.technician_id)
    // A shift that is over counts only while its last jobs are still open.
    if (!known || (known.until_at < now && tour.from_at <= now)) chosen.set(tour.technician_id, tour)
  }
  const stops = await readStops(
    reader,
    cityId,
    [...chosen.values()].map((tour) => tour.shift_id),
  )
  return people.map((person): TourView => {
    const tour = chosen.get(person.technician_id)
    const own = tour ? (stops.get(tour.shift_id) ?? []) : []
    return {
      technicianId: person.technician_id,
      zoneId: tour?.zone_id ?? person.zone_id,
      planVersion: tour?.plan_version ?? 0,
      departAt: tour && own.length > 0 ? tour.depart_at.toISOString() : null,
      endAt: tour && own.length > 0 ? tour.end_at.toISOString() : null,
      stops: own,
      driveSeconds: tour?.drive_seconds ?? 0,
      metres: tour?.metres ?? 0,
      quality: tour?.quality ?? 'osrm',
      asLine: lineOf(
        person.name,
        tour && own.length > 0 ? { departAt: tour.depart_at, endAt: tour.end_at } : null,
        own,
        house.city.timeZone,
      ),
    }
  })
}

const readStops = async (
  reader: Reader,
  cityId: string,
  shiftIds: readonly string[],
): Promise<Map<string, StopView[]>> => {
  if (shiftIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('stops')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'stops.city_id').onRef('jobs.job_id', '=', 'stops.job_id'),
    )
    .select([
      'shift_id',
      'stops.job_id',
      'drive_seconds',
      'metres',
      'arrive_at',
      'begin_at',
      'end_at',
      'late_seconds',
      'frozen',
      'status',
      'category',
      'services',
      'place',
      'vehicle',
      'promise_from',
      'promise_until',
    ])
    .where('stops.city_id', '=', cityId)
    .where('shift_id', 'in', shiftIds)
    .where('status', 'not in', ['done', 'settled', 'cancelled', 'failed'])
    .orderBy('shift_id')
    .orderBy('position')
    .execute()
  const byShift = new Map<string, StopView[]>()
  for (const row of rows) {
    const stop: StopView = {
      jobId: row.job_id,
      sign: shortSign(row.job_id),
      status: row.status,
      category: row.category,
      services: row.services,
      point: row.place.point,
      label: row.place.label,
      plate: row.vehicle.plate,
      promise: { from: row.promise_from.toISOString(), until: row.promise_until.toISOString() },
      driveSeconds: row.drive_seconds,
      metres: row.metres,
      arriveAt: row.arrive_at.toISOString(),
      beginAt: row.begin_at.toISOString(),
      endAt: row.end_at.toISOString(),
      lateSeconds: row.late_seconds,
      frozen: row.frozen,
    }
    byShift.set(row.shift_id, [...(byShift.get(row.shift_id) ?? []), stop])
  }
  return byShift
}

/** The day as one line of text in the city's time. */
const lineOf = (
  name: string,
  span: { departAt: Date; endAt: Date } | null,
  stops: readonly StopView[],
  timeZone: string,
): string => {
  if (!span) return name
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const clock = (at: string | Date): string => format.format(typeof at === 'string' ? new Date(at) : at)
  const parts = stops.map((stop) => `${stop.sign} ${clock(stop.beginAt)}–${clock(stop.endAt)}`)
  return [`${name} ${clock(span.departAt)}`, ...parts, `home ${clock(span.endAt)}`].join(' → ')
}
