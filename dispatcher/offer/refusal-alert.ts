import type { House } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import type { Ranked } from '../planning/ranking.ts'

/**
 * Tells the supervisors of a job refused as often as its zone's policy says, and again after as many refusals more: what
 * was put aside stays aside. Offers go on meanwhile.
 */
export const tellOftenRefused = async (house: House, { job, zone, refusals }: Ranked): Promise<void> => {
  const times = Math.floor(refusals / zone.policy.maxOffers)
  if (times === 0) return
  const key = `refused:${job.job_id}:${times}`
  const told = await house.db
    .selectFrom('alerts')
    .select('alert_id')
    .where('city_id', '=', house.city.id)
    .where('key', '=', key)
    .executeTakeFirst()
  if (told) return
  await raiseAlert(house, {
    kind: 'nobody_left',
    key,
    jobId: job.job_id,
    sentence: {
      en: `Refused ${refusals} times; it is still being put round.`,
      zh: `已被拒绝 ${refusals} 次，仍在继续派单。`,
    },
  })
}

/** Somebody has it: nobody need look for one any more. */
export const settleNobody = async (house: House, jobId: string): Promise<void> => {
  const rows = await house.db
    .selectFrom('alerts')
    .select('key')
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .where('kind', '=', 'nobody_left')
    .where('resolved_at', 'is', null)
    .execute()
  await settleAlerts(
    house,
    rows.map((row) => row.key),
  )
}
