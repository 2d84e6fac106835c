import type { Random } from '../random.ts'
import type { LiveTours, Snapshot } from '../tours/live-tours.ts'
import type { Refill } from './refill.ts'
import type { Shake } from './shake.ts'

export interface AnnealOptions {
  random: Random
  /** Share of the time that is gone, 0 … 1; at 1 the search ends. Asked once a round. */
  progress: () => number
  /** First and last temperature in mean arcs: a warm plan is not shaken hard. */
  hot: number
  cold: number
  /** Only around these nodes, if given. */
  centres: readonly number[] | null
  onBetter: (tours: LiveTours) => void
  /** Asked now and then with the best plan and what it costs; a better one of another search may be answered. */
  exchange?: (best: Snapshot, value: number) => Snapshot | null
}

/** How often the refill goes by regret. */
const regretShare = 0.7
const blink = 0.02
const exchangeTimes = 20

/**
 * Ruin and recreate under annealing (Schrimpf et al. 2000) until the time is gone; always within every hard rule. Leaves
 * the best plan it has seen in `best`.
 */
export const anneal = (
  tours: LiveTours,
  shake: Shake,
  refill: Refill,
  { random, progress, hot, cold, centres, onBetter, exchange }: AnnealOptions,
): { best: Snapshot; rounds: number } => {
  let best = tours.copy()
  let bestValue = tours.value
  let present = bestValue
  const arc = meanArc(tours)
  let rounds = 0
  let nextExchange = 1 / exchangeTimes
  const keepIfBetter = (value: number): boolean => {
    if (value >= bestValue - 1e-6) return false
    bestValue = value
    best = tours.copy()
    onBetter(tours)
    return true
  }
  for (; tours.day.nodes > 0; rounds += 1) {
    const gone = progress()
    if (gone >= 1) break
    if (exchange && gone >= nextExchange) {
      nextExchange = gone + 1 / exchangeTimes
      const other = exchange(best, bestValue)
      if (other && tours.load(other)) {
        present = tours.value
        keepIfBetter(present)
      }
    }
    const temperature = arc * hot * (cold / hot) ** gone
    tours.beginRound()
    if (!shake.ruin(centres)) {
      tours.rollBack()
      continue
    }
    const absent = [...tours.absent]
    if (random() < regretShare) refill.regret(absent, temperature * 0.5)
    else refill.greedy(refill.order(absent), blink)
    const value = tours.value
    if (keepIfBetter(value) || value < present - temperature * Math.log(1 - random())) present = value
    else tours.rollBack()
  }
  return { best, rounds }
}

/** Mean driving seconds of an arc, the measure of the temperature. */
const meanArc = (tours: LiveTours): number => {
  let [drive, arcs] = [0, 0]
  for (let r = 0; r < tours.length.length; r += 1) {
    const length = tours.length[r] as number
    if (length === 0) continue
    tours.walk.walk(r, tours.sequence[r] as Int32Array, length)
    drive += tours.walk.drive
    arcs += length + 1
  }
  return Math.max(1, drive / Math.max(1, arcs))
}
