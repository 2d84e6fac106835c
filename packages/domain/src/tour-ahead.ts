import type { Status } from './lifecycle.ts'

/** A stop of a tour as planned, with the promise it serves; instants in epoch milliseconds, durations in seconds. */
export interface StopAhead {
  jobId: string
  status: Status
  driveSeconds: number
  plannedArriveMs: number
  promiseFromMs: number
  workSeconds: number
  /** When work began, if it did. */
  begunMs: number | null
  /** The live forecast of an arrival under way: median and deviation. */
  live: { atMs: number; sigmaSeconds: number } | null
}

/** When somebody is at a stop by what is known now: the median, and by when with 80 % certainty. */
export interface ArrivalAhead {
  jobId: string
  atMs: number
  likelyMs: number
  /** The stop whose delay this one inherits; null when it is its own. */
  becauseOf: string | null
}

export interface Spread {
  /** Deviations of ln(actual / expected). */
  drive: number
  work: number
}

const z80 = 0.8416212
/** Work that has run over its time is expected to end soon, never at once. */
const leastRemainingSeconds = 120
/** A stop that comes this much later than planned delays those after it. */
const noticeableMs = 60_000

/**
 * Carries what is known of now through the rest of a tour: the forecast under way, work that runs over, departures that are
 * due. Spreads add up on the way (independent deviations) and waiting for a window takes them up again.
 */
export const arrivalsAhead = (stops: readonly StopAhead[], nowMs: number, spread: Spread): ArrivalAhead[] => {
  const ahead: ArrivalAhead[] = []
  let freeMs = nowMs
  let variance = 0
  let delayedBy: string | null = null
  for (const stop of stops) {
    const begun = stop.status === 'working' || stop.status === 'on_site'
    if (!begun) {
      const leaveMs = Math.max(freeMs, stop.plannedArriveMs - stop.driveSeconds * 1000, nowMs)
      const atMs = stop.live?.atMs ?? leaveMs + stop.driveSeconds * 1000
      variance = stop.live ? stop.live.sigmaSeconds ** 2 : variance + (spread.drive * stop.driveSeconds) ** 2
      ahead.push({
        jobId: stop.jobId,
        atMs,
        likelyMs: atMs + z80 * Math.sqrt(variance) * 1000,
        becauseOf: delayedBy,
      })
      const beginMs = Math.max(atMs, stop.promiseFromMs)
      const waited = (beginMs - atMs) / 1000
      variance = Math.max(0, Math.sqrt(variance) - waited) ** 2 + (spread.work * stop.workSeconds) ** 2
      freeMs = beginMs + stop.workSeconds * 1000
      if (atMs > stop.plannedArriveMs + noticeableMs) delayedBy ??= stop.jobId
    } else {
      const left = stop.workSeconds - (stop.begunMs === null ? 0 : (nowMs - stop.begunMs) / 1000)
      const remaining = Math.max(leastRemainingSeconds, left)
      freeMs = nowMs + remaining * 1000
      variance = (spread.work * remaining) ** 2
      if (left < 0) delayedBy ??= stop.jobId
    }
  }
  return ahead
}
