import type { DispatchPolicyName } from '@kerbside/domain'
import {
  type Choice,
  coverOf,
  dispatchPolicies,
  explainJob,
  openPlan,
  type Problem,
  rankIn,
} from '@kerbside/planner'
import type { ReasonView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { sayChanges } from './changes.ts'
import { type ExpectedDemand, readDemand } from './expected-rescues.ts'
import { everyZone } from './matrix-cache.ts'
import { draftProblem, onRoads, planFromBoard } from './problem-of.ts'
import { reasonsFor } from './reasons.ts'
import { type BoardShift, listZoneIds, readBoard, type ZoneBoard, type ZoneRow } from './zone-board.ts'
import { busyShare, weightsOf } from './zone-weights.ts'

export interface RankedCandidate extends Omit<Choice, 'why'> {
  /** `technicianId` is the planner's, this one's id. */
  shift: BoardShift
  name: string
  /** Whether the job stands in his tour already. */
  planned: boolean
  why: ReasonView[]
}

/** All technicians for one job: who could take it, best first, and why the others cannot. */
export interface Ranked {
  job: JobRow
  zone: ZoneRow
  policy: DispatchPolicyName
  /** Technicians of the job's own zone with nothing to do and no question before them. */
  idle: number
  /** What would let the job in, if nobody can take it as things are. */
  changes: readonly ReasonView[]
  candidates: readonly RankedCandidate[]
  left: readonly { shift: BoardShift; name: string; reasons: ReasonView[] }[]
  quality: 'osrm' | 'estimated'
  madeAtMs: number
  dispatch: 'offer' | 'direct'
  offerSeconds: number
  /** Offers of this job that were declined or lapsed, since it was last taken. */
  refusals: number
  /** Scheduled work is offered only shortly before its technician must leave; null when that is now. */
  notBefore: Date | null
}

/** Which zones' technicians are ranked: the job's own, some, or all there are. */
export type Reach = 'own' | 'everywhere' | readonly string[]

/**
 * Ranks technicians for a job by its zone's dispatch policy, against the plan as stored. Undefined when the job is over or
 * gone.
 */
export const rankFor = async (house: House, jobId: string, reach: Reach): Promise<Ranked | undefined> => {
  const cityId = house.city.id
  const job = await house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!job || ['done', 'settled', 'cancelled', 'failed'].includes(job.status)) return undefined
  const zoneIds = await zonesWithin(house, job, reach)
  const nowMs = house.clock.now()
  const [board, refusals, demand] = await Promise.all([
    readBoard(house.db, cityId, zoneIds, nowMs),
    countRefusals(house, jobId),
    job.category === 'rescue' && !job.in_danger ? readDemand(house.db, cityId, zoneIds, nowMs) : [],
  ])
  const zone = board.zones.find((one) => one.zone_id === job.zone_id)
  const policy = zone?.policy
  if (!policy) return undefined

  const rescue = job.category === 'rescue'
  const here = withinReach(board, job)
  const shiftOf = new Map(here.shifts.map((shift) => [shift.shiftId, shift]))
  const [{ candidates, left, changes, quality }, names] = await Promise.all([
    askPlan(house, job, zone, here, { zoneIds, demand }),
    namesOf(
      house,
      here.shifts.map((shift) => shift.technicianId),
    ),
  ])
  const nameOf = (shiftId: string): string => names.get(shiftOf.get(shiftId)?.technicianId ?? '') ?? ''
  const say = reasonsFor(here.shifts, house.city.timeZone)
  const inTour = [...here.tours].find(([, stops]) => stops.some((stop) => stop.jobId === jobId))
  const dressed = candidates.flatMap((candidate): RankedCandidate[] => {
    const shift = shiftOf.get(candidate.technicianId)
    if (!shift) return []
    const planned = inTour?.[0] === shift.shiftId
    return [{ ...candidate, shift, name: nameOf(shift.shiftId), planned, why: say(candidate.why) }]
  })
  const first = dressed.filter((one) => one.planned && one.lateSeconds === 0)
  const byPolicyAlone = rescue || policy.dispatchPolicy === 'nearest-idle'
  return {
    job,
    zone,
    policy: policy.dispatchPolicy,
    idle: idleOf(board),
    candidates: byPolicyAlone ? dressed : [...first, ...dressed.filter((one) => !first.includes(one))],
    left: left.flatMap((one) => {
      const shift = shiftOf.get(one.technicianId)
      return shift ? [{ shift, name: nameOf(shift.shiftId), reasons: say(one.reasons) }] : []
    }),
    changes: sayChanges(changes, {
      nameOf,
      technicianOf: (shiftId) => shiftOf.get(shiftId)?.technicianId ?? null,
      time: clockIn(house.city.timeZone),
    }),
    quality,
    madeAtMs: board.nowMs,
    dispatch: policy.dispatch,
    offerSeconds: rescue ? policy.rescueOfferSeconds : policy.offerSeconds,
    refusals,
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

/** The zones of a reach, and that of whoever holds the job: a job stands on the board of its technician's zone. */
const zonesWithin = async ({ db, city }: House, job: JobRow, reach: Reach): Promise<string[]> => {
  if (reach === 'everywhere') return listZoneIds(db, city.id)
  const holders = await db
    .selectFrom('assignments')
    .innerJoin('technicians', (join) =>
      join
        .onRef('technicians.city_id', '=', 'assignments.city_id')
        .onRef('technicians.technician_id', '=', 'assignments.technician_id'),
    )
    .select('technicians.zone_id')
    .where('assignments.city_id', '=', city.id)
    .where('job_id', '=', job.job_id)
    .where('assignments.status', 'in', ['offered', 'accepted'])
    .execute()
  const others = reach === 'own' ? [] : reach
  return [...new Set([job.zone_id, ...others, ...holders.map((one) => one.zone_id)])]
}

/** A rescue is answered in time by who is there within this. */
const coverSeconds = 900

/** Who could take the job, in the order of the zone's policy, and who could not. */
const askPlan = async (
  house: House,
  job: JobRow,
  { policy }: ZoneRow,
  here: ZoneBoard,
  around: { zoneIds: readonly string[]; demand: readonly ExpectedDemand[] },
) => {
  const wantsCover = policy.dispatchPolicy === 'default' && policy.coverageWeight > 0
  const demand = wantsCover ? around.demand : []
  const draft = draftProblem(here, house.lessons.work)
  const { problem: asStored, quality } = await onRoads(
    house,
    draft,
    around.zoneIds.length > 1 ? everyZone : job.zone_id,
    demand.map(({ point }) => ({ point, startOnly: false })),
  )
  const problem = freedFrom(asStored, job.job_id)
  const open = openPlan(problem, planFromBoard(here), {
    without: job.job_id,
    weights: weightsOf(policy),
    stable: true,
  })
  const { candidates, left } = rankIn(open, job.job_id)
  const cells = demand.map((one, v) => ({ location: draft.points.length + v, demand: one.demand }))
  const why = candidates.length > 0 ? null : explainJob(open, job.job_id, null)
  return {
    candidates: dispatchPolicies[policy.dispatchPolicy]({
      problem,
      jobId: job.job_id,
      candidates,
      inDanger: job.in_danger,
      cover:
        cells.length === 0
          ? null
          : coverOf(problem, cells, {
              withinSeconds: coverSeconds,
              busyShare,
              // Calls like this one.
              able: (one) => job.skills.every((skill) => one.skills.includes(skill)),
            }),
      coverageWeight: policy.coverageWeight,
    }),
    left,
    changes: why?.planned === false ? why.changes : [],
    quality,
  }
}

/** Whom it is held by does not bind the question who could take it instead. */
const freedFrom = (problem: Problem, jobId: string): Problem => ({
  ...problem,
  jobs: problem.jobs.map((one) => (one.id === jobId ? { ...one, only: null } : one)),
})

const idleOf = ({ shifts, jobs }: ZoneBoard): number => {
  const busy = new Set(jobs.flatMap(({ row }) => (underWay.has(row.status) ? [row.technician_id] : [])))
  return shifts.filter((one) => one.onDuty && !one.hasOpenOffer && !busy.has(one.technicianId)).length
}
const underWay = new Set<string>(['en_route', 'on_site', 'working'])

const clockIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (seconds: number): string => format.format(seconds * 1000)
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
  // In no tour, it is put round when its promise comes near; late in one, when somebody else could still keep it.
  const leaveMs = stop
    ? Math.min(stop.arriveMs, job.promise_until.getTime()) - stop.driveSeconds * 1000
    : job.promise_from.getTime()
  const dueMs = leaveMs - aheadSeconds * 1000
  return dueMs > nowMs ? new Date(dueMs) : null
}

const countRefusals = async (house: House, jobId: string): Promise<number> => {
  const offers = await house.db
    .selectFrom('assignments')
    .select('status')
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .where('status', 'in', ['declined', 'expired', 'released'])
    .orderBy('offered_at')
    .execute()
  const taken = offers.findLastIndex((one) => one.status === 'released')
  return offers.length - taken - 1
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
