import { type LearntWork, type LonLat, workRatio } from '@kerbside/domain'
import type {
  KnownPlan,
  Problem,
  ProblemJob,
  ProblemTechnician,
  RoadHour,
  RoadMatrix,
} from '@kerbside/planner'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import type { BoardJob, BoardShift, ZoneBoard } from './zone-board.ts'
import type { MatrixPoint } from './zone-matrix.ts'

const hour = 3600
/** A promise may be missed rather than a car be left standing: this much lateness is still planned, at its cost. */
const patienceSeconds = { rescue: 4 * hour, care: 2 * hour, wash: 2 * hour } as const
const tierOf = { rescue: 0, care: 1, wash: 2 } as const
const maxOvertimeSeconds = 30 * 60
const staleFixMs = 15 * 60_000
/** Work that has run over its time is expected to end soon, never at once. */
const leastRemainingSeconds = 120

const seconds = (ms: number): number => Math.round(ms / 1000)

/** A board turned into the planner's problem, all but its road times; `points` are the matrix's places in order. */
export interface Draft {
  points: readonly MatrixPoint[]
  /** The matrix is that of free roads; `hours` says what legs take of it at which time, from one instant to another. */
  withRoads(matrix: RoadMatrix, hours: (from: number, until: number) => readonly RoadHour[]): Problem
}

/** The job of a quote that is not booked yet, to ask the planner about. */
export interface Asked {
  id: string
  point: LonLat
  job: Omit<ProblemJob, 'id' | 'location'>
}

/**
 * Turns a board, and jobs asked about, into the planner's problem. Work takes the median of what was learnt, by
 * anybody; each technician takes his own times as long.
 */
export const draftProblem = (board: ZoneBoard, work: LearntWork, asked: readonly Asked[] = []): Draft => {
  const points: MatrixPoint[] = []
  const place = (point: LonLat, startOnly: boolean): number => points.push({ point, startOnly }) - 1
  const now = seconds(board.nowMs)

  const held = holders(board)
  const jobs = board.jobs.map((job) => jobOf(job, place(job.point, false), now, board, held, work))
  for (const { id, point, job } of asked) jobs.push({ ...job, id, location: place(point, false) })
  const technicians = board.shifts.map((shift) => technicianOf(shift, board, held, now, place, work))

  return {
    points,
    withRoads: (matrix, hours) => {
      const ends = technicians.map(({ shift }) => shift.until + maxOvertimeSeconds)
      return { now, jobs, technicians, matrix, hours: hours(now, Math.max(now, ...ends)) }
    },
  }
}

/**
 * A draft with its roads: each leg at the pace of the hour it is driven in, as far as that was learnt of the zone. `more`
 * places stand in the matrix behind the draft's.
 */
export const onRoads = async (
  { matrices, lessons }: Pick<House, 'matrices' | 'lessons'>,
  draft: Draft,
  zoneId: string,
  more: readonly MatrixPoint[] = [],
): Promise<{ problem: Problem; quality: 'osrm' | 'estimated' }> => {
  const { matrix, quality } = await matrices.matrixFor([...draft.points, ...more], zoneId)
  const hours = (from: number, until: number): RoadHour[] => lessons.hoursBetween(from, until, zoneId)
  return { problem: draft.withRoads(matrix, hours), quality }
}

/** Which shift serves a job that somebody holds: the one that runs now, else his next. */
const holders = (board: ZoneBoard): Map<string, string> => {
  const byTechnician = Map.groupBy(board.shifts, (shift) => shift.technicianId)
  const held = new Map<string, string>()
  for (const job of board.jobs) {
    const shifts = job.heldBy === null ? undefined : byTechnician.get(job.heldBy)
    const shift =
      shifts?.find((one) => one.onDuty) ??
      shifts?.find((one) => one.untilMs > job.row.promise_from.getTime()) ??
      shifts?.at(-1)
    if (shift) held.set(job.row.job_id, shift.shiftId)
  }
  return held
}

const jobOf = (
  { row, excluded }: BoardJob,
  location: number,
  now: number,
  board: ZoneBoard,
  held: ReadonlyMap<string, string>,
  work: LearntWork,
): ProblemJob => {
  const promise = { from: seconds(row.promise_from.getTime()), until: seconds(row.promise_until.getTime()) }
  const patience = patienceSeconds[row.category]
  return {
    id: row.job_id,
    location,
    serviceSeconds: learntSeconds(row, work, null),
    windows: [{ from: promise.from, until: Math.max(promise.until, now) + patience }],
    skills: row.skills,
    materials: row.materials as Record<string, number>,
    tier: tierOf[row.category],
    promise,
    excluded: board.shifts
      .filter((shift) => excluded.includes(shift.technicianId))
      .map((shift) => shift.shiftId),
    only: held.get(row.job_id) ?? null,
  }
}

const underWay = ['working', 'on_site', 'en_route']

const technicianOf = (
  shift: BoardShift,
  board: ZoneBoard,
  held: ReadonlyMap<string, string>,
  now: number,
  place: (point: LonLat, startOnly: boolean) => number,
  work: LearntWork,
): ProblemTechnician => {
  const inHand = board.jobs
    .filter((job) => held.get(job.row.job_id) === shift.shiftId && underWay.includes(job.row.status))
    .sort((a, b) => underWay.indexOf(a.row.status) - underWay.indexOf(b.row.status))
  const first = inHand.find((job) => job.row.status !== 'en_route')
  const trusted = shift.fix && board.nowMs - shift.fix.atMs < staleFixMs ? shift.fix.point : null
  const start = first?.point ?? trusted ?? shift.fix?.point ?? shift.home
  return {
    id: shift.shiftId,
    start: place(start, true),
    end: place(shift.home, false),
    shift: {
      from: Math.max(seconds(shift.fromMs), shift.fromMs <= board.nowMs ? now : 0),
      until: Math.max(seconds(shift.untilMs), now),
    },
    skills: shift.skills,
    stock: shift.stock,
    serviceFactor: work.technicians[shift.technicianId]?.ratio ?? 1,
    fixed: inHand.map((job) => fixedStop(job, now, learntSeconds(job.row, work, shift.technicianId))),
    maxOvertimeSeconds,
  }
}

/** What a job's work takes; extra work that was agreed on is in the row and grows alike. */
const learntSeconds = (row: JobRow, work: LearntWork, technicianId: string | null): number =>
  Math.round(
    row.duration_seconds *
      workRatio(work, { services: row.services, vehicleClass: row.vehicle.vehicleClass, technicianId }),
  )

const fixedStop = ({ row }: BoardJob, now: number, workSeconds: number) => {
  if (row.status === 'en_route') return { jobId: row.job_id, beginAt: null, remainingSeconds: null }
  if (row.status === 'on_site') return { jobId: row.job_id, beginAt: now, remainingSeconds: workSeconds }
  const begunAt = row.begun_at ? seconds(row.begun_at.getTime()) : now
  const remaining = workSeconds - (now - begunAt)
  return {
    jobId: row.job_id,
    beginAt: Math.min(begunAt, now),
    remainingSeconds: Math.max(leastRemainingSeconds, remaining),
  }
}

/** A job as the planner would be asked about it before it is booked. */
export const askedJob = (
  what: {
    durationSeconds: number
    skills: readonly string[]
    materials: Readonly<Record<string, number>>
    category: keyof typeof tierOf
  },
  windows: ProblemJob['windows'],
): Asked['job'] => ({
  serviceSeconds: what.durationSeconds,
  windows,
  skills: what.skills,
  materials: what.materials,
  tier: tierOf[what.category],
  promise: null,
  excluded: [],
  only: null,
})

/** The stored tours as the planner knows them, so that it starts from what people know already. */
export const planFromBoard = (board: ZoneBoard): KnownPlan => {
  const known = new Set(board.jobs.map((job) => job.row.job_id))
  return {
    tours: board.shifts.map((shift) => ({
      technicianId: shift.shiftId,
      stops: (board.tours.get(shift.shiftId) ?? [])
        .filter((stop) => known.has(stop.jobId))
        .map((stop) => ({
          jobId: stop.jobId,
          beginAt: seconds(stop.beginMs),
          endAt: seconds(stop.endMs),
        })),
    })),
  }
}
