import type { Category } from '@kerbside/domain'
import type { endpoints, Given } from '@kerbside/protocol'
import type { RandomStream } from '../random-stream.ts'

type Reason = Given<typeof endpoints.declineOffer, 'body'>['reason']
export type OfferAnswer =
  | { how: 'accept'; afterSeconds: number }
  | { how: 'decline'; afterSeconds: number; reason: Reason }
  | { how: 'lapse' }

/** How willing somebody is; drawn once for each technician. */
export interface Willingness {
  accepts: number
  lapses: number
}
export const drawWillingness = (stream: RandomStream): Willingness => ({
  accepts: stream.between(0.88, 0.98),
  lapses: stream.between(0.005, 0.03),
})

const reasonWeights: Record<Reason, number> = {
  busy: 35,
  too_far: 30,
  break: 15,
  vehicle: 8,
  no_material: 7,
  other: 5,
}
/** Looking at the phone takes a while, less when it rings for a rescue; median seconds. */
const medianSeconds: Record<Category, number> = { rescue: 5, care: 9, wash: 9 }
const spread = 0.5
/** Nobody thinks until the last moment. */
const latestShare = 0.6

/** Whether he takes an offer, and after how long; some phones stay in the pocket. */
export const answersOffer = (
  offer: { category: Category; windowSeconds: number },
  willing: Willingness,
  stream: RandomStream,
): OfferAnswer => {
  const drawn = medianSeconds[offer.category] * stream.lognormal(spread)
  const afterSeconds = Math.min(drawn, offer.windowSeconds * latestShare)
  const luck = stream.next()
  if (luck < willing.lapses) return { how: 'lapse' }
  if (luck < willing.lapses + willing.accepts) return { how: 'accept', afterSeconds }
  return { how: 'decline', afterSeconds, reason: stream.weighted(reasonWeights) }
}
