import type { Plan } from '@kerbside/planner'
import type { Tx } from '../outside/postgres/database.ts'
import { tell } from '../outside/postgres/outbox.ts'
import type { ReasonsOf } from '../planning/reasons.ts'
import type { StoredStop, ZoneBoard } from '../planning/zone-board.ts'

export interface PlanToStore {
  cityId: string
  zoneId: string
  planId: string
  plan: Plan
  board: ZoneBoard
  quality: 'osrm' | 'estimated'
  tookSeconds: number
  reasons: ReasonsOf
}

const at = (seconds: number): Date => new Date(seconds * 1000)
/** A tour that moved less than this is not told anew. */
const toldMs = 60_000

/**
 * Replaces a zone's tours by a checked plan. Jobs that have left the planner's hands meanwhile are left out: their own
 * step has woken the planner again. Technicians whose tours changed noticeably are told.
 */
export const storePlan = async (tx: Tx, it: PlanToStore): Promise<void> => {
  const { cityId, zoneId, plan, board } = it
  const jobIds = board.jobs.map((job) => job.row.job_id)
  const alive = await stillOpen(tx, cityId, jobIds)
  const version = await nextVersion(tx, cityId, zoneId)
  await tx
    .insertInto('plans')
    .values({
      city_id: cityId,
      zone_id: zoneId,
      plan_id: it.planId,
      version,
      made_at: at(board.nowMs / 1000),
      seconds: it.tookSeconds,
      quality: it.quality,
      cost: JSON.stringify(plan.cost),
    })
    .execute()

  const shiftIds = board.shifts.map((shift) => shift.shiftId)
  const technicianIds = [...new Set(board.shifts.map((shift) => shift.technicianId))]
  const stale = await tx
    .selectFrom('tours')
    .select('shift_id')
    .where('city_id', '=', cityId)
    .where((where) =>
      where.or([
        where('zone_id', '=', zoneId),
        ...(technicianIds.length > 0 ? [where('technician_id', 'in', technicianIds)] : []),
      ]),
    )
    .execute()
  const cleared = [...new Set([...shiftIds, ...stale.map((tour) => tour.shift_id)])]
  if (cleared.length > 0) {
    await tx.deleteFrom('stops').where('city_id', '=', cityId).where('shift_id', 'in', cleared).execute()
    await tx.deleteFrom('tours').where('city_id', '=', cityId).where('shift_id', 'in', cleared).execute()
  }
  if (jobIds.length > 0) {
    await tx.deleteFrom('stops').where('city_id', '=', cityId).where('job_id', 'in', jobIds).execute()
    await tx.deleteFrom('unplanned').where('city_id', '=', cityId).where('job_id', 'in', jobIds).execute()
  }
  await writeTours(tx, it, version, alive)
  await writeUnplanned(tx, it, alive)
  for (const technicianId of changedTechnicians(board, plan, alive)) {
    await tell(tx, cityId, { live: 'tour', id: technicianId })
  }
}

const stillOpen = async (tx: Tx, cityId: string, jobIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (jobIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('jobs')
    .select('job_id')
    .where('city_id', '=', cityId)
    .where('job_id', 'in', jobIds)
    .where('status', 'not in', ['done', 'settled', 'cancelled', 'failed'])
    .execute()
  return new Set(rows.map((row) => row.job_id))
}

const nextVersion = async (tx: Tx, cityId: string, zoneId: string): Promise<number> => {
  const row = await tx
    .selectFrom('plans')
    .select((select) => select.fn.max('version').as('version'))
    .where('city_id', '=', cityId)
    .where('zone_id', '=', zoneId)
    .executeTakeFirst()
  return Number(row?.version ?? 0) + 1
}

const writeTours = async (
  tx: Tx,
  it: PlanToStore,
  version: number,
  alive: ReadonlySet<string>,
): Promise<void> => {
  const { cityId, board } = it
  const shiftOf = new Map(board.shifts.map((shift) => [shift.shiftId, shift]))
  const tours = it.plan.tours.filter((tour) => tour.stops.length > 0 && shiftOf.has(tour.technicianId))
  if (tours.length === 0) return
  await tx
    .insertInto('tours')
    .values(
      tours.map((tour) => ({
        city_id: cityId,
        shift_id: tour.technicianId,
        technician_id: shiftOf.get(tour.technicianId)?.technicianId ?? '',
        zone_id: it.zoneId,
        plan_version: version,
        depart_at: at(tour.departAt),
        end_at: at(tour.endAt),
        drive_seconds: tour.driveSeconds,
        metres: tour.metres,
        quality: it.quality,
      })),
    )
    .execute()
  const stops = tours.flatMap((tour) =>
    tour.stops
      .filter((stop) => alive.has(stop.jobId))
      .map((stop, position) => ({
        city_id: cityId,
        shift_id: tour.technicianId,
        position,
        job_id: stop.jobId,
        drive_seconds: stop.driveSeconds,
        metres: stop.metres,
        arrive_at: at(stop.arriveAt),
        begin_at: at(stop.beginAt),
        end_at: at(stop.endAt),
        late_seconds: stop.lateSeconds,
        frozen: stop.fixed,
      })),
  )
  if (stops.length > 0) await tx.insertInto('stops').values(stops).execute()
}

const writeUnplanned = async (tx: Tx, it: PlanToStore, alive: ReadonlySet<string>): Promise<void> => {
  const rows = it.plan.unplanned
    .filter((one) => alive.has(one.jobId))
    .map((one) => ({
      city_id: it.cityId,
      job_id: one.jobId,
      zone_id: it.zoneId,
      reasons: JSON.stringify(it.reasons(one.reasons)),
    }))
  if (rows.length > 0) await tx.insertInto('unplanned').values(rows).execute()
}

const changedTechnicians = (board: ZoneBoard, plan: Plan, alive: ReadonlySet<string>): string[] => {
  const now = new Map(
    plan.tours.map((tour) => [tour.technicianId, tour.stops.filter((stop) => alive.has(stop.jobId))]),
  )
  const same = (
    before: readonly StoredStop[],
    after: readonly { jobId: string; beginAt: number }[],
  ): boolean =>
    before.length === after.length &&
    before.every((stop, index) => {
      const other = after[index]
      return other?.jobId === stop.jobId && Math.abs(other.beginAt * 1000 - stop.beginMs) < toldMs
    })
  const changed = board.shifts.filter(
    (shift) => !same(board.tours.get(shift.shiftId) ?? [], now.get(shift.shiftId) ?? []),
  )
  return [...new Set(changed.map((shift) => shift.technicianId))]
}
