import { type Category, toMs } from '@kerbside/domain'
import { cancelsLater } from '../behaviours/cancels-later.ts'
import type { SamplePlaces } from '../city/sample-places.ts'
import { isRefusal } from '../doors/door-problem.ts'
import { randomStream } from '../random-stream.ts'
import type { OfferLatency } from '../report/offer-latency.ts'
import type { Tally } from '../report/tally.ts'
import type { Agenda } from '../time/agenda.ts'
import type { Arrival } from './arrivals.ts'
import type { Customer } from './customer.ts'
import { drawWish } from './drawn-wish.ts'
import { makeRequest, type Outcome } from './make-request.ts'

export interface CrowdPlan {
  agenda: Agenda
  customers: readonly Customer[]
  places: SamplePlaces
  tally: Tally
  latency: OfferLatency
  onError(error: unknown): void
}

/** What holds for some arrivals: slots that would help them, and how many more of them are rescues. */
export interface Occasion {
  latestMs: number
  rescueShare?: number
}

interface Cancellable {
  id: string
  category: Category
  requestedAt: string
}

/** All the customers: makes each request when its time comes, and calls some off later. */
export class Crowd {
  readonly #plan: CrowdPlan
  readonly #made: string[] = []
  #coming = 0
  #closed = false

  constructor(plan: CrowdPlan) {
    this.#plan = plan
  }

  /** The jobs that were made, in order. */
  get jobIds(): readonly string[] {
    return this.#made
  }

  /** Requests that are still to come or under way. */
  get coming(): number {
    return this.#coming
  }

  expect(arrivals: readonly Arrival[], occasion: Occasion): void {
    for (const arrival of arrivals) {
      this.#coming += 1
      this.#plan.agenda.at(arrival.atMs, () => {
        if (this.#closed) return
        this.#request(arrival, occasion)
          .catch((error: unknown) => this.#failed(error))
          .finally(() => {
            this.#coming -= 1
          })
      })
    }
  }

  close(): void {
    this.#closed = true
  }

  async #request({ key }: Arrival, occasion: Occasion): Promise<void> {
    const { customers, places, latency, tally } = this.#plan
    const customer = randomStream(key, 'who').pick(customers)
    const wish = drawWish(key, customer.vehicle, places, occasion.rescueShare)
    let sent: (jobId: string) => void = () => undefined
    tally.count('requests')
    const outcome = await makeRequest({
      customer,
      wish,
      stream: randomStream(key, 'slot'),
      latestMs: occasion.latestMs,
      onRescue: () => {
        sent = latency.sending()
      },
    })
    if (outcome.how === 'made' && outcome.job.category === 'rescue') sent(outcome.job.id)
    this.#count(outcome, wish.outside)
    if (outcome.how === 'made') this.#mayCancel(key, customer, outcome.job)
  }

  #count(outcome: Outcome, outside: boolean): void {
    const { tally } = this.#plan
    tally.count(outcome.how === 'made' ? 'made' : `refused_${outcome.how}`)
    if (outcome.how === 'made') this.#made.push(outcome.job.id)
    if (outside !== (outcome.how === 'outside')) tally.count(outside ? 'served_outside' : 'refused_inside')
  }

  #mayCancel(key: string, customer: Customer, job: Cancellable): void {
    const after = cancelsLater(job.category, randomStream(key, 'cancels-later'))
    if (after === null) return
    this.#plan.agenda.at(toMs(job.requestedAt) + after * 1000, () => {
      if (!this.#closed) this.#cancel(customer, job.id).catch((error: unknown) => this.#plan.onError(error))
    })
  }

  async #cancel({ doors }: Customer, id: string): Promise<void> {
    const { tally } = this.#plan
    try {
      const price = await doors.call('priceCancellation', { params: { id } })
      if (!price.allowed) return tally.count('cancelled_too_late')
      await doors.call('cancelJob', {
        params: { id },
        body: { reason: '临时有事', agreedFeeMinor: price.feeMinor },
      })
      tally.count('cancelled')
    } catch (error) {
      if (!isRefusal(error, 'illegal_step', 'stale')) throw error
      tally.count('cancelled_too_late')
    }
  }

  /** A request that met trouble instead of an answer is refused as far as the customer can see. */
  #failed(error: unknown): void {
    if (this.#closed) return
    this.#plan.tally.count('refused_trouble')
    this.#plan.onError(error)
  }
}
