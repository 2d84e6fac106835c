import type { Status } from '@kerbside/domain'

/** When something about a van needs a supervisor; the trade's usual figures. Metres and seconds. */
export const exceptionRules = {
  silentSeconds: 300,
  lateDepartureSeconds: 15 * 60,
  offRouteMetres: 500,
  offRouteSeconds: 60,
  stoppedSeconds: 30 * 60,
  /** A van that moved less than this since stands. */
  standsMetres: 100,
} as const

export type VanException = 'late_departure' | 'off_route' | 'stopped' | 'technician_silent'

/** What is known of a van on duty and of the job it drives to, or should. Instants in epoch milliseconds. */
export interface VanPicture {
  dutySinceMs: number
  fixMs: number | null
  /** Since when it has not moved; null without a fix. */
  standsSinceMs: number | null
  /** The job under way, or the next one that nothing else keeps him from. */
  job: {
    status: Status
    /** When the plan first wanted him to leave for it. */
    leaveMs: number | null
    /** Since when he is further off his way than the rules allow. */
    offRouteSinceMs: number | null
    nearPlace: boolean
  } | null
}

/** What is wrong with a van at an instant; a silent one is only silent, for nothing else can be known of it. */
export const vanExceptions = (van: VanPicture, nowMs: number): VanException[] => {
  const since = (ms: number | null): number => (ms === null ? 0 : (nowMs - ms) / 1000)
  if (since(van.fixMs ?? van.dutySinceMs) > exceptionRules.silentSeconds) return ['technician_silent']
  const found: VanException[] = []
  const { job } = van
  if (job?.status === 'accepted' && since(job.leaveMs) > exceptionRules.lateDepartureSeconds)
    found.push('late_departure')
  if (job?.status === 'en_route') {
    if (since(job.offRouteSinceMs) > exceptionRules.offRouteSeconds) found.push('off_route')
    if (!job.nearPlace && since(van.standsSinceMs) > exceptionRules.stoppedSeconds) found.push('stopped')
  }
  return found
}
