import { shiftHours } from './founding/shift-plan.ts'

/** The day that `day` lives unless it is told otherwise: local hours, whole requests, technicians. */
export const stockDay = { opens: 7, hours: 15, requests: 320, technicians: 32 } as const

/**
 * How many requests a day of so many hours from opening on brings: as many for each hour that somebody is on shift as the
 * whole day does, because a morning with half the shifts would not be sold the whole city's jobs.
 */
export const requestsWithin = (hours: number): number => {
  const until = stockDay.opens + hours
  const manned = (upTo: number): number =>
    shiftHours.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, upTo) - from), 0)
  return Math.round((stockDay.requests * manned(until)) / manned(stockDay.opens + stockDay.hours))
}
