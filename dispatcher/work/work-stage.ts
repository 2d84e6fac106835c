import { shortSign } from '@kerbside/domain'
import type { StageHandler } from '../house.ts'
import { raiseAlert } from '../outside/postgres/alert-store.ts'
import { wake } from '../outside/postgres/outbox.ts'

/** Wakes when work has run half as long again as planned: the plan looks at what comes after, a supervisor is told. */
export const workStage: StageHandler = async (house, jobId) => {
  const job = await house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .where('status', '=', 'working')
    .executeTakeFirst()
  if (!job?.begun_at) return
  const late = house.clock.now() - job.begun_at.getTime() - job.duration_seconds * 1000
  if (late < job.duration_seconds * 400) return
  const minutes = Math.round(late / 60_000)
  await raiseAlert(house, {
    kind: 'promise_at_risk',
    key: `overrun:${jobId}`,
    jobId,
    ...(job.technician_id ? { technicianId: job.technician_id } : {}),
    sentence: {
      en: `${shortSign(jobId)} runs ${minutes} min over; later promises may move.`,
      zh: `${shortSign(jobId)} 已超时 ${minutes} 分钟，后续约定可能受影响。`,
    },
  })
  await house.db.transaction().execute((tx) => wake(tx, house.city.id, 'plan', job.zone_id))
}
