import type { ZonePolicy } from '@kerbside/domain'
import { defaultWeights, type Weights } from '@kerbside/planner'

/** A rescue's second of waiting is worth so many seconds of driving. */
const rescueWaitPerSecond = 3

/** What a zone's planner weighs, by its policy. */
export const weightsOf = ({ stabilityPerSecond }: Pick<ZonePolicy, 'stabilityPerSecond'>): Weights => ({
  ...defaultWeights,
  waitPerSecondByTier: [rescueWaitPerSecond, 0, 0, 0],
  movedTimePerSecond: stabilityPerSecond,
})

/** The share of a shift that is kept for emergencies: the mean over its local hours, what is past left out. */
export const reserveShare = (
  policy: Pick<ZonePolicy, 'reserveByHour'>,
  span: { fromMs: number; untilMs: number },
  timeZone: string,
): number => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const shares: number[] = []
  for (let at = span.fromMs; at < span.untilMs; at += 3_600_000)
    shares.push(policy.reserveByHour[Number(format.format(at))] ?? 0)
  return shares.length === 0 ? 0 : shares.reduce((sum, one) => sum + one, 0) / shares.length
}
