import { spreadReserve, type ZonePolicy } from '@kerbside/domain'
import { defaultWeights, type Weights } from '@kerbside/planner'

/** A rescue's second of waiting is worth so many seconds of driving. */
const rescueWaitPerSecond = 6

/** A technician on shift is busy with this probability when he is called. */
export const busyShare = 0.6

/** What a zone's planner weighs, by its policy. */
export const weightsOf = ({ stabilityPerSecond }: Pick<ZonePolicy, 'stabilityPerSecond'>): Weights => ({
  ...defaultWeights,
  waitPerSecondByTier: [rescueWaitPerSecond, 0, 0, 0],
  movedTimePerSecond: stabilityPerSecond,
})

/** One shift as far as the reserve needs it. */
interface ReserveShift {
  shiftId: string
  fromMs: number
  untilMs: number
  skills: readonly string[]
}

/**
 * The share of each shift's time that is kept for emergencies, by shift: hour by hour the zone's share of all who are there
 * then, with those who can answer them; the mean over what is left of the shift.
 */
export const reserveShares = (
  { reserveByHour }: Pick<ZonePolicy, 'reserveByHour'>,
  shifts: readonly ReserveShift[],
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): Map<string, number> => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const kept = new Map<string, { sum: number; hours: number }>(
    shifts.map((shift) => [shift.shiftId, { sum: 0, hours: 0 }]),
  )
  const [first, last] = [
    Math.max(nowMs, Math.min(...shifts.map((shift) => shift.fromMs))),
    Math.max(...shifts.map((shift) => shift.untilMs)),
  ]
  for (let at = first; at < last; at += hourMs) {
    const crew = shifts.filter((shift) => shift.fromMs < at + hourMs && shift.untilMs > at)
    const shares = spreadReserve(reserveByHour[Number(format.format(at))] ?? 0, crew)
    crew.forEach(({ shiftId }, index) => {
      const one = kept.get(shiftId)
      if (!one) return
      one.sum += shares[index] ?? 0
      one.hours += 1
    })
  }
  return new Map([...kept].map(([shiftId, { sum, hours }]) => [shiftId, hours === 0 ? 0 : sum / hours]))
}
const hourMs = 3_600_000
