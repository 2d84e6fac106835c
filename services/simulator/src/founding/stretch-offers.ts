import type { ZoneView } from '@kerbside/protocol'
import type { Caller } from '../doors/open-doors.ts'

/**
 * An offer must stand this long on the wall, or at a fast clock on a busy machine it lapses on its way to the phone; then it
 * is made again, which makes the machine busier still.
 */
const leastWallSeconds = 6
const longestOfferSeconds = 900

/** What the offer seconds of a policy must be at this speed, or null where they suffice. */
export const stretchedOffer = (
  policy: Pick<ZoneView['policy'], 'offerSeconds' | 'rescueOfferSeconds'>,
  speed: number,
): { offerSeconds: number; rescueOfferSeconds: number } | null => {
  const least = Math.min(longestOfferSeconds, Math.ceil(leastWallSeconds * speed))
  if (policy.offerSeconds >= least && policy.rescueOfferSeconds >= least) return null
  return {
    offerSeconds: Math.max(policy.offerSeconds, least),
    rescueOfferSeconds: Math.max(policy.rescueOfferSeconds, least),
  }
}

/** At a fast clock a plan that is thought about for long is old when it comes: at most some ten seconds of the city's time. */
const hastyPlan = (policy: Pick<ZoneView['policy'], 'planSeconds'>, speed: number): number =>
  Math.min(policy.planSeconds, Math.max(0.08, 10 / speed))

/** Lengthens the zones' offers where the clock is too fast for them, and sets what else is wanted; answers how many were lengthened. */
export const stretchOffers = async (
  supervisor: Caller,
  zones: readonly ZoneView[],
  speed: number,
  wanted: Partial<ZoneView['policy']> = {},
): Promise<number> => {
  let changed = 0
  for (const zone of zones) {
    const longer = stretchedOffer(zone.policy, speed)
    if (!longer && Object.keys(wanted).length === 0) continue
    const stretched = longer ? { ...longer, planSeconds: hastyPlan(zone.policy, speed) } : {}
    const body = { version: zone.version, policy: { ...stretched, ...wanted } }
    await supervisor.call('changeZone', { params: { id: zone.id }, body })
    if (longer) changed += 1
  }
  return changed
}
