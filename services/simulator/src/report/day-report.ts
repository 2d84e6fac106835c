import { isOver, toMs } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'

/** A day in numbers. Jobs: done (settled counts), failed, cancelled and open add up with `refused` to `requests`. */
export interface DayReport {
  requests: number
  done: number
  failed: number
  cancelled: number
  open: number
  /** Requests that became no job, and why. */
  refused: number
  refusals: Record<string, number>
  /** Arrived within the promise, of all that arrived or should have by now; null when none should. */
  onTimeShare: number | null
  /** From request to arrival, of the rescues somebody arrived at. */
  rescueWaitMedianS: number | null
  rescueWaitP95S: number | null
  /** Wall time from sending a rescue's POST to its offer on a technician's socket. */
  offerMs: { p50: number | null; p99: number | null }
  wallS: number
}

/** The value below which a share of all values lies, by the nearest rank; null without values. */
export const percentile = (values: readonly number[], share: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

export interface DayFacts {
  jobs: readonly JobView[]
  refusals: Readonly<Record<string, number>>
  offerSamplesMs: readonly number[]
  nowMs: number
  wallS: number
}

/** Computes the report from the jobs as the API tells them at the end of the day. */
export const reportOf = ({ jobs, refusals, offerSamplesMs, nowMs, wallS }: DayFacts): DayReport => {
  const among = (...statuses: readonly string[]) => jobs.filter((job) => statuses.includes(job.status)).length
  const refused = Object.values(refusals).reduce((sum, count) => sum + count, 0)
  const waits = jobs.flatMap((job) =>
    job.category === 'rescue' && job.arrivedAt ? [(toMs(job.arrivedAt) - toMs(job.requestedAt)) / 1000] : [],
  )
  return {
    requests: jobs.length + refused,
    done: among('done', 'settled'),
    failed: among('failed'),
    cancelled: among('cancelled'),
    open: jobs.filter((job) => !isOver(job.status)).length,
    refused,
    refusals: { ...refusals },
    onTimeShare: onTimeShare(jobs, nowMs),
    rescueWaitMedianS: rounded(percentile(waits, 0.5)),
    rescueWaitP95S: rounded(percentile(waits, 0.95)),
    offerMs: {
      p50: rounded(percentile(offerSamplesMs, 0.5)),
      p99: rounded(percentile(offerSamplesMs, 0.99)),
    },
    wallS: Math.round(wallS),
  }
}

const onTimeShare = (jobs: readonly JobView[], nowMs: number): number | null => {
  const arrived = jobs.filter((job) => job.arrivedAt !== null)
  const overdue = jobs.filter(
    (job) => !job.arrivedAt && !isOver(job.status) && toMs(job.promise.until) < nowMs,
  )
  const due = arrived.length + overdue.length
  if (due === 0) return null
  const kept = arrived.filter((job) => toMs(job.arrivedAt ?? '') <= toMs(job.promise.until)).length
  return Math.round((kept / due) * 1000) / 1000
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value))
