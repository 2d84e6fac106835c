import { needsOf, type Person, toInstant, toMs } from '@kerbside/domain'
import type { endpoints, JobView, QuoteView, Read } from '@kerbside/protocol'
import { actorOf } from '../door.ts'
import { begin } from '../flow.ts'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'
import { showJob } from '../views/show-job.ts'
import { takeQuote } from './quote-store.ts'
import { confirmSlotOf } from './slot-hold.ts'

type Wish = Read<typeof endpoints.makeJob, 'body'>

/** Turns a valid quote into a requested job; the chosen slot is checked against the plan once more. */
export const bookJob = async (tx: Tx, house: House, wish: Wish, person: Person): Promise<JobView> => {
  const quote = await takeQuote(tx, house, wish.quoteId, person)
  const customer = await customerOf(tx, house, wish, person)
  const nowMs = house.clock.now()
  const promise = await promiseOf(tx, house, quote, wish.slotFrom, nowMs)
  const needs = needsOf(quote.services, quote.vehicle.vehicleClass)
  const row = await tx
    .insertInto('jobs')
    .values({
      city_id: house.city.id,
      job_id: house.newId('job'),
      status: 'requested',
      version: 1,
      customer_id: customer,
      zone_id: quote.zoneId,
      technician_id: null,
      category: quote.category,
      services: quote.services,
      vehicle: JSON.stringify(quote.vehicle),
      place: JSON.stringify(quote.place),
      promise_from: promise.from,
      promise_until: promise.until,
      duration_seconds: needs.durationSeconds,
      skills: needs.skills,
      materials: JSON.stringify(needs.materials),
      price: JSON.stringify(quote.price),
      in_danger: quote.category === 'rescue' && wish.inDanger,
      quote_id: quote.id,
      requested_at: nowOf(house.city.id),
      status_at: nowOf(house.city.id),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await begin(tx, row, actorOf(person), { by: person.role === 'supervisor' ? 'phone' : 'app' })
  await tx
    .updateTable('quotes')
    .set({ job_id: row.job_id })
    .where('city_id', '=', house.city.id)
    .where('quote_id', '=', quote.id)
    .execute()
  return showJob(tx, house, row.job_id, person)
}

/** Whose job it is: the customer himself, or the caller whom a supervisor names. */
const customerOf = async (tx: Tx, house: House, wish: Wish, person: Person): Promise<string> => {
  if (person.role === 'customer') return person.id
  if (!wish.customerPhone) {
    throw new Refusal(
      'invalid',
      { en: 'Name the customer’s phone.', zh: '请填写客户手机号。' },
      { field: 'customerPhone' },
    )
  }
  const known = await tx
    .selectFrom('people')
    .select('person_id')
    .where('city_id', '=', house.city.id)
    .where('phone', '=', wish.customerPhone)
    .where('role', '=', 'customer')
    .executeTakeFirst()
  if (known) return known.person_id
  const id = house.newId('customer')
  await tx
    .insertInto('people')
    .values({
      city_id: house.city.id,
      person_id: id,
      role: 'customer',
      phone: wish.customerPhone,
      name: wish.customerName ?? wish.customerPhone.slice(-4),
      language: 'zh-CN',
      password_hash: null,
      created_at: nowOf(house.city.id),
    })
    .execute()
  return id
}

const promiseOf = async (
  tx: Tx,
  house: House,
  quote: QuoteView,
  slotFrom: string | null,
  nowMs: number,
): Promise<{ from: string; until: string }> => {
  if (!quote.rescuePromise) return (await confirmSlotOf(tx, house, quote, slotFrom)).window
  const within = toMs(quote.rescuePromise.until) - toMs(quote.rescuePromise.from)
  return { from: toInstant(nowMs), until: toInstant(nowMs + within) }
}
