import { cancellationFeeMinor, mayStep, type Person, priceOfCancellation } from '@kerbside/domain'
import { endpoints } from '@kerbside/protocol'
import { actorOf, type Door, door } from '../door.ts'
import { lockJob, requireStanding, step } from '../flow.ts'
import type { House } from '../house.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import type { Reader } from '../outside/postgres/database.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { findZone } from '../planning/zone-board.ts'
import { Refusal } from '../refusal.ts'
import { showJob } from '../views/show-job.ts'
import { bookJob } from './booking.ts'
import { makeQuote } from './quoting.ts'
import { holdSlot } from './slot-hold.ts'

export const requestDoors: Door[] = [
  door(endpoints.makeQuote, async (house, { body, person, commit }) => {
    const quote = await makeQuote(house, body)
    return commit(async (tx) => {
      await tx
        .insertInto('quotes')
        .values({
          city_id: house.city.id,
          quote_id: quote.id,
          person_id: person.id,
          zone_id: quote.zoneId,
          quote: JSON.stringify(quote),
          made_at: quote.madeAt,
          valid_until: quote.validUntil,
          job_id: null,
        })
        .execute()
      return quote
    })
  }),

  door(endpoints.holdSlot, async (house, { params, body, person, commit }) =>
    commit((tx) => holdSlot(tx, house, { quoteId: params.id, slotFrom: body.slotFrom }, person)),
  ),

  door(endpoints.makeJob, async (house, { body, person, commit }) => {
    const job = await commit((tx) => bookJob(tx, house, body, person))
    // A rescue never waits for a queue: its stages run here, and their wake-ups find the work done.
    if (job.category === 'rescue') await house.flow.wakeNow('zone', job.id)
    return job
  }),

  door(endpoints.priceCancellation, async (house, { params, person }) => {
    const job = await readOwnJob(house, house.db, params.id, person)
    const allowed = mayStep(job.status, 'cancel')
    return {
      allowed,
      feeMinor: allowed ? await feeNow(house, house.db, job) : 0,
      currency: job.price.currency,
    }
  }),

  door(endpoints.cancelJob, async (house, { params, body, person, commit }) =>
    commit(async (tx) => {
      await readOwnJob(house, tx, params.id, person)
      const assignment = await activeAssignment(tx, house.city.id, params.id)
      const job = await lockJob(tx, house.city.id, params.id)
      const standing = requireStanding(job, 'cancel')
      const feeMinor = await feeNow(house, tx, job)
      if (body.agreedFeeMinor !== undefined && feeMinor > body.agreedFeeMinor) throw dearer(feeMinor)
      await step(tx, {
        job: standing,
        step: 'cancel',
        actor: actorOf(person),
        set: { price: JSON.stringify(priceOfCancellation(feeMinor, job.price.currency)) },
        facts: { reason: body.reason, feeMinor, technicianId: job.technician_id },
      })
      if (assignment) await endOffer(tx, assignment, 'withdrawn', 'cancelled')
      return showJob(tx, house, params.id, person)
    }),
  ),
]

const dearer = (feeMinor: number): Refusal => {
  const yuan = `¥${(feeMinor / 100).toFixed(2)}`
  return new Refusal(
    'stale',
    { en: `Cancelling costs ${yuan} by now.`, zh: `现在取消需支付 ${yuan}。` },
    { field: 'agreedFeeMinor', more: { feeMinor } },
  )
}

/** The job, if this person may act on it; somebody else's does not exist for a customer. */
const readOwnJob = async (house: House, reader: Reader, jobId: string, person: Person): Promise<JobRow> => {
  const job = await reader
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!job || (person.role === 'customer' && job.customer_id !== person.id)) {
    throw new Refusal('not_found', { en: 'There is no such job.', zh: '没有这个服务单。' })
  }
  return job
}

const feeNow = async (house: House, reader: Reader, job: JobRow): Promise<number> => {
  const zone = await findZone(reader, house.city.id, job.zone_id)
  if (!zone) return 0
  const since = (house.clock.now() - job.requested_at.getTime()) / 1000
  return cancellationFeeMinor(job.status, since, zone.policy)
}
