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
  const position = weekday * 24 + hour + minute / 60 - 0.5
  const before = Math.floor(position)
  const share = position - before
  const at = (index: number): number => week[(index + hoursOfWeek) % hoursOfWeek] ?? 1
  return at(before) * (1 - share) + at(before + 1) * share
}
