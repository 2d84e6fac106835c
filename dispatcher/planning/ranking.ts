import { type Ranking, rank } from '@kerbside/planner'
import type { ReasonView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { everyZone } from './matrix-cache.ts'
import { draftProblem, planFromBoard } from './problem-of.ts'
import { reasonsFor } from './reasons.ts'
import { type BoardShift, listZoneIds, readBoard, type ZoneBoard } from './zone-board.ts'

type Candidate = Ranking['candidates'][number]

export interface RankedCandidate extends Omit<Candidate, 'why' | 'technicianId'> {
  shift: BoardShift
  name: string
  /** Whether the job stands in his tour already. */
  planned: boolean
  why: ReasonView[]
}

/** All technicians for one job: who could take it, best first, and why the others cannot. */
export interface Ranked {
  job: JobRow
  candidates: readonly RankedCandidate[]
  left: readonly { shift: BoardShift; name: string; reasons: ReasonView[] }[]
  quality: 'osrm' | 'estimated'
  madeAtMs: number
  dispatch: 'offer' | 'direct'
  offerSeconds: number
  maxOffers: number
  offersMade: number
  /** Scheduled work is offered only shortly before its technician must leave; null when that is now. */
  notBefore: Date | null
}

/**
 * Ranks the technicians of a job's zone, or of all zones, by what taking it adds to the plan as stored.
 * Undefined when the job is over or gone.
 */
export const rankFor = async (
  house: House,
  jobId: string,
  options: { everywhere: boolean },
): Promise<Ranked | undefined> => {
  const cityId = house.city.id
  const job = await house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!job || ['done', 'settled', 'cancelled', 'failed'].includes(job.status)) return undefined
  const zoneIds = options.everywhere ? await listZoneIds(house.db, cityId) : [job.zone_id]
  const board = await readBoard(house.db, cityId, zoneIds, house.clock.now())
  const zone = board.zones.find((one) => one.zone_id === job.zone_id)
  const policy = zone?.policy
  if (!policy) return undefined

  const offersMade = await countOffers(house, jobId)
  const rescue = job.category === 'rescue'
  const here = withinReach(board, job)
  const draft = draftProblem(here, house.lessons.work)
  const { matrix, quality } = await house.matrices.matrixFor(
    draft.points,
    Math.round(board.nowMs / 1000),
    options.everywhere ? everyZone : job.zone_id,
  )
  const problem = draft.withRoads(matrix)
  // Whom it is held by does not bind the question who could take it instead.
  const freed = {
    ...problem,
    jobs: problem.jobs.map((one) => (one.id === jobId ? { ...one, only: null } : one)),
  }
  const { candidates, left } = rank(freed, planFromBoard(here), jobId)

  const shiftOf = new Map(here.shifts.map((shift) => [shift.shiftId, shift]))
  const names = await namesOf(
    house,
    here.shifts.map((shift) => shift.technicianId),
  )
  const say = reasonsFor(here.shifts, house.city.timeZone)
  const inTour = [...here.tours].find(([, stops]) => stops.some((stop) => stop.jobId === jobId))
  const dressed = candidates.flatMap((candidate): RankedCandidate[] => {
    const shift = shiftOf.get(candidate.technicianId)
    if (!shift) return []
    return [
      {
        ...candidate,
        shift,
        name: names.get(shift.technicianId) ?? '',
        planned: inTour?.[0] === shift.shiftId,
        why: say(candidate.why),
      },
    ]
  })
  const first = dressed.filter((one) => one.planned)
  return {
    job,
    candidates: rescue ? dressed : [...first, ...dressed.filter((one) => !one.planned)],
    left: left.flatMap((one) => {
      const shift = shiftOf.get(one.technicianId)
      return shift ? [{ shift, name: names.get(shift.technicianId) ?? '', reasons: say(one.reasons) }] : []
    }),
    quality,
    madeAtMs: board.nowMs,
    dispatch: policy.dispatch,
    offerSeconds: rescue ? policy.rescueOfferSeconds : policy.offerSeconds,
    maxOffers: policy.maxOffers,
    offersMade,
    notBefore: rescue
      ? null
      : commitTime(
          inTour?.[1].find((stop) => stop.jobId === jobId),
          board.nowMs,
          policy.offerAheadSeconds,
          job,
        ),
  }
}

/** Only shifts that run now matter for who goes; a job for another day is ranked among that day's shifts. */
const withinReach = (board: ZoneBoard, job: JobRow): ZoneBoard => {
  const latest = Math.max(job.promise_until.getTime(), board.nowMs)
  return {
    ...board,
    shifts: board.shifts.filter(
      (shift) =>
        shift.fromMs <= latest && shift.untilMs + 3_600_000 > Math.min(job.promise_from.getTime(), latest),
    ),
  }
}

const commitTime = (
  stop: { arriveMs: number; driveSeconds: number } | undefined,
  nowMs: number,
  aheadSeconds: number,
  job: JobRow,
): Date | null => {
  // In no tour, it is put round when its promise comes near.
  const leaveMs = stop ? stop.arriveMs - stop.driveSeconds * 1000 : job.promise_from.getTime()
  const dueMs = leaveMs - aheadSeconds * 1000
  return dueMs > nowMs ? new Date(dueMs) : null
}

const countOffers = async (house: House, jobId: string): Promise<number> => {
  const row = await house.db
    .selectFrom('assignments')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** The names of people by id. */
export const namesOf = async (
  house: Pick<House, 'db' | 'city'>,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await house.db
    .selectFrom('people')
    .select(['person_id', 'name'])
    .where('city_id', '=', house.city.id)
    .where('person_id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.name]))
}
