import { jobAt, technicianAt } from '../day/planning-day.ts'
import type { Window } from '../planning-problem.ts'
import { withSlackInWindow } from '../policy/commitment.ts'
import type { OpenPlan } from './open-plan.ts'
import { asking } from './rank.ts'
import { type Companion, cheapestKeeping, companionsOf, ownStop, unitOf } from './unit-offer.ts'

/** An arrival window that can be kept now, by whom, and what it would change. */
export interface Slot {
  window: Window
  technicianId: string
  beginAt: number
  /** What the plan's cost grows by, the rest of the job's unit included, and beyond the cheapest slot of the answer. */
  addedCost: number
  dearerBy: number
  /** What the driving grows by, and the way. */
  extraDriveSeconds: number
  extraMetres: number
  /** 1 for the slot with the least extra way of the answer, 0 for the one with the most. */
  green: number
  /** Where the other job of its pair goes, or with whom he makes a crew; empty for a job by itself. */
  together: readonly Companion[]
}

/**
 * Which arrival windows can be kept for a job that is in no tour yet, and all that is planned with it, cheapest first; none
 * may break a promise that holds now. Slots that other quotes hold are jobs of the problem like any other, so that they are
 * respected here. Each is planned to be begun `slackSeconds` before its window ends, or half its length before where it is
 * short.
 */
export const slots = (
  open: OpenPlan,
  jobId: string,
  windows: readonly Window[],
  { slackSeconds = 0 }: { slackSeconds?: number } = {},
): Slot[] => {
  if (!open.day.jobIndex.has(jobId)) throw new RangeError(`there is no job ${jobId}`)
  const found = windows.flatMap((window) => slotIn(open, jobId, window, slackSeconds) ?? [])
  const cheapest = Math.min(...found.map((one) => one.addedCost))
  const [least, most] = [
    Math.min(...found.map((one) => one.extraMetres)),
    Math.max(...found.map((one) => one.extraMetres)),
  ]
  return found
    .map((one) => ({
      ...one,
      dearerBy: one.addedCost - cheapest,
      green: most === least ? 1 : (most - one.extraMetres) / (most - least),
    }))
    .sort((a, b) => a.addedCost - b.addedCost || a.window.from - b.window.from)
}

/** Whether a slot can still be kept; if not, the nearest two that can, one on either side where there is one. */
export const confirmSlot = (
  open: OpenPlan,
  jobId: string,
  wanted: Window,
  others: readonly Window[],
  options: { slackSeconds?: number } = {},
): { kept: Slot } | { alternatives: readonly Slot[] } => {
  const [kept] = slots(open, jobId, [wanted], options)
  if (kept) return { kept }
  const distance = (slot: Slot): number => Math.abs(slot.window.from - wanted.from)
  const left = slots(open, jobId, others, options).sort((a, b) => distance(a) - distance(b))
  const [first] = left
  if (!first) return { alternatives: [] }
  const isBefore = first.window.from < wanted.from
  const second = left.find((one) => one !== first && one.window.from < wanted.from !== isBefore) ?? left[1]
  return { alternatives: second ? [first, second] : [first] }
}

const slotIn = (
  open: OpenPlan,
  jobId: string,
  window: Window,
  slackSeconds: number,
): Omit<Slot, 'dearerBy' | 'green'> | null => {
  const { day } = open
  const node = day.jobIndex.get(jobId) as number
  const job = { ...jobAt(day, node), windows: [window], promise: window }
  return asking(open, node, withSlackInWindow(job, slackSeconds), () => {
    const best = cheapestKeeping(open, unitOf(open, jobId))
    if (!best) return null
    return {
      window,
      technicianId: technicianAt(day, best.technician).id,
      beginAt: ownStop(open, best, jobId).beginAt,
      addedCost: best.addedCost,
      extraDriveSeconds: best.changes.reduce((sum, one) => sum + one.addedDriveSeconds, 0),
      extraMetres: best.changes.reduce((sum, one) => sum + one.addedMetres, 0),
      together: companionsOf(open, best, jobId),
    }
  })
}
