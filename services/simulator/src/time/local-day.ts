const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** Milliseconds into the local day of an instant. */
export const intoDay = (atMs: number, timeZone: string): number => {
  const parts = formatOf(timeZone).formatToParts(atMs)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0)
  return (
    ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 +
    (atMs - Math.floor(atMs / 1000) * 1000)
  )
}

/** The instant at which the local day of an instant began. */
export const localMidnight = (atMs: number, timeZone: string): number => atMs - intoDay(atMs, timeZone)

export const localHour = (atMs: number, timeZone: string): number =>
  Math.floor(intoDay(atMs, timeZone) / hourMs)

/** The local time of an instant as people write it, `08:05`. */
export const localTime = (atMs: number, timeZone: string): string =>
  formatOf(timeZone).format(atMs).slice(0, 5)
