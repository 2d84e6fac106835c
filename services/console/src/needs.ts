import { isOver } from '@kerbside/domain'
import type { AlertView, JobView } from '@kerbside/protocol'
import type { Board } from './board-state.ts'

/** Something that waits for a person: an alert, an unplanned job, a promise at risk. */
export interface Need {
  id: string
  kind: 'alert' | 'unplanned' | 'broken' | 'danger'
  jobId: string | null
  alert: AlertView | null
  job: JobView | null
  since: string
}

const weight: Record<Need['kind'], number> = { alert: 1, unplanned: 1, broken: 2, danger: 3 }
const weightOf = (need: Need): number =>
  weight[need.kind] - (need.job?.category === 'rescue' ? 1.5 : 0) - (need.job?.inDanger ? 3 : 0)

/** What needs a person now, the weightiest and oldest first; one entry a job. */
export const needsOf = (board: Board): Need[] => {
  const needs = new Map<string, Need>()
  const add = (need: Need): void => {
    const key = need.jobId ?? need.id
    const known = needs.get(key)
    if (!known || weightOf(need) < weightOf(known))
      needs.set(key, { ...need, alert: need.alert ?? known?.alert ?? null })
  }
  for (const alert of board.alerts.values()) {
    const job = alert.jobId ? (board.jobs.get(alert.jobId) ?? null) : null
    if (job && isOver(job.status)) continue
    add({ id: alert.id, kind: 'alert', jobId: alert.jobId, alert, job, since: alert.raisedAt })
  }
  for (const job of board.jobs.values()) {
    if (isOver(job.status)) continue
    const base = { jobId: job.id, alert: null, job, since: job.requestedAt }
    if (job.unplanned) add({ ...base, id: `unplanned-${job.id}`, kind: 'unplanned' })
    else if (job.risk === 'broken' && !job.arrivedAt) add({ ...base, id: `broken-${job.id}`, kind: 'broken' })
    else if (job.risk === 'danger') add({ ...base, id: `danger-${job.id}`, kind: 'danger' })
  }
  return [...needs.values()].sort((a, b) => weightOf(a) - weightOf(b) || a.since.localeCompare(b.since))
}
