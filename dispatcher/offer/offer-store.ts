import { sql } from 'kysely'
import { type JobIn, step } from '../flow.ts'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { tell, wake } from '../outside/postgres/outbox.ts'
import type { Actor, OfferFacts } from '../outside/postgres/tables.ts'

export interface NewOffer {
  job: JobIn<'waiting'>
  technician: { id: string; name: string }
  facts: OfferFacts
  actor: Actor
  offerSeconds: number
}

/**
 * Puts a waiting job to one technician until a moment of the database's clock. Throws on the unique indexes
 * `assignments_one_winner` (somebody was faster) and `assignments_one_offer` (he is being asked already).
 */
export const makeOffer = async (tx: Tx, house: House, offer: NewOffer): Promise<string> => {
  const offerId = house.newId('offer')
  const { expires_at: expiresAt } = await tx
    .insertInto('assignments')
    .values({
      city_id: house.city.id,
      offer_id: offerId,
      job_id: offer.job.job_id,
      technician_id: offer.technician.id,
      status: 'offered',
      offered_at: nowOf(house.city.id),
      expires_at: sql<Date>`kerbside_now(${house.city.id}) + make_interval(secs => ${offer.offerSeconds})`,
      ended_at: null,
      reason: null,
      facts: JSON.stringify(offer.facts),
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  await step(tx, {
    job: offer.job,
    step: 'offer',
    actor: offer.actor,
    facts: {
      offerId,
      technicianId: offer.technician.id,
      technician: offer.technician.name,
      seconds: offer.offerSeconds,
    },
  })
  await tell(tx, house.city.id, { live: 'offer', id: offerId, how: 'made' })
  await wake(tx, house.city.id, 'offer', offer.job.job_id, expiresAt)
  house.counters.offersMade += 1
  return offerId
}
