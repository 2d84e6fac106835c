/** The time of day of an instant (epoch milliseconds) in a time zone, `HH:MM`. */
export const clockIn = (timeZone: string, ms: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    ms,
  )
