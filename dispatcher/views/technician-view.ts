import type { TechnicianState } from '@kerbside/domain'
import { exceptionRules } from '@kerbside/geo'
import type { TechnicianView, WaitView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { ViewHouse } from './audience.ts'

const silentMs = exceptionRules.silentSeconds * 1000
const stateOf: Readonly<Record<string, TechnicianState>> = {
  en_route: 'driving',
  on_site: 'on_site',
  working: 'working',
}

/** Renders technicians, all or some, by name. */
export const renderTechnicians = async (
  reader: Reader,
  house: ViewHouse,
  ids: readonly string[] | 'all',
): Promise<TechnicianView[]> => {
  if (ids !== 'all' && ids.length === 0) return []
  const cityId = house.city.id
  const now = house.clock.now()
  let query = reader
    .selectFrom('technicians')
    .innerJoin('people', (join) =>
      join
        .onRef('people.city_id', '=', 'technicians.city_id')
        .onRef('people.person_id', '=', 'technicians.technician_id'),
    )
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .select([
      'technicians.technician_id',
      'name',
      'phone',
      'initials',
      'skills',
      'zone_id',
      'home_lon',
      'home_lat',
      'van_plate',
      'stock',
      'simulated',
      'on_duty',
      'fixes.at',
      'fixes.lon',
      'fixes.lat',
      'fixes.accuracy',
      'fixes.heading',
      'fixes.speed',
    ])
    .where('technicians.city_id', '=', cityId)
    .orderBy('technicians.technician_id')
  if (ids !== 'all') query = query.where('technicians.technician_id', 'in', ids)
  const rows = await query.execute()
  const known = rows.map((row) => row.technician_id)
  if (known.length === 0) return []
  const [jobs, shifts, load, waits] = await Promise.all([
    reader
      .selectFrom('jobs')
      .select(['technician_id', 'job_id', 'status'])
      .where('city_id', '=', cityId)
      .where('technician_id', 'in', known)
      .where('status', 'in', ['en_route', 'on_site', 'working'])
      .execute(),
    readShifts(reader, cityId, known, now),
    readLoad(reader, cityId, known),
    readWaits(reader, cityId, known),
  ])
  const jobOf = new Map(jobs.map((job) => [job.technician_id, job]))
  return rows.map((row): TechnicianView => {
    const job = jobOf.get(row.technician_id)
    const shift = shifts.get(row.technician_id)
    const { at, lon, lat } = row
    const fix = row.on_duty && at && lon !== null && lat !== null ? { at, lon, lat } : null
    const busySeconds = shift ? (load.get(shift.shiftId) ?? 0) : 0
    return {
      id: row.technician_id,
      name: row.name,
      initials: row.initials,
      phone: row.phone,
      skills: row.skills,
      zoneId: row.zone_id,
      home: [row.home_lon, row.home_lat],
      vanPlate: row.van_plate,
      stock: row.stock,
      state: stateNow(row.on_duty, fix?.at ?? null, job?.status, now),
      onDuty: row.on_duty,
      shift: shift ? { from: shift.from.toISOString(), until: shift.until.toISOString() } : null,
      fix: fix
        ? {
            at: fix.at.toISOString(),
            point: [fix.lon, fix.lat],
            accuracy: row.accuracy ?? 0,
            heading: row.heading,
            speed: row.speed,
          }
        : null,
      jobId: job?.job_id ?? null,
      wait: waits.get(row.technician_id) ?? null,
      loadShare: shift ? busySeconds / Math.max(1, (shift.until.getTime() - shift.from.getTime()) / 1000) : 0,
      simulated: row.simulated,
    }
  })
}

const stateNow = (
  onDuty: boolean,
  fixAt: Date | null,
  status: string | undefined,
  now: number,
): TechnicianState => {
  if (!onDuty) return 'off'
  if (fixAt && now - fixAt.getTime() > silentMs) return 'silent'
  return stateOf[status ?? ''] ?? 'free'
}

/** The shift that covers now, else the next one. */
const readShifts = async (reader: Reader, cityId: string, ids: readonly string[], now: number) => {
  const rows = await reader
    .selectFrom('shifts')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('technician_id', 'in', ids)
    .where('until_at', '>', new Date(now))
    .orderBy('from_at')
    .execute()
  const first = new Map<string, { shiftId: string; from: Date; until: Date }>()
  for (const row of rows) {
    if (!first.has(row.technician_id))
      first.set(row.technician_id, { shiftId: row.shift_id, from: row.from_at, until: row.until_at })
  }
  return first
}

/** Planned work and driving in seconds, by shift. */
const readLoad = async (
  reader: Reader,
  cityId: string,
  ids: readonly string[],
): Promise<Map<string, number>> => {
  const rows = await reader
    .selectFrom('stops')
    .innerJoin('tours', (join) =>
      join.onRef('tours.city_id', '=', 'stops.city_id').onRef('tours.shift_id', '=', 'stops.shift_id'),
    )
    .select(['stops.shift_id', 'stops.begin_at', 'stops.end_at', 'stops.drive_seconds'])
    .where('stops.city_id', '=', cityId)
    .where('tours.technician_id', 'in', ids)
    .execute()
  const load = new Map<string, number>()
  for (const row of rows) {
    const seconds = (row.end_at.getTime() - row.begin_at.getTime()) / 1000 + row.drive_seconds
    load.set(row.shift_id, (load.get(row.shift_id) ?? 0) + seconds)
  }
  return load
}

/** Where technicians were asked to wait, as far as it is not over. */
const readWaits = async (
  reader: Reader,
  cityId: string,
  ids: readonly string[],
): Promise<Map<string, WaitView>> => {
  const rows = await reader
    .selectFrom('waits')
    .innerJoin('stations', (join) =>
      join
        .onRef('stations.city_id', '=', 'waits.city_id')
        .onRef('stations.station_id', '=', 'waits.station_id'),
    )
    .select(['wait_id', 'technician_id', 'state', 'name', 'lon', 'lat', 'drive_seconds', 'gain', 'state_at'])
    .where('waits.city_id', '=', cityId)
    .where('technician_id', 'in', ids)
    .where('state', 'in', ['proposed', 'going', 'there'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.technician_id,
      {
        id: row.wait_id,
        state: row.state as WaitView['state'],
        name: row.name,
        point: [row.lon, row.lat],
        driveSeconds: row.drive_seconds,
        gain: row.gain,
        since: row.state_at.toISOString(),
      },
    ]),
  )
}
