import { technicianPayMinor } from '@kerbside/domain'
import { type JobIn, lockJob, standingFor, step, systemActor, violates } from '../flow.ts'
import type { House, StageHandler } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { Actor, JobRow, OfferFacts } from '../outside/postgres/tables.ts'
import { withHelpers } from '../planning/neighbours-help.ts'
import { type Ranked, type RankedCandidate, rankFor } from '../planning/ranking.ts'
import { makeOffer } from './offer-store.ts'
import { settleNobody, tellOftenRefused } from './refusal-alert.ts'
import { matchTogether } from './rescue-batch.ts'

/** How soon a job that nobody can take now is put round again. */
const retrySeconds = 60
/** How soon to look again for a technician who is being asked something else. */
const busySeconds = 10

/**
 * Wakes for a job: ends an offer whose moment has passed, and puts a waiting job to the next candidate in the order of its
 * zone's dispatch policy. Neighbours are asked too where the zone's rules say so; several rescues that wait are matched
 * together; when nobody is left, or so many refused as the zone's policy says, a supervisor is told.
 */
export const offerStage: StageHandler = async (house, jobId) => {
  const job = await endLapsed(house, jobId)
  if (job?.status !== 'waiting') return
  const own = await rankFor(house, jobId, 'own')
  if (!own) return
  // Scheduled work is committed late: its technician may still change for the better.
  if (own.notBefore !== null) return
  const ranked = await withHelpers(house, own)
  await tellOftenRefused(house, ranked)
  if (await offerInTurn(house, ranked)) return
  await nobodyLeft(house, job)
}

/** Ends an offer that has lapsed by the database's clock; answers the job as it stands now. */
const endLapsed = (house: House, jobId: string): Promise<JobRow | undefined> =>
  house.db.transaction().execute(async (tx) => {
    const offer = await activeAssignment(tx, house.city.id, jobId)
    const job = await lockJob(tx, house.city.id, jobId)
    const offered = standingFor(job, 'expire')
    if (!offered || offer?.status !== 'offered' || !offer.lapsed) return job
    await endOffer(tx, offer, 'expired', null)
    const name = await tx
      .selectFrom('people')
      .select('name')
      .where('city_id', '=', house.city.id)
      .where('person_id', '=', offer.technician_id)
      .executeTakeFirst()
    return step(tx, {
      job: offered,
      step: 'expire',
      actor: systemActor,
      facts: { offerId: offer.offer_id, technicianId: offer.technician_id, technician: name?.name ?? '' },
    })
  })

/** Tries the candidates in turn; true when the job is offered, assigned, or rightly waits for a moment. */
const offerInTurn = async (house: House, ranked: Ranked): Promise<boolean> => {
  const { job } = ranked
  const rescue = job.category === 'rescue'
  const together = rescue ? await matchTogether(house, ranked) : { how: 'alone' as const }
  if (together.how === 'hold') {
    await house.db.transaction().execute((tx) => wakeLater(tx, house, job.job_id, together.seconds))
    return true
  }
  const matched = together.how === 'matched' ? together.technicianId : null
  const onDuty = ranked.candidates
    .filter((one) => one.shift.onDuty)
    .sort((a, b) => Number(b.technicianId === matched) - Number(a.technicianId === matched))
  for (const candidate of onDuty) {
    if (candidate.shift.hasOpenOffer) {
      if (rescue || !candidate.planned) continue
      await house.db.transaction().execute((tx) => wakeLater(tx, house, job.job_id, busySeconds))
      return true
    }
    if ((await putTo(house, job.job_id, ranked, candidate)) === 'done') return true
  }
  return false
}

const putTo = async (
  house: House,
  jobId: string,
  ranked: Ranked,
  candidate: RankedCandidate,
): Promise<'done' | 'next'> => {
  try {
    await house.db.transaction().execute(async (tx) => {
      const job = await lockJob(tx, house.city.id, jobId)
      const waiting = standingFor(job, 'offer')
      if (!waiting) return
      const who = { id: candidate.shift.technicianId, name: candidate.name }
      const facts = offerFacts(ranked.job, candidate)
      if (ranked.dispatch === 'direct') await assignDirectly(tx, house, waiting, who, facts, systemActor)
      else
        await makeOffer(tx, house, {
          job: waiting,
          technician: who,
          facts,
          actor: systemActor,
          offerSeconds: ranked.offerSeconds,
        })
    })
    if (ranked.dispatch === 'direct') await settleNobody(house, jobId)
    else await settleAlerts(house, [`nobody:${jobId}`])
    return 'done'
  } catch (error) {
    if (violates(error, 'assignments_one_offer')) return 'next'
    if (violates(error, 'assignments_one_winner')) return 'done'
    throw error
  }
}

/** Assigns without asking: by the zone's policy or a supervisor's word. */
export const assignDirectly = async (
  tx: Tx,
  house: House,
  job: JobIn<'waiting'>,
  technician: { id: string; name: string },
  facts: OfferFacts,
  actor: Actor,
): Promise<void> => {
  await tx
    .insertInto('assignments')
    .values({
      city_id: house.city.id,
      offer_id: house.newId('offer'),
      job_id: job.job_id,
      technician_id: technician.id,
      status: 'accepted',
      offered_at: nowOf(house.city.id),
      expires_at: null,
      ended_at: null,
      reason: null,
      facts: JSON.stringify(facts),
    })
    .execute()
  await step(tx, {
    job,
    step: 'assign',
    actor,
    set: { technician_id: technician.id },
    facts: { technicianId: technician.id, technician: technician.name },
  })
}

/** What the technician is told of the job before he takes it. */
export const offerFacts = (job: JobRow, candidate: RankedCandidate): OfferFacts => ({
  driveSeconds: candidate.driveSeconds,
  metres: candidate.metres,
  detourSeconds: candidate.detourSeconds,
  payMinor: technicianPayMinor(job.price),
  currency: job.price.currency,
  near: job.place.label,
  why: candidate.why,
})

const wakeLater = (tx: Tx, house: House, jobId: string, seconds: number): Promise<void> =>
  wake(tx, house.city.id, 'offer', jobId, new Date(house.clock.now() + seconds * 1000))

const nobodyLeft = async (house: House, job: JobRow): Promise<void> => {
  await raiseAlert(house, {
    kind: 'nobody_left',
    key: `nobody:${job.job_id}`,
    jobId: job.job_id,
    sentence:
      job.category === 'rescue'
        ? { en: 'A rescue waits and nobody is left to ask.', zh: '救援单等待中，已无可派技师。' }
        : { en: 'Nobody is left to ask for this job.', zh: '该服务单已无可派技师。' },
  })
  await house.db.transaction().execute((tx) => wakeLater(tx, house, job.job_id, retrySeconds))
}
