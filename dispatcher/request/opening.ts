import type { Hours, ZonePolicy } from '@kerbside/domain'

const minuteMs = 60_000
const dayMs = 86_400_000

/** The arrival windows a zone has from now on, day by day in its own time zone, within its hours. */
export const slotWindows = (
  nowMs: number,
  timeZone: string,
  hours: Hours,
  policy: Pick<ZonePolicy, 'slotSeconds' | 'slotDays'>,
): { fromMs: number; untilMs: number }[] => {
  const slotMs = policy.slotSeconds * 1000
  const windows: { fromMs: number; untilMs: number }[] = []
  for (let day = 0; day < policy.slotDays; day += 1) {
    const midnight = midnightOf(nowMs + day * dayMs, timeZone)
    const closes = midnight + hours.closesMinute * minuteMs
    for (let from = midnight + hours.opensMinute * minuteMs; from + slotMs <= closes; from += slotMs) {
      // A window that has begun cannot be promised any more.
      if (from > nowMs) windows.push({ fromMs: from, untilMs: from + slotMs })
    }
  }
  return windows
}

/** The instant at which the local day of an instant began, epoch milliseconds. */
export const midnightOf = (atMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const into = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000
  return Math.floor(atMs / 1000) * 1000 - into
}
