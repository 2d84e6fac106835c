import { endpoints } from '@kerbside/protocol'
import { actorOf, type Door, door } from '../door.ts'
import { lockJob, requireStanding, step } from '../flow.ts'
import type { House } from '../house.ts'
import { activeAssignment, endOffer, lockOffer, type OfferRow } from '../outside/postgres/assignment-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { wake } from '../outside/postgres/outbox.ts'
import { rankFor } from '../planning/ranking.ts'
import { Refusal } from '../refusal.ts'
import { showJob } from '../views/show-job.ts'
import { explain } from './explain.ts'
import { assignDirectly, offerFacts } from './offer-stage.ts'
import { makeOffer } from './offer-store.ts'
import { settleNobody } from './refusal-alert.ts'

const over = (status: string) =>
  new Refusal(
    'offer_over',
    { en: `The offer is over: it was ${status}.`, zh: '该派单已结束。' },
    { more: { how: status } },
  )

/** Takes the offer of this technician, still standing by the database's clock, with its job locked first. */
const takeOffer = async (tx: Tx, house: House, offerId: string, technicianId: string): Promise<OfferRow> => {
  const offer = await lockOffer(tx, house.city.id, offerId)
  if (!offer || offer.technician_id !== technicianId) {
    throw new Refusal('not_found', { en: 'There is no such offer for you.', zh: '没有发给您的这个派单。' })
  }
  if (offer.status !== 'offered') throw over(offer.status)
  if (offer.lapsed) throw over('expired')
  return offer
}

export const offerDoors: Door[] = [
  door(endpoints.acceptOffer, async (house, { params, person, commit }) => {
    const taken = await commit(async (tx) => {
      const offer = await takeOffer(tx, house, params.id, person.id)
      const job = await lockJob(tx, house.city.id, offer.job_id)
      await endOffer(tx, offer, 'accepted', null)
      await step(tx, {
        job: requireStanding(job, 'accept'),
        step: 'accept',
        actor: actorOf(person),
        set: { technician_id: person.id },
        facts: { offerId: offer.offer_id },
      })
      return showJob(tx, house, offer.job_id, person)
    })
    await settleNobody(house, taken.id)
    return taken
  }),

  door(endpoints.declineOffer, async (house, { params, body, person, commit }) =>
    commit(async (tx) => {
      const offer = await takeOffer(tx, house, params.id, person.id)
      const job = await lockJob(tx, house.city.id, offer.job_id)
      await endOffer(tx, offer, 'declined', body.reason)
      await step(tx, {
        job: requireStanding(job, 'decline'),
        step: 'decline',
        actor: actorOf(person),
        facts: {
          offerId: offer.offer_id,
          technicianId: person.id,
          technician: person.name,
          reason: body.reason,
          note: body.note,
        },
      })
      await wake(tx, house.city.id, 'offer', offer.job_id)
      return {}
    }),
  ),

  door(endpoints.explainJob, async (house, { params }) => explain(house, params.id)),

  door(endpoints.giveJob, async (house, { params, body, person, commit }) => {
    const ranking = await rankFor(house, params.id, 'everywhere')
    const candidate = ranking?.candidates.find((one) => one.shift.technicianId === body.technicianId)
    if (!candidate || !ranking) {
      const reasons = ranking?.left.find((one) => one.shift.technicianId === body.technicianId)?.reasons ?? []
      const why = reasons[0]?.sentence ?? { en: 'he is not on duty', zh: '该技师未上班' }
      throw new Refusal(
        'invalid',
        { en: `This technician cannot take the job: ${why.en}.`, zh: `该技师不能接此单：${why.zh}。` },
        { field: 'technicianId', more: { reasons } },
      )
    }
    const given = await commit(async (tx) => {
      const job = await lockJob(tx, house.city.id, params.id)
      const waiting = await freeForAnother(tx, house, job, actorOf(person))
      const facts = offerFacts(ranking.job, candidate)
      const who = { id: body.technicianId, name: await nameOf(tx, house, body.technicianId) }
      if (body.how === 'direct') await assignDirectly(tx, house, waiting, who, facts, actorOf(person))
      else
        await makeOffer(tx, house, {
          job: waiting,
          technician: who,
          facts,
          actor: actorOf(person),
          offerSeconds: ranking.offerSeconds,
        })
      return showJob(tx, house, params.id, person)
    })
    if (body.how === 'direct') await settleNobody(house, params.id)
    return given
  }),

  door(endpoints.releaseJob, async (house, { params, body, person, commit }) =>
    commit(async (tx) => {
      const job = await lockJob(tx, house.city.id, params.id)
      await step(tx, {
        job: requireStanding(job, 'release'),
        step: 'release',
        actor: actorOf(person),
        set: { technician_id: null, departed_at: null },
        facts: { reason: body.reason, technicianId: job.technician_id },
      })
      const assignment = await activeAssignment(tx, house.city.id, params.id)
      if (assignment) await endOffer(tx, assignment, 'released', body.reason)
      await wake(tx, house.city.id, 'offer', params.id)
      return showJob(tx, house, params.id, person)
    }),
  ),
]

/** Brings a job back to waiting, whoever holds it, so that it can be given to another. */
const freeForAnother = async (
  tx: Tx,
  house: House,
  job: Awaited<ReturnType<typeof lockJob>>,
  actor: ReturnType<typeof actorOf>,
) => {
  if (job.status === 'waiting') return requireStanding(job, 'offer')
  const assignment = await activeAssignment(tx, house.city.id, job.job_id)
  if (job.status === 'offered') {
    if (assignment) await endOffer(tx, assignment, 'withdrawn', 'given to another')
    return step(tx, { job: requireStanding(job, 'withdraw'), step: 'withdraw', actor, facts: {} })
  }
  const standing = requireStanding(job, 'release')
  if (assignment) await endOffer(tx, assignment, 'withdrawn', 'given to another')
  return step(tx, {
    job: standing,
    step: 'release',
    actor,
    set: { technician_id: null, departed_at: null },
    facts: { reason: 'given to another', technicianId: job.technician_id },
  })
}

const nameOf = async (tx: Tx, house: House, personId: string): Promise<string> => {
  const row = await tx
    .selectFrom('people')
    .select('name')
    .where('city_id', '=', house.city.id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.name ?? ''
}
