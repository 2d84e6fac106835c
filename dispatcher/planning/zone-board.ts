import type { LonLat, Status } from '@kerbside/domain'
import type { Selectable } from 'kysely'
import type { Reader } from '../outside/postgres/database.ts'
import type { Database, JobRow } from '../outside/postgres/tables.ts'

export type ZoneRow = Selectable<Database['zones']>
type ShiftRow = Selectable<Database['shifts']>

/** One technician's shift as the planner sees it: the unit that has a tour. */
export interface BoardShift {
  shiftId: string
  technicianId: string
  fromMs: number
  untilMs: number
  onDuty: boolean
  skills: readonly string[]
  stock: Readonly<Record<string, number>>
  home: LonLat
  fix: { point: LonLat; atMs: number } | null
  hasOpenOffer: boolean
}

/** A job that is not over, with what is remembered of offers. */
export interface BoardJob {
  row: JobRow
  point: LonLat
  /** Technicians who refused, were refused or gave it back; not asked again while that is remembered. */
  excluded: readonly string[]
  /** The technician it is offered to or has accepted. */
  heldBy: string | null
}

/** Everything the planner needs to know of some zones at one instant. */
export interface ZoneBoard {
  nowMs: number
  zones: readonly ZoneRow[]
  shifts: readonly BoardShift[]
  jobs: readonly BoardJob[]
  /** Today's stored tours: shift id → job ids in order. */
  tours: ReadonlyMap<string, readonly StoredStop[]>
}

export interface StoredStop {
  jobId: string
  arriveMs: number
  beginMs: number
  endMs: number
  driveSeconds: number
  metres: number
}

const open = ['waiting', 'offered', 'accepted', 'en_route', 'on_site', 'working'] as const
/** Who has not come on duty this long after his shift began has no capacity. */
const graceMs = 15 * 60_000
const dayMs = 86_400_000

/**
 * Reads the board of some zones in a handful of queries. Technicians count for the zone they belong to; a job counts
 * where the technician who holds it belongs, else in its own zone; `requested` ones only where asked for.
 */
export const readBoard = async (
  reader: Reader,
  cityId: string,
  zoneIds: readonly string[],
  nowMs: number,
  { requested = false }: { requested?: boolean } = {},
): Promise<ZoneBoard> => {
  const zones = await reader
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('zone_id', 'in', zoneIds)
    .execute()
  const technicians = await reader
    .selectFrom('technicians')
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .select([
      'technicians.technician_id',
      'skills',
      'stock',
      'home_lon',
      'home_lat',
      'on_duty',
      'zone_id',
      'fixes.lon as fix_lon',
      'fixes.lat as fix_lat',
      'fixes.at as fix_at',
    ])
    .where('technicians.city_id', '=', cityId)
    .where('zone_id', 'in', zoneIds)
    .execute()
  const ours = technicians.map((one) => one.technician_id)
  const none = ours.length === 0
  const days = Math.max(1, ...zones.map((zone) => zone.policy.slotDays))
  const [shifts, jobs, assignments, stops] = await Promise.all([
    none ? [] : readShifts(reader, cityId, ours, nowMs, days),
    readJobs(reader, cityId, zoneIds, ours, requested ? ['requested', ...open] : open),
    readAssignments(reader, cityId, zoneIds, ours),
    none ? [] : readStops(reader, cityId, ours),
  ])

  const memoryMs = Math.max(0, ...zones.map((zone) => zone.policy.refusalMemorySeconds)) * 1000
  const byJob = Map.groupBy(assignments, (assignment) => assignment.job_id)
  const offered = new Set(
    assignments.filter((one) => one.status === 'offered').map((one) => one.technician_id),
  )
  const boardJobs = jobs.map((row): BoardJob => {
    const past = byJob.get(row.job_id) ?? []
    const active = past.find((one) => one.status === 'offered' || one.status === 'accepted')
    const refused = past.filter((one) => remembered(one, nowMs, memoryMs)).map((one) => one.technician_id)
    return {
      row,
      point: row.place.point,
      excluded: [...new Set(refused)],
      heldBy: row.technician_id ?? active?.technician_id ?? null,
    }
  })
  const busy = new Set(boardJobs.flatMap((job) => (job.row.technician_id ? [job.row.technician_id] : [])))
  const byId = new Map(technicians.map((one) => [one.technician_id, one]))

  return {
    nowMs,
    zones,
    jobs: boardJobs.filter((job) => job.heldBy === null || byId.has(job.heldBy)),
    shifts: shifts.flatMap((shift): BoardShift[] => {
      const technician = byId.get(shift.technician_id)
      if (!technician || !counts(shift, technician.on_duty, busy.has(shift.technician_id), nowMs)) return []
      const { fix_lon: lon, fix_lat: lat, fix_at: at } = technician
      const current = shift.from_at.getTime() <= nowMs
      return [
        {
          shiftId: shift.shift_id,
          technicianId: shift.technician_id,
          fromMs: shift.from_at.getTime(),
          untilMs: shift.until_at.getTime(),
          onDuty: technician.on_duty && current,
          skills: technician.skills,
          stock: technician.stock as Record<string, number>,
          home: [technician.home_lon, technician.home_lat],
          fix:
            technician.on_duty && current && lon !== null && lat !== null && at
              ? { point: [lon, lat], atMs: at.getTime() }
              : null,
          hasOpenOffer: offered.has(shift.technician_id),
        },
      ]
    }),
    tours: new Map(
      [...Map.groupBy(stops, (stop) => stop.shift_id)].map(([shiftId, some]) => [
        shiftId,
        some.map((stop) => ({
          jobId: stop.job_id,
          arriveMs: stop.arrive_at.getTime(),
          beginMs: stop.begin_at.getTime(),
          endMs: stop.end_at.getTime(),
          driveSeconds: stop.drive_seconds,
          metres: stop.metres,
        })),
      ]),
    ),
  }
}

/** Whether a shift has capacity: it lies ahead, or its technician came on duty, or still may. */
const counts = (shift: ShiftRow, onDuty: boolean, busy: boolean, nowMs: number): boolean => {
  if (shift.until_at.getTime() <= nowMs) return busy && onDuty
  if (shift.from_at.getTime() > nowMs) return true
  return onDuty || busy || nowMs < shift.from_at.getTime() + graceMs
}

interface PastAssignment {
  job_id: string
  technician_id: string
  status: string
  ended_at: Date | null
}

/** A declined or released job is never put to the same technician again; a lapsed offer only for a while. */
const remembered = (past: PastAssignment, nowMs: number, memoryMs: number): boolean => {
  if (past.status === 'declined' || past.status === 'released') return true
  return past.status === 'expired' && past.ended_at !== null && past.ended_at.getTime() > nowMs - memoryMs
}

const readShifts = async (
  reader: Reader,
  cityId: string,
  technicianIds: readonly string[],
  nowMs: number,
  days: number,
) => {
  const rows = await reader
    .selectFrom('shifts')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('technician_id', 'in', technicianIds)
    .where('until_at', '>', new Date(nowMs - dayMs / 4))
    .where('from_at', '<', new Date(nowMs + days * dayMs))
    .orderBy('from_at')
    .execute()
  // A shift that is over matters only while nobody has relieved it: the technician's newer shift takes its jobs.
  return rows.filter(
    (row) =>
      row.until_at.getTime() > nowMs ||
      !rows.some(
        (other) =>
          other.technician_id === row.technician_id &&
          other.from_at > row.from_at &&
          other.from_at.getTime() <= nowMs,
      ),
  )
}

const readJobs = (
  reader: Reader,
  cityId: string,
  zoneIds: readonly string[],
  ours: readonly string[],
  statuses: readonly Status[],
): Promise<JobRow[]> =>
  reader
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('status', 'in', statuses)
    .where((where) =>
      where.or([
        where('zone_id', 'in', zoneIds),
        ...(ours.length > 0 ? [where('technician_id', 'in', ours)] : []),
      ]),
    )
    .orderBy('job_id')
    .execute()

const readAssignments = (
  reader: Reader,
  cityId: string,
  zoneIds: readonly string[],
  ours: readonly string[],
) =>
  reader
    .selectFrom('assignments')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'assignments.city_id').onRef('jobs.job_id', '=', 'assignments.job_id'),
    )
    .select(['assignments.job_id', 'assignments.technician_id', 'assignments.status', 'assignments.ended_at'])
    .where('assignments.city_id', '=', cityId)
    .where('jobs.status', 'in', open)
    .where((where) =>
      where.or([
        where('jobs.zone_id', 'in', zoneIds),
        ...(ours.length > 0 ? [where('assignments.technician_id', 'in', ours)] : []),
      ]),
    )
    .execute()

const readStops = (reader: Reader, cityId: string, ours: readonly string[]) =>
  reader
    .selectFrom('stops')
    .innerJoin('tours', (join) =>
      join.onRef('tours.city_id', '=', 'stops.city_id').onRef('tours.shift_id', '=', 'stops.shift_id'),
    )
    .select([
      'stops.shift_id',
      'job_id',
      'stops.arrive_at',
      'begin_at',
      'stops.end_at',
      'stops.drive_seconds',
      'stops.metres',
    ])
    .where('stops.city_id', '=', cityId)
    .where('tours.technician_id', 'in', ours)
    .orderBy('stops.shift_id')
    .orderBy('position')
    .execute()

/** All zones that a city serves, for helping beyond one's own. */
export const listZoneIds = async (reader: Reader, cityId: string): Promise<string[]> => {
  const rows = await reader
    .selectFrom('zones')
    .select('zone_id')
    .where('city_id', '=', cityId)
    .where('retired_at', 'is', null)
    .orderBy('zone_id')
    .execute()
  return rows.map((row) => row.zone_id)
}

/** A zone's row; undefined when there is none. */
export const findZone = (reader: Reader, cityId: string, zoneId: string): Promise<ZoneRow | undefined> =>
  reader
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('zone_id', '=', zoneId)
    .executeTakeFirst()
