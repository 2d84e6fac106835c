import type { WakeUp } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { tracesOfWaiting } from '../outside/postgres/trace-store.ts'
import { activeTrace, recordSpan, spanned, withFacts } from '../outside/traces/index.ts'

/** More jobs than this do not get their own line of one planning. */
const mostJobs = 50

/**
 * Runs a stage as a span of the trace its wake-up carries, with the job's or the zone's id in every line of the log.
 * Planning is done for a whole zone, so it is also written into the trace of each job that was waiting for it.
 */
export const runTraced = (
  house: House,
  { stage, id }: WakeUp,
  trace: string | null,
  run: () => Promise<void>,
): Promise<void> => {
  const byZone = stage === 'plan'
  const attributes = { 'kerbside.stage': stage, [byZone ? 'kerbside.zone_id' : 'kerbside.job_id']: id }
  return withFacts({ stage, ...(byZone ? { zoneId: id } : { jobId: id }) }, () =>
    spanned(`stage ${stage}`, { kind: 'consumer', parent: trace, attributes }, async () => {
      const began = Date.now()
      const own = activeTrace()
      const waiting = byZone && own ? await tracesOfWaiting(house.db, house.city.id, id, mostJobs) : []
      await run()
      for (const { job_id: jobId, traceparent } of waiting) {
        recordSpan('stage plan', began, {
          parent: traceparent,
          links: [own],
          attributes: { ...attributes, 'kerbside.job_id': jobId },
        })
      }
      house.log.debug({ ms: Date.now() - began }, 'a stage was run')
    }),
  )
}
