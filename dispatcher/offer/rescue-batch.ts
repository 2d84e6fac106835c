import { batchWaitSeconds, matchBatch } from '@kerbside/planner'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { type Ranked, rankFor } from '../planning/ranking.ts'

/** More than so many are matched in turns. */
const mostTogether = 6

/** The rescues of a zone that nobody is being asked for, the one that has waited longest first. */
const listWaitingRescues = (house: House, zoneId: string): Promise<JobRow[]> =>
  house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .where('category', '=', 'rescue')
    .where('status', '=', 'waiting')
    .orderBy('requested_at')
    .orderBy('job_id')
    .limit(mostTogether)
    .execute()

/** What is to be done with a rescue that may not be alone. */
export type Together =
  | { how: 'alone' }
  | { how: 'hold'; seconds: number }
  /** The technician (of the planner) who should be asked first; null when others need all there are. */
  | { how: 'matched'; technicianId: string | null }

/**
 * Several rescues that wait in a zone are matched to technicians together; if none is in danger they are held for a moment,
 * so that the next is among them. One that is alone, by far the commonest, is not touched.
 */
export const matchTogether = async (house: House, ranked: Ranked): Promise<Together> => {
  const { job, zone } = ranked
  const waiting = await listWaitingRescues(house, job.zone_id)
  const others = waiting.filter((one) => one.job_id !== job.job_id)
  if (others.length === 0 || zone.policy.batchSeconds === 0) return { how: 'alone' }
  const nowMs = house.clock.now()
  const seconds = batchWaitSeconds(
    [job, ...others].map((one) => ({
      inDanger: one.in_danger,
      waitedSeconds: (nowMs - one.requested_at.getTime()) / 1000,
    })),
    zone.policy.batchSeconds,
  )
  if (seconds > 0) return { how: 'hold', seconds }
  const rankings = await Promise.all(others.map((one) => rankFor(house, one.job_id, 'own')))
  const free = (one: Ranked) => one.candidates.filter(({ shift }) => shift.onDuty && !shift.hasOpenOffer)
  const matched = matchBatch(
    [ranked, ...rankings.filter((one) => one !== undefined)].map((one) => ({
      jobId: one.job.job_id,
      inDanger: one.job.in_danger,
      choices: free(one).map((choice) => ({ ...choice, why: [] })),
    })),
  )
  return { how: 'matched', technicianId: matched.get(job.job_id)?.technicianId ?? null }
}
