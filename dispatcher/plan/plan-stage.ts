import type { Plan } from '@kerbside/planner'
import type { House, StageHandler } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import { wake } from '../outside/postgres/outbox.ts'
import { draftProblem, planFromBoard } from '../planning/problem-of.ts'
import { reasonsFor } from '../planning/reasons.ts'
import { findZone, readBoard, type ZoneBoard, type ZoneRow } from '../planning/zone-board.ts'
import { storePlan } from './plan-store.ts'

/** Wakes for a zone: plans all its tours anew, stores the plan if the checker finds nothing, offers what is due. */
export const planStage: StageHandler = async (house, zoneId) => {
  const zone = await findZone(house.db, house.city.id, zoneId)
  // Who waits in a zone that was taken out is handed on; nobody belongs there who could drive.
  if (!zone || zone.retired_at) return
  const board = await readBoard(house.db, house.city.id, [zoneId], house.clock.now())
  const draft = draftProblem(board, house.lessons.work)
  const { matrix, quality } = await house.matrices.matrixFor(
    draft.points,
    Math.round(board.nowMs / 1000),
    zoneId,
  )
  const problem = draft.withRoads(matrix)
  const warm = planFromBoard(board)
  const { plan, violations, tookSeconds } = await house.thinker.plan({
    problem,
    seconds: zone.policy.planSeconds,
    seed: 1,
    warm,
  })
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

/** Jobs whose technician must leave soon; rescues are always due. */
const dueForOffer = (board: ZoneBoard, plan: Plan, zone: ZoneRow): string[] => {
  const waiting = new Map(
    board.jobs.filter((job) => job.row.status === 'waiting').map((job) => [job.row.job_id, job]),
  )
  const horizon = board.nowMs / 1000 + zone.policy.offerAheadSeconds
  const due = plan.tours.flatMap((tour) =>
    tour.stops
      .filter((stop) => waiting.has(stop.jobId) && stop.arriveAt - stop.driveSeconds <= horizon)
      .map((stop) => stop.jobId),
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
