import { sql } from 'kysely'
import { nowOf } from './clock-store.ts'
import type { Tx } from './database.ts'
import { tell } from './outbox.ts'
import type { AssignmentStatus } from './tables.ts'

export interface OfferRow {
  city_id: string
  offer_id: string
  job_id: string
  technician_id: string
  status: AssignmentStatus
  /** Whether it is past its moment, by the database's clock. */
  lapsed: boolean
}

const columns = ['city_id', 'offer_id', 'job_id', 'technician_id', 'status'] as const

/** Locks an offer for the rest of the transaction; undefined when there is none. */
export const lockOffer = (tx: Tx, cityId: string, offerId: string): Promise<OfferRow | undefined> =>
  tx
    .selectFrom('assignments')
    .select(columns)
    .select(sql<boolean>`coalesce(expires_at <= kerbside_now(city_id), false)`.as('lapsed'))
    .where('city_id', '=', cityId)
    .where('offer_id', '=', offerId)
    .forUpdate()
    .executeTakeFirst()

/** The one active assignment of a job, locked; undefined when nobody has it. */
export const activeAssignment = (tx: Tx, cityId: string, jobId: string): Promise<OfferRow | undefined> =>
  tx
    .selectFrom('assignments')
    .select(columns)
    .select(sql<boolean>`coalesce(expires_at <= kerbside_now(city_id), false)`.as('lapsed'))
    .where('city_id', '=', cityId)
    .where('job_id', '=', jobId)
    .where('status', 'in', ['offered', 'accepted'])
    .forUpdate()
    .executeTakeFirst()

/** Ends an offer or an assignment and tells its technician. */
export const endOffer = async (
  tx: Tx,
  offer: OfferRow,
  how: Exclude<AssignmentStatus, 'offered'>,
  reason: string | null,
): Promise<void> => {
  await tx
    .updateTable('assignments')
    .set({ status: how, ended_at: how === 'accepted' ? null : nowOf(offer.city_id), reason })
    .where('city_id', '=', offer.city_id)
    .where('offer_id', '=', offer.offer_id)
    .execute()
  if (offer.status === 'offered' && how !== 'released' && how !== 'over') {
    await tell(tx, offer.city_id, { live: 'offer', id: offer.offer_id, how })
  }
}
