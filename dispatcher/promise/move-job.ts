import type { DispatchPolicyName } from '@kerbside/domain'
import { lockJob, standingFor, step, systemActor } from '../flow.ts'
import type { House } from '../house.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { settleDelay } from '../planning/delay-store.ts'
import { withHelpers } from '../planning/neighbours-help.ts'
import { type Ranked, type RankedCandidate, rankFor } from '../planning/ranking.ts'
import type { OpenPromise } from './risk-store.ts'

/** Another technician must be there this much before the promise ends, for his forecast has its spread too. */
const marginSeconds = 180
const marginShare = 0.2

/** A rescue is only taken from somebody for so much: each change costs trust. */
const soonerSeconds = 600

/**
 * Takes a job from a technician who has not left yet when another, of its zone or of one that may help, keeps the promise
 * without breaking any other; true when it did. Whoever is under way is left to drive on.
 */
export const moveToAnother = async (
  house: House,
  { job }: OpenPromise,
  delay: DelayRow,
): Promise<boolean> => {
  const better = await whoIsThereBy(house, job, job.promise_until.getTime(), { atRisk: true })
  if (!better) return false
  return takeBack(house, job, 'promise_at_risk', (tx) =>
    settleDelay(tx, delay, {
      from: ['noticed'],
      state: 'mended',
      remedy: 'moved',
      facts: { technician: better.name, technicianId: better.shift.technicianId },
    }),
  )
}

/**
 * Takes a rescue from a technician who is still held by something else when another would be there clearly sooner without
 * breaking a promise; only where the zone's policy thinks ahead. True when it did.
 */
export const hastenRescue = async (house: House, { job, arrival }: OpenPromise): Promise<boolean> => {
  if (job.category !== 'rescue' || job.status !== 'accepted' || !arrival) return false
  const byMs = arrival.atMs - soonerSeconds * 1000
  if (byMs <= house.clock.now()) return false
  const better = await whoIsThereBy(house, job, byMs, { policy: 'default' })
  return better !== undefined && takeBack(house, job, 'somebody_sooner', async () => true)
}

/** Whoever else could take an accepted job and be there by an instant, with a margin, and break no promise; best first. */
const whoIsThereBy = async (
  house: House,
  job: JobRow,
  byMs: number,
  { atRisk = false, policy }: { atRisk?: boolean; policy?: DispatchPolicyName },
): Promise<RankedCandidate | undefined> => {
  if (job.status !== 'accepted') return undefined
  const nowSeconds = house.clock.now() / 1000
  const among = ({ candidates }: Ranked): RankedCandidate | undefined =>
    candidates.find((one) => {
      const margin = marginSeconds + (one.beginAt - nowSeconds) * marginShare
      return (
        one.shift.technicianId !== job.technician_id &&
        one.shift.onDuty &&
        !one.shift.hasOpenOffer &&
        one.brokenPromises === 0 &&
        (one.beginAt + margin) * 1000 <= byMs
      )
    })
  const own = await rankFor(house, job.job_id, 'own')
  if (!own || (policy !== undefined && own.policy !== policy)) return undefined
  return among(own) ?? among(await withHelpers(house, own, { atRisk }))
}

/** Releases an accepted job and puts it round again, if `also` agrees; false when it stands otherwise by now. */
const takeBack = (
  house: House,
  job: JobRow,
  reason: 'promise_at_risk' | 'somebody_sooner',
  also: (tx: Tx) => Promise<boolean>,
): Promise<boolean> =>
  house.db.transaction().execute(async (tx) => {
    const assignment = await activeAssignment(tx, house.city.id, job.job_id)
    const row = await lockJob(tx, house.city.id, job.job_id)
    const standing = standingFor(row, 'release')
    if (!standing || row.status !== 'accepted' || row.technician_id !== job.technician_id) return false
    if (!(await also(tx))) return false
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
