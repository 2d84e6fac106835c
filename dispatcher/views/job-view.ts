import { catalogue, type Eta, mayStep, shortSign, statusGroup, toInstant } from '@kerbside/domain'
import type { DelayView, JobView, TechnicianCard } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import type { Audience, ViewHouse } from './audience.ts'
import { delayView } from './delay-view.ts'

/** A forecast from the plan is off by two minutes and by this share of what lies ahead, ten minutes at most. */
const plannedSpreadShare = 0.15
const plannedSpreadMs = 120_000
/** What lies hours ahead is planned so that it fits; its spread does not grow without end. */
const widestSpreadMs = 600_000
const phoneShown = new Set(['accepted', 'en_route', 'on_site', 'working', 'done'])

interface Around {
  zones: Map<string, { en: string; zh: string }>
  people: Map<string, { name: string; phone: string }>
  vans: Map<string, { initials: string; vanPlate: string }>
  stops: Map<string, { arrive: Date; begin: Date; end: Date; quality: 'osrm' | 'estimated' }>
  etas: Map<string, Eta>
  unplanned: Map<string, JobView['unplanned']>
  nears: Map<string, Date>
  delays: Map<string, DelayView>
}

/** Renders jobs by id, in the order asked for; what is not the reader's business is null. Unknown ids are left out. */
export const renderJobs = async (
  reader: Reader,
  house: ViewHouse,
  jobIds: readonly string[],
  audience: Audience,
): Promise<JobView[]> => {
  if (jobIds.length === 0) return []
  const rows = await reader
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', 'in', jobIds)
    .execute()
  const around = await readAround(reader, house.city.id, rows, isCustomer(audience))
  const byId = new Map(rows.map((row) => [row.job_id, row]))
  return jobIds.flatMap((id) => {
    const row = byId.get(id)
    return row ? [viewOf(row, around, house, audience)] : []
  })
}

const isCustomer = (audience: Audience): boolean => audience !== 'all' && audience.role === 'customer'

const readAround = async (
  reader: Reader,
  cityId: string,
  rows: readonly JobRow[],
  forCustomer: boolean,
): Promise<Around> => {
  const ids = rows.map((row) => row.job_id)
  const people = [
    ...new Set(rows.flatMap((row) => [row.customer_id, ...(row.technician_id ? [row.technician_id] : [])])),
  ]
  const [zones, persons, vans, stops, etas, unplanned, nears, delays] = await Promise.all([
    reader.selectFrom('zones').select(['zone_id', 'name']).where('city_id', '=', cityId).execute(),
    reader
      .selectFrom('people')
      .select(['person_id', 'name', 'phone'])
      .where('city_id', '=', cityId)
      .where('person_id', 'in', people)
      .execute(),
    reader
      .selectFrom('technicians')
      .select(['technician_id', 'initials', 'van_plate'])
      .where('city_id', '=', cityId)
      .where('technician_id', 'in', people)
      .execute(),
    reader
      .selectFrom('stops')
      .innerJoin('tours', (join) =>
        join.onRef('tours.city_id', '=', 'stops.city_id').onRef('tours.shift_id', '=', 'stops.shift_id'),
      )
      .select(['job_id', 'stops.arrive_at', 'stops.begin_at', 'stops.end_at', 'tours.quality'])
      .where('stops.city_id', '=', cityId)
      .where('job_id', 'in', ids)
      .execute(),
    reader.selectFrom('etas').selectAll().where('city_id', '=', cityId).where('job_id', 'in', ids).execute(),
    reader
      .selectFrom('unplanned')
      .selectAll()
      .where('city_id', '=', cityId)
      .where('job_id', 'in', ids)
      .execute(),
    reader
      .selectFrom('approaches')
      .select(['job_id', 'arrived_at'])
      .where('city_id', '=', cityId)
      .where('job_id', 'in', ids)
      .where('arrived_at', 'is not', null)
      .execute(),
    reader
      .selectFrom('delays')
      .selectAll()
      .where('city_id', '=', cityId)
      .where('job_id', 'in', ids)
      .orderBy('noticed_at')
      .execute(),
  ])
  return {
    zones: new Map(zones.map((zone) => [zone.zone_id, zone.name])),
    people: new Map(persons.map((one) => [one.person_id, { name: one.name, phone: one.phone }])),
    vans: new Map(
      vans.map((one) => [one.technician_id, { initials: one.initials, vanPlate: one.van_plate }]),
    ),
    stops: new Map(
      stops.map((one) => [
        one.job_id,
        { arrive: one.arrive_at, begin: one.begin_at, end: one.end_at, quality: one.quality },
      ]),
    ),
    etas: new Map(
      etas.map((one) => [
        one.job_id,
        {
          at: one.at.toISOString(),
          earliest: one.earliest.toISOString(),
          latest: one.latest.toISOString(),
          madeAt: one.made_at.toISOString(),
          quality: one.quality,
        },
      ]),
    ),
    unplanned: new Map(unplanned.map((one) => [one.job_id, one.reasons])),
    // A later promise's delay stands over an earlier one's.
    delays: new Map(delays.map((one) => [one.job_id, delayView(one, forCustomer)])),
    nears: new Map(nears.flatMap((one) => (one.arrived_at ? [[one.job_id, one.arrived_at]] : []))),
  }
}

const viewOf = (row: JobRow, around: Around, house: ViewHouse, audience: Audience): JobView => {
  const over = statusGroup[row.status] === 'over'
  const stop = around.stops.get(row.job_id)
  const customer = around.people.get(row.customer_id)
  const eta = etaOf(row, around, house.clock.now())
  return {
    id: row.job_id,
    sign: shortSign(row.job_id),
    status: row.status,
    version: row.version,
    category: row.category,
    services: row.services.filter((id) => id in catalogue),
    vehicle: row.vehicle,
    place: row.place,
    zoneId: row.zone_id,
    inDanger: row.in_danger,
    zoneName: around.zones.get(row.zone_id) ?? { en: '—', zh: '—' },
    customer: customer ? { id: row.customer_id, name: customer.name, phone: customer.phone } : null,
    promise: { from: row.promise_from.toISOString(), until: row.promise_until.toISOString() },
    eta,
    planned: over || !stop ? null : { beginAt: stop.begin.toISOString(), endAt: stop.end.toISOString() },
    technician: cardOf(row, around, audience),
    price: row.price,
    durationSeconds: row.duration_seconds,
    requestedAt: row.requested_at.toISOString(),
    statusAt: row.status_at.toISOString(),
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    nearSince:
      row.status === 'en_route' && !isCustomer(audience)
        ? (around.nears.get(row.job_id)?.toISOString() ?? null)
        : null,
    late: row.arrived_at ? row.arrived_at.getTime() > row.promise_until.getTime() : null,
    unplanned: over ? null : (around.unplanned.get(row.job_id) ?? null),
    risk: riskOf(row, eta, house.clock.now()),
    delay: around.delays.get(row.job_id) ?? null,
    cancellable: mayStep(row.status, 'cancel'),
  }
}

const cardOf = (row: JobRow, around: Around, audience: Audience): TechnicianCard | null => {
  if (!row.technician_id) return null
  const person = around.people.get(row.technician_id)
  const van = around.vans.get(row.technician_id)
  if (!person || !van) return null
  const customer = isCustomer(audience)
  return {
    id: row.technician_id,
    name: person.name,
    initials: van.initials,
    vanPlate: van.vanPlate,
    phone: customer && !phoneShown.has(row.status) ? null : person.phone,
  }
}

/** On the way the live forecast counts; before, the tour's, the less sure the further ahead. */
const etaOf = (row: JobRow, around: Around, nowMs: number): Eta | null => {
  if (row.status === 'en_route') return around.etas.get(row.job_id) ?? null
  if (!['waiting', 'offered', 'accepted'].includes(row.status)) return null
  const stop = around.stops.get(row.job_id)
  if (!stop) return null
  const at = Math.max(stop.arrive.getTime(), nowMs)
  const half = Math.min(widestSpreadMs, plannedSpreadMs + Math.max(0, at - nowMs) * plannedSpreadShare)
  return {
    at: toInstant(at),
    earliest: toInstant(Math.max(nowMs, at - half)),
    latest: toInstant(at + half),
    madeAt: toInstant(nowMs),
    quality: stop.quality,
  }
}

const riskOf = (row: JobRow, eta: Eta | null, nowMs: number): JobView['risk'] => {
  const until = row.promise_until.getTime()
  if (row.arrived_at) return row.arrived_at.getTime() > until ? 'broken' : 'kept'
  if (statusGroup[row.status] === 'over') return 'unknown'
  if (nowMs > until) return 'broken'
  if (!eta) return 'unknown'
  if (Date.parse(eta.earliest) > until) return 'broken'
  if (Date.parse(eta.at) > until) return 'danger'
  return Date.parse(eta.latest) > until ? 'tight' : 'kept'
}
