import { type ArrivalAhead, arrivalsAhead, type StopAhead, workRatio } from '@kerbside/domain'
import { exceptionRules } from '@kerbside/geo'
import type { DelayCause } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** An open promise, and the arrival that is expected now; null where it stands in no tour. */
export interface OpenPromise {
  job: JobRow
  arrival: ArrivalAhead | null
  /** Why it would be missed, as far as can be seen. */
  cause: DelayCause
}

const open = ['waiting', 'offered', 'accepted', 'en_route'] as const
/** Promises that end later than this are the planner's business alone: much can change until then. */
const horizonMs = 90 * 60_000

/** Every promise that ends soon and is not kept yet, with what is expected of it now. */
export const readPromises = async (house: House): Promise<OpenPromise[]> => {
  const nowMs = house.clock.now()
  const jobs = await house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('status', 'in', open)
    .where('promise_until', '<', new Date(nowMs + horizonMs))
    .execute()
  if (jobs.length === 0) return []
  const stops = await readStops(house)
  const vans = await readVans(house)
  const arrivals = new Map<string, ArrivalAhead>()
  const workOver = new Set<string>()
  for (const tour of Map.groupBy(stops, (stop) => stop.shiftId).values()) {
    const [first] = tour
    const spread = { drive: house.lessons.sigmaAt(first?.zoneId ?? '', 'osrm'), work: 0.25 }
    for (const one of arrivalsAhead(tour, nowMs, spread)) arrivals.set(one.jobId, one)
    for (const one of tour)
      if (one.begunMs !== null && nowMs - one.begunMs > one.workSeconds * 1000) workOver.add(one.jobId)
  }
  return jobs.map((job) => {
    const arrival = arrivals.get(job.job_id) ?? null
    return { job, arrival, cause: causeOf(job, arrival, workOver, vans.get(job.technician_id ?? ''), nowMs) }
  })
}

interface VanNow {
  fixMs: number | null
  standsMs: number | null
  offRoute: boolean
  leaveMs: number | null
}

const causeOf = (
  job: JobRow,
  arrival: ArrivalAhead | null,
  workOver: ReadonlySet<string>,
  van: VanNow | undefined,
  nowMs: number,
): DelayCause => {
  if (!arrival) return 'in_no_tour'
  // Nobody has it yet: where the plan puts it is the best that all tours leave.
  if (job.status === 'waiting' || job.status === 'offered') return 'tours_full'
  const olderThan = (ms: number | null, seconds: number): boolean =>
    ms !== null && nowMs - ms > seconds * 1000
  if (van && olderThan(van.fixMs, exceptionRules.silentSeconds)) return 'silent'
  if (arrival.becauseOf !== null) return workOver.has(arrival.becauseOf) ? 'work_overran' : 'stop_before'
  if (job.status === 'en_route') {
    if (van?.offRoute) return 'off_route'
    // A supervisor is called after half an hour; a promise suffers sooner.
    if (van && olderThan(van.standsMs, exceptionRules.stoppedSeconds / 3)) return 'stopped'
    return 'slow_roads'
  }
  if (job.status === 'accepted' && van && olderThan(van.leaveMs, 60)) return 'late_departure'
  return 'slow_roads'
}

type TourStop = StopAhead & { shiftId: string; zoneId: string }

const readStops = async (house: House): Promise<TourStop[]> => {
  const rows = await house.db
    .selectFrom('stops')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'stops.city_id').onRef('jobs.job_id', '=', 'stops.job_id'),
    )
    .leftJoin('etas', (join) =>
      join.onRef('etas.city_id', '=', 'jobs.city_id').onRef('etas.job_id', '=', 'jobs.job_id'),
    )
    .select([
      'stops.shift_id',
      'stops.job_id',
      'stops.drive_seconds',
      'stops.arrive_at',
      'jobs.zone_id',
      'jobs.status',
      'jobs.services',
      'jobs.vehicle',
      'jobs.technician_id',
      'jobs.duration_seconds',
      'jobs.promise_from',
      'jobs.begun_at',
      'etas.at',
      'etas.latest',
      'etas.made_at',
    ])
    .where('stops.city_id', '=', house.city.id)
    .where('jobs.status', 'in', [...open, 'on_site', 'working'])
    .orderBy('stops.shift_id')
    .orderBy('stops.position')
    .execute()
  const z90 = 1.2815516
  return rows.map((row) => ({
    shiftId: row.shift_id,
    zoneId: row.zone_id,
    jobId: row.job_id,
    status: row.status,
    driveSeconds: row.drive_seconds,
    plannedArriveMs: row.arrive_at.getTime(),
    promiseFromMs: row.promise_from.getTime(),
    workSeconds:
      row.duration_seconds *
      workRatio(house.lessons.work, {
        services: row.services,
        vehicleClass: row.vehicle.vehicleClass,
        technicianId: row.technician_id,
      }),
    begunMs: row.begun_at?.getTime() ?? null,
    live:
      row.status === 'en_route' && row.at && row.latest
        ? {
            // A forecast that is not renewed grows old: he is not there before now.
            atMs: Math.max(row.at.getTime(), house.clock.now()),
            sigmaSeconds: Math.max(30, (row.latest.getTime() - row.at.getTime()) / 1000 / z90),
          }
        : null,
  }))
}

const readVans = async (house: House): Promise<Map<string, VanNow>> => {
  const rows = await house.db
    .selectFrom('technicians')
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .leftJoin('approaches', (join) =>
      join
        .onRef('approaches.city_id', '=', 'technicians.city_id')
        .onRef('approaches.technician_id', '=', 'technicians.technician_id'),
    )
    .select(['technicians.technician_id', 'fixes.at', 'stands_since', 'off_since', 'leave_at'])
    .where('technicians.city_id', '=', house.city.id)
    .where('on_duty', '=', true)
    .execute()
  const vans = new Map<string, VanNow>()
  for (const row of rows) {
    const known = vans.get(row.technician_id)
    vans.set(row.technician_id, {
      fixMs: row.at?.getTime() ?? null,
      standsMs: row.stands_since?.getTime() ?? null,
      offRoute: (known?.offRoute ?? false) || row.off_since !== null,
      leaveMs: row.leave_at?.getTime() ?? known?.leaveMs ?? null,
    })
  }
  return vans
}
