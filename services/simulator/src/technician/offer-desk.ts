import { toMs } from '@kerbside/domain'
import type { JobView, OfferView } from '@kerbside/protocol'
import type { OfferAnswer } from '../behaviours/answers-offers.ts'
import { isRefusal } from '../doors/door-problem.ts'
import type { Caller } from '../doors/open-doors.ts'
import type { Tally } from '../report/tally.ts'
import type { Agenda } from '../time/agenda.ts'
import { Interrupted } from '../time/interrupted.ts'

export interface OfferDeskPlan {
  doors: Caller
  agenda: Agenda
  tally: Tally
  answers(offer: OfferView): OfferAnswer
  onOffer(offer: OfferView): void
  onAccepted(job: JobView): void
  onError(error: unknown): void
}

/** An answer sets out so long, on the wall, before its offer ends, or it comes too late. */
const answerWallMs = 400

/** The offers on a technician's phone, each answered once after he has looked at it. */
export class OfferDesk {
  readonly #plan: OfferDeskPlan
  readonly #open = new Map<string, AbortController>()

  constructor(plan: OfferDeskPlan) {
    this.#plan = plan
  }

  receive(offer: OfferView): void {
    this.#plan.onOffer(offer)
    if (this.#open.has(offer.id)) return
    const over = new AbortController()
    this.#open.set(offer.id, over)
    this.#answer(offer, over.signal)
      .catch((error: unknown) => this.#failed(error))
      // An offer is remembered until it has lapsed, lest a late reading of the list brings it back.
      .finally(() => this.#plan.agenda.at(toMs(offer.expiresAt), () => this.#open.delete(offer.id)))
  }

  /** The offer is no longer his to answer. */
  ended(offerId: string): void {
    this.#open.get(offerId)?.abort()
  }

  close(): void {
    for (const over of this.#open.values()) over.abort()
  }

  async #answer(offer: OfferView, signal: AbortSignal): Promise<void> {
    const { agenda, doors, tally } = this.#plan
    const answer = this.#plan.answers(offer)
    if (answer.how === 'lapse') return tally.count('offers_lapsed')
    const latestMs = toMs(offer.expiresAt) - agenda.inWall(answerWallMs)
    await agenda.until(Math.min(toMs(offer.offeredAt) + answer.afterSeconds * 1000, latestMs), signal)
    const params = { id: offer.id }
    if (answer.how === 'accept') {
      this.#plan.onAccepted(await doors.call('acceptOffer', { params }))
      tally.count('offers_accepted')
    } else {
      await doors.call('declineOffer', { params, body: { reason: answer.reason } })
      tally.count('offers_declined')
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Interrupted) return
    if (isRefusal(error, 'offer_over', 'not_found', 'illegal_step', 'stale'))
      this.#plan.tally.count('answers_too_late')
    else this.#plan.onError(error)
  }
}
