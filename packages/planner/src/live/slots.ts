import { jobAt, technicianAt } from '../day/planning-day.ts'
import type { Window } from '../planning-problem.ts'
import { withSlackInWindow } from '../policy/commitment.ts'
import type { OpenPlan } from './open-plan.ts'
import { asking, promisesBroken } from './rank.ts'

/** An arrival window that can be kept now, by whom, and what it would change. */
export interface Slot {
  window: Window
  technicianId: string
  beginAt: number
  /** What the plan's cost grows by, and beyond the cheapest slot of the answer. */
  addedCost: number
  dearerBy: number
  /** What the driving grows by, and the way. */
  extraDriveSeconds: number
  extraMetres: number
  /** 1 for the slot with the least extra way of the answer, 0 for the one with the most. */
  green: number
}

/**
 * Which arrival windows can be kept for a job that is in no tour yet, cheapest first; none may break a promise that holds
 * now. Slots that other quotes hold are jobs of the problem like any other, so that they are respected here. Each is planned to
 * be begun `slackSeconds` before its window ends, or half its length before where it is short.
 */
export const slots = (
  open: OpenPlan,
  jobId: string,
  windows: readonly Window[],
  { slackSeconds = 0 }: { slackSeconds?: number } = {},
): Slot[] => {
  const node = open.day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  const found = windows.flatMap((window) => slotIn(open, node, window, slackSeconds) ?? [])
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
  node: number,
  window: Window,
  slackSeconds: number,
): Omit<Slot, 'dearerBy' | 'green'> | null => {
  const { day, places, tours } = open
  const job = { ...jobAt(day, node), windows: [window], promise: window }
  return asking(open, node, withSlackInWindow(job, slackSeconds), () => {
    let best: { r: number; position: number; addedCost: number } | null = null
    for (let r = 0; r < day.technicians.length; r += 1) {
      const ceiling = best?.addedCost ?? day.units[day.unitOf[node] ?? 0]?.penalty
      const addedCost = places.single(node, r, ceiling)
      const { position } = places
      if (position < 0 || promisesBroken(open, r, node, position) > 0) continue
      best = { r, position, addedCost }
    }
    if (!best) return null
    const { r, position, addedCost } = best
    const sequence = Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r]))
    const before = driven(open, r, sequence)
    const after = driven(open, r, sequence.toSpliced(position, 0, node))
    return {
      window,
      technicianId: technicianAt(day, r).id,
      beginAt: tours.walk.begin[position] as number,
      addedCost,
      extraDriveSeconds: after.seconds - before.seconds,
      extraMetres: after.metres - before.metres,
    }
  })
}

const driven = (
  { tours }: OpenPlan,
  r: number,
  nodes: readonly number[],
): { seconds: number; metres: number } => {
  const sequence = Int32Array.from(nodes)
  tours.walk.walk(r, sequence, sequence.length)
  if (sequence.length === 0) return { seconds: 0, metres: 0 }
  return { seconds: tours.walk.drive, metres: tours.walk.sumMetres(r, sequence) }
}
