import { helpersOf } from '@kerbside/domain'
import type { House } from '../house.ts'
import { type Ranked, rankFor } from './ranking.ts'
import { listZoneIds } from './zone-board.ts'

/**
 * A ranking with the technicians of all zones that may help now, by the rules of the job's own zone. Its promise is at risk
 * when nobody of the zone would keep it, or by the word of the caller.
 */
export const withHelpers = async (
  house: House,
  own: Ranked,
  { atRisk = false }: { atRisk?: boolean } = {},
): Promise<Ranked> => {
  const { job, zone } = own
  if (zone.policy.helpers.length === 0) return own
  const best = own.candidates.find((one) => one.shift.onDuty)
  const situation = {
    idle: own.idle,
    job: {
      category: job.category,
      waitingSeconds: (house.clock.now() - job.requested_at.getTime()) / 1000,
      promiseAtRisk: atRisk || best === undefined || best.lateSeconds > 0,
    },
  }
  const ruled = { id: zone.zone_id, policy: zone.policy }
  const helpers = helpersOf(ruled, situation, await listZoneIds(house.db, house.city.id))
  return helpers.length === 0 ? own : ((await rankFor(house, job.job_id, helpers)) ?? own)
}
