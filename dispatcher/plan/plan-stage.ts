import { freeze, type Plan, stopsToCommit, withPromiseSlack } from '@kerbside/planner'
import type { House, StageHandler } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import { wake } from '../outside/postgres/outbox.ts'
import { draftProblem, onRoads, planFromBoard } from '../planning/problem-of.ts'
import { reasonsFor } from '../planning/reasons.ts'
import { findZone, readBoard, type ZoneBoard, type ZoneRow } from '../planning/zone-board.ts'
import { weightsOf } from '../planning/zone-weights.ts'
import { storePlan } from './plan-store.ts'

/** Wakes for a zone: plans all its tours anew, stores the plan if the checker finds nothing, offers what is due. */
export const planStage: StageHandler = async (house, zoneId) => {
  const zone = await findZone(house.db, house.city.id, zoneId)
  // Who waits in a zone that was taken out is handed on; nobody belongs there who could drive.
  if (!zone || zone.retired_at) return
  const board = await readBoard(house.db, house.city.id, [zoneId], house.clock.now())
  const draft = draftProblem(board, house.lessons.work)
  const { problem: asBooked, quality } = await onRoads(house, draft, zoneId)
  const { policy } = zone
  const warm = planFromBoard(board)
  const committed = new Set(board.jobs.flatMap(({ row, heldBy }) => (heldBy === null ? [] : [row.job_id])))
  const problem = freeze(withPromiseSlack(asBooked, policy.promiseSlackSeconds), warm, {
    committed,
    holdWithinSeconds: policy.holdWithinSeconds,
  })
  const {
    plan: made,
    violations,
    tookSeconds,
  } = await house.thinker.plan({
    problem,
    // Other policies than the default one put jobs where they fit and never think again.
    seconds: policy.dispatchPolicy === 'default' ? policy.planSeconds : insertionOnly,
    seed: 1,
    warm,
    weights: weightsOf(policy),
  })
  const plan = lateByPromise(made, board)
  if (violations.length > 0) {
    house.log.error({ zoneId, violations: violations.slice(0, 5) }, 'a plan broke a rule and was not stored')
    house.counters.plansRefused += 1
    return
  }
  house.counters.plansStored += 1
  await house.db.transaction().execute(async (tx) => {
    await storePlan(tx, {
      cityId: house.city.id,
      zoneId,
      planId: house.newId('plan'),
      plan,
      board,
      quality,
      tookSeconds,
      reasons: reasonsFor(board.shifts, house.city.timeZone),
    })
    for (const jobId of dueForOffer(board, plan, zone)) await wake(tx, house.city.id, 'offer', jobId)
  })
  await tellUnplanned(house, board, plan)
}

const insertionOnly = 0.001

/** The plan was made with slack in its promises; people are told lateness by what they were promised. */
const lateByPromise = (plan: Plan, board: ZoneBoard): Plan => {
  const until = new Map(board.jobs.map(({ row }) => [row.job_id, row.promise_until.getTime() / 1000]))
  return {
    ...plan,
    tours: plan.tours.map((tour) => ({
      ...tour,
      stops: tour.stops.map((stop) => ({
        ...stop,
        lateSeconds: Math.max(0, Math.round(stop.beginAt - (until.get(stop.jobId) ?? stop.beginAt))),
      })),
    })),
  }
}

/** Jobs whose technician must leave soon; rescues are always due. */
const dueForOffer = (board: ZoneBoard, plan: Plan, zone: ZoneRow): string[] => {
  const waiting = new Map(
    board.jobs.filter((job) => job.row.status === 'waiting').map((job) => [job.row.job_id, job]),
  )
  const due = stopsToCommit(plan, board.nowMs / 1000, zone.policy.offerAheadSeconds).filter((jobId) =>
    waiting.has(jobId),
  )
  const rescues = [...waiting.values()]
    .filter((job) => job.row.category === 'rescue')
    .map((job) => job.row.job_id)
  return [...new Set([...due, ...rescues])]
}

const tellUnplanned = async (house: House, board: ZoneBoard, plan: Plan): Promise<void> => {
  const missing = new Set(plan.unplanned.map((one) => one.jobId))
  const soon = board.nowMs + 2 * 3_600_000
  const keyOf = (jobId: string): string => `unplanned:${jobId}`
  const planned = board.jobs.filter((job) => !missing.has(job.row.job_id))
  await settleAlerts(
    house,
    planned.map((job) => keyOf(job.row.job_id)),
  )
  for (const { row } of board.jobs) {
    if (!missing.has(row.job_id) || row.promise_from.getTime() > soon) continue
    await raiseAlert(house, {
      kind: 'unplanned',
      key: keyOf(row.job_id),
      jobId: row.job_id,
      sentence: { en: 'A job with a promise is in no tour.', zh: '有约定的服务单未能排入行程。' },
    })
  }
}
