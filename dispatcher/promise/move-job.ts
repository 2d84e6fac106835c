import { lockJob, standingFor, step, systemActor } from '../flow.ts'
import type { House } from '../house.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { settleDelay } from '../planning/delay-store.ts'
import { withHelpers } from '../planning/helpers.ts'
import { type Ranked, type RankedCandidate, rankFor } from '../planning/ranking.ts'
import type { OpenPromise } from './risk-store.ts'

/** Another technician must be there this much before the promise ends, for his forecast has its spread too. */
const marginSeconds = 180
const marginShare = 0.2

const keeperAmong = (house: House, ranked: Ranked, job: JobRow): RankedCandidate | undefined => {
  const nowSeconds = house.clock.now() / 1000
  return ranked.candidates.find((one) => {
    const margin = marginSeconds + (one.beginAt - nowSeconds) * marginShare
    return (
      one.shift.technicianId !== job.technician_id &&
      one.shift.onDuty &&
      !one.shift.hasOpenOffer &&
      one.brokenPromises === 0 &&
      (one.beginAt + margin) * 1000 <= job.promise_until.getTime()
    )
  })
}

/**
 * Takes a job from a technician who has not left yet when another, of its zone or of one that may help, keeps the promise
 * without breaking any other; true when it did. Whoever is under way is left to drive on.
 */
export const moveToAnother = async (
  house: House,
  { job }: OpenPromise,
  delay: DelayRow,
): Promise<boolean> => {
  if (job.status !== 'accepted') return false
  const own = await rankFor(house, job.job_id, 'own')
  if (!own) return false
  const better =
    keeperAmong(house, own, job) ?? keeperAmong(house, await withHelpers(house, own, { atRisk: true }), job)
  if (!better) return false
  return house.db.transaction().execute(async (tx) => {
    const assignment = await activeAssignment(tx, house.city.id, job.job_id)
    const row = await lockJob(tx, house.city.id, job.job_id)
    const standing = standingFor(row, 'release')
    if (!standing || row.status !== 'accepted') return false
    const reason = 'promise at risk'
    const done = await settleDelay(tx, delay, {
      from: ['noticed'],
      state: 'mended',
      remedy: 'moved',
      facts: { technician: better.name, technicianId: better.shift.technicianId },
    })
    if (!done) return false
    await step(tx, {
      job: standing,
      step: 'release',
      actor: systemActor,
      set: { technician_id: null, departed_at: null },
      facts: { reason, technicianId: row.technician_id },
    })
    if (assignment) await endOffer(tx, assignment, 'released', reason)
    await wake(tx, house.city.id, 'offer', job.job_id)
    return true
  })
}
