import { type Day, jobAt } from '../day/planning-day.ts'
import type { LiveTours } from '../tours/live-tours.ts'

/**
 * The nodes whose stops now begin too late, tour by tour: behind a promise that the plan before kept, or later than it said
 * by more than the tolerance. Fixed stops are not among them, for nobody can change when they begin.
 */
export const delayedNodes = (tours: LiveTours): number[] => {
  const { day, walk } = tours
  return day.technicians.flatMap((_, r) => {
    const sequence = (tours.sequence[r] as Int32Array).slice(0, tours.length[r])
    walk.walk(r, sequence, sequence.length)
    const head = day.heads[r]?.length ?? 0
    return [...sequence].filter((node, i) => i >= head && isDelayed(day, node, walk.begin[i] as number))
  })
}

/** A stop that now begins sooner is not delayed: who comes may wait, and looking for somebody else would only disturb. */
const isDelayed = (day: Day, node: number, beginAt: number): boolean => {
  const before = day.beforeBegin[node] as number
  if (before < 0) return false
  const promised = jobAt(day, node).promise?.until ?? Number.POSITIVE_INFINITY
  const isNewlyLate = before <= promised && beginAt > promised
  return isNewlyLate || beginAt - before > day.weights.movedTimeToleranceSeconds
}
