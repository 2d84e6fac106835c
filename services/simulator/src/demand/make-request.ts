import type { JobView, QuoteView } from '@kerbside/protocol'
import { choosesSlot } from '../behaviours/chooses-slot.ts'
import { isRefusal } from '../doors/door-problem.ts'
import type { RandomStream } from '../random-stream.ts'
import type { Customer } from './customer.ts'
import type { Wish } from './drawn-wish.ts'

/** How a request ended: as a job, or why not. */
export type Outcome =
  | { how: 'made'; job: JobView }
  | { how: 'outside' | 'not_here' | 'closed' | 'no_slot' | 'slot_gone' | 'quote_over' }

export interface RequestPlan {
  customer: Customer
  wish: Wish
  stream: RandomStream
  /** Slots that begin later than this (epoch ms) do not help him. */
  latestMs: number
  /** Told just before the command of a rescue is sent. */
  onRescue?: () => void
}

/** One request from wish to job: quote, choice of a slot, booking; a slot that just went is chosen anew once. */
export const makeRequest = async (plan: RequestPlan): Promise<Outcome> => {
  try {
    const quote = await askPrice(plan)
    if (quote.rescuePromise) {
      plan.onRescue?.()
      return { how: 'made', job: await book(plan, quote, null) }
    }
    return await bookSlot(plan, quote)
  } catch (error) {
    if (isRefusal(error, 'outside_every_zone')) return { how: 'outside' }
    if (isRefusal(error, 'service_not_here')) return { how: 'not_here' }
    if (isRefusal(error, 'closed')) return { how: 'closed' }
    if (isRefusal(error, 'quote_over')) return { how: 'quote_over' }
    throw error
  }
}

const askPrice = ({ customer, wish }: RequestPlan): Promise<QuoteView> =>
  customer.doors.call('makeQuote', {
    body: { services: wish.services, vehicle: customer.vehicle, place: wish.place },
  })

const book = ({ customer }: RequestPlan, quote: QuoteView, slotFrom: string | null): Promise<JobView> =>
  customer.doors.call('makeJob', { body: { quoteId: quote.id, slotFrom } })

const bookSlot = async (plan: RequestPlan, first: QuoteView): Promise<Outcome> => {
  let quote = first
  for (let turn = 0; turn < 2; turn += 1) {
    const slot = choosesSlot(quote.slots, plan.latestMs, plan.stream)
    if (!slot) return { how: 'no_slot' }
    try {
      return { how: 'made', job: await book(plan, quote, slot.window.from) }
    } catch (error) {
      if (!isRefusal(error, 'slot_gone')) throw error
      quote = await askPrice(plan)
    }
  }
  return { how: 'slot_gone' }
}
