import { lockJob, standingFor, step, systemActor } from '../flow.ts'
import type { StageHandler } from '../house.ts'

/**
 * Wakes for a requested job: hands it to its zone's planner. A rescue goes on to an offer at once, for it never waits
 * for an optimisation.
 */
export const zoneStage: StageHandler = async (house, jobId) => {
  const job = await house.db.transaction().execute(async (tx) => {
    const row = await lockJob(tx, house.city.id, jobId)
    const requested = standingFor(row, 'admit')
    return requested
      ? step(tx, { job: requested, step: 'admit', actor: systemActor, facts: { zoneId: row.zone_id } })
      : row
  })
  if (job.category === 'rescue' && job.status === 'waiting') await house.flow.wakeNow('offer', jobId)
}
