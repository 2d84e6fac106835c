import type { Reason } from '../answer.ts'
import { reasonsAgainst } from '../why-not.ts'
import type { Change } from './change.ts'
import type { OpenPlan } from './open-plan.ts'
import { changesFor } from './propose-changes.ts'
import { type Candidate, rankIn } from './rank.ts'

export type Explanation =
  | { planned: false; reasons: readonly Reason[]; changes: readonly Change[] }
  | { planned: true; technicianId: string; chosen: Candidate | null; next: readonly Candidate[] }

/**
 * Why a job is where it is: for an unplanned one the binding rules and, nearest first, what would let it in, each change
 * tried on the plan; for a planned one its technician against the next three. The plan must have been opened without it.
 */
export const explainJob = (open: OpenPlan, jobId: string, technicianId: string | null): Explanation => {
  const { day, places } = open
  const node = day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  if (technicianId !== null) {
    const { candidates } = rankIn(open, jobId)
    const chosen = candidates.find((one) => one.technicianId === technicianId) ?? null
    const next = candidates.filter((one) => one !== chosen).slice(0, 3)
    return { planned: true, technicianId, chosen, next }
  }
  const reasons = reasonsAgainst(places, day.unitOf[node] as number)
  return { planned: false, reasons, changes: changesFor(open, node) }
}
