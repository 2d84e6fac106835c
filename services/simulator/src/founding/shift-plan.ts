import { type TimeWindow, toInstant } from '@kerbside/domain'
import { dayMs, hourMs, localMidnight } from '../time/local-day.ts'
import type { RosterLine } from './roster.ts'

/** The staggered shifts of a day, local hours. */
export const shiftHours = [
  [7, 17],
  [8, 18],
  [11, 21],
  [12, 22],
] as const

interface Span {
  fromMs: number
  untilMs: number
}

/** A technician's shift on the local day of an instant. */
export const shiftOf = (line: Pick<RosterLine, 'shiftIndex'>, atMs: number, timeZone: string): Span => {
  const midnight = localMidnight(atMs, timeZone)
  const [from, until] = shiftHours[line.shiftIndex] ?? shiftHours[0]
  return { fromMs: midnight + from * hourMs, untilMs: midnight + until * hourMs }
}

/** His shifts of this and the next local day, those that are already over left out. */
export const shiftsAhead = (line: Pick<RosterLine, 'shiftIndex'>, nowMs: number, timeZone: string): Span[] =>
  [nowMs, localMidnight(nowMs, timeZone) + dayMs + dayMs / 2]
    .map((atMs) => shiftOf(line, atMs, timeZone))
    .filter((shift) => shift.untilMs > nowMs)

const leastNightMs = hourMs

/**
 * At an hour that no ordinary shift covers, a shift from now until his next (eight hours at most), so that the city is
 * alive whenever somebody looks at it. Null while the ordinary shifts suffice, or when his next is near.
 */
export const nightShift = (
  line: RosterLine,
  roster: readonly RosterLine[],
  nowMs: number,
  timeZone: string,
): Span | null => {
  const covered = roster.some((one) =>
    shiftsAhead(one, nowMs, timeZone).some((shift) => shift.fromMs <= nowMs && nowMs < shift.untilMs),
  )
  if (covered) return null
  const next = Math.min(
    ...shiftsAhead(line, nowMs, timeZone)
      .map((shift) => shift.fromMs)
      .filter((from) => from > nowMs),
  )
  const untilMs = Math.min(nowMs + 8 * hourMs, next)
  return untilMs - nowMs >= leastNightMs ? { fromMs: nowMs, untilMs } : null
}

export const windowOf = ({ fromMs, untilMs }: Span): TimeWindow => ({
  from: toInstant(fromMs),
  until: toInstant(untilMs),
})
