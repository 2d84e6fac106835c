/** An instant (epoch milliseconds) as a field of local time wants it, `2026-11-24T14:07`, in an IANA time zone. */
export const localTextOf = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(atMs)
    .replace(' ', 'T')

/** What such a field says as an ISO instant; null where it says none. */
export const instantOf = (text: string, timeZone: string): string | null => {
  const asUtc = /^\d{4}-/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN
  if (Number.isNaN(asUtc)) return null
  // The offset at that wall time; asked twice, because the first guess may lie on the other side of a change.
  const offsetAt = (atMs: number) => Date.parse(`${localTextOf(atMs, timeZone)}:00Z`) - atMs
  const guess = asUtc - offsetAt(asUtc)
  return new Date(asUtc - offsetAt(guess)).toISOString()
}
