/** Hours of a week, from Monday 0 h: `weekday × 24 + hour`. */
export const hoursOfWeek = 168

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** Where an instant (epoch milliseconds) lies in the local week: weekday from Monday 0, hour, minute. */
export const weekTimeOf = (
  atMs: number,
  timeZone: string,
): { weekday: number; hour: number; minute: number } => {
  const parts = formatOf(timeZone).formatToParts(atMs)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return {
    weekday: Math.max(0, weekdays.indexOf(part('weekday'))),
    hour: Number(part('hour')),
    minute: Number(part('minute')),
  }
}

/** The figure at an instant from 168 figures by hour of the week, linear between the middles of the hours. */
export const atWeekHour = (week: readonly number[], atMs: number, timeZone: string): number => {
  const { weekday, hour, minute } = weekTimeOf(atMs, timeZone)
  return atPosition(week, weekday * 24 + hour + minute / 60)
}

/** At so many hours since Monday 0 h. */
const atPosition = (week: readonly number[], hours: number): number => {
  const position = hours - 0.5
  const before = Math.floor(position)
  const share = position - before
  const at = (index: number): number => week[(index + hoursOfWeek) % hoursOfWeek] ?? 1
  return at(before) * (1 - share) + at(before + 1) * share
}

/** A figure that holds from an instant (epoch seconds) to the next. */
export interface Quarter {
  from: number
  factor: number
}

const hourSeconds = 3600
const quarterSeconds = 900

/**
 * The figures of each quarter of an hour that touches the span from one instant to another (epoch seconds), as they are in its
 * middle, in thousandths; at least one.
 */
export const quartersBetween = (
  week: readonly number[],
  from: number,
  until: number,
  timeZone: string,
): Quarter[] => {
  const quarters: Quarter[] = []
  // Clocks change on the hour: each is read once.
  for (let hour = Math.floor(from / hourSeconds) * hourSeconds; hour <= until; hour += hourSeconds) {
    const local = weekTimeOf(hour * 1000, timeZone)
    const begin = local.weekday * 24 + local.hour + local.minute / 60
    for (let at = hour; at < hour + hourSeconds && at <= until; at += quarterSeconds) {
      if (at + quarterSeconds <= from) continue
      const middle = begin + (at - hour + quarterSeconds / 2) / hourSeconds
      quarters.push({ from: at, factor: Math.round(atPosition(week, middle) * 1000) / 1000 })
    }
  }
  return quarters
}
