/**
 * How much longer driving takes than OSRM's car profile says, by local hour. A prior for Chinese inner cities: the
 * profile's speed over the measured mean speed by hour (Shanghai, December 2020, 06–22 h), scaled so that its median
 * is 1.73, the median of 45 real drives; bounded to 1.1…2.8. Legs of our own will replace it.
 */
export const defaultHourFactors: readonly number[] = [
  1.2, 1.15, 1.1, 1.1, 1.1, 1.2, 1.45, 2.35, 2.65, 2.3, 1.95, 1.6, 1.2, 1.75, 1.35, 1.55, 1.65, 2.4, 2.3, 2.1,
  1.45, 1.7, 1.3, 1.25,
]

const minuteOfDay = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = minuteOfDay.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  minuteOfDay.set(timeZone, made)
  return made
}

/** The factor at an instant (epoch seconds) in a time zone, linear between the middles of the hours. */
export const hourFactorAt = (atSeconds: number, timeZone: string, factors: readonly number[]): number => {
  const [hour = 0, minute = 0] = formatOf(timeZone)
    .format(atSeconds * 1000)
    .split(':')
    .map(Number)
  const position = hour + minute / 60 - 0.5
  const before = Math.floor(position)
  const share = position - before
  const at = (index: number): number => factors[(index + 24) % 24] ?? 1
  return at(before) * (1 - share) + at(before + 1) * share
}
