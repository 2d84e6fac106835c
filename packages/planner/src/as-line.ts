import type { Tour } from './answer.ts'

/**
 * A tour as one line of text: "Ana 08:00 → j3 08:20–08:50 → home 09:50". `names` gives what stands for ids;
 * `offsetSeconds` is the time zone's offset from UTC.
 */
export const asLine = (
  tour: Tour,
  name: string,
  names: (jobId: string) => string,
  offsetSeconds = 0,
): string => {
  const clock = (at: number): string => {
    const minutes = Math.floor((at + offsetSeconds) / 60)
    const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60]
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  }
  const stops = tour.stops.map((stop) => `${names(stop.jobId)} ${clock(stop.beginAt)}–${clock(stop.endAt)}`)
  return [
    `${name} ${clock(tour.departAt)}`,
    ...stops,
    ...(stops.length > 0 ? [`home ${clock(tour.endAt)}`] : []),
  ].join(' → ')
}
