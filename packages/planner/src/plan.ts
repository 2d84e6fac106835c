import { anneal } from './anneal/anneal-tours.ts'
import { Refill } from './anneal/refill.ts'
import { Shake } from './anneal/shake.ts'
import type { KnownPlan, Plan } from './answer.ts'
import { arraysOf, isFlat } from './day/flat-day.ts'
import { type Day, makeDay } from './day/planning-day.ts'
import { standings, urgency } from './live/open-plan.ts'
import { defaultWeights, type Problem, type Weights } from './planning-problem.ts'
import { seededRandom } from './random.ts'
import { requireProblem } from './read-problem.ts'
import { search } from './search/search.ts'
import { flatSnapshot, snapshotOfFlat } from './tours/flat-snapshot.ts'
import { layDown, layOut } from './tours/lay-out.ts'
import type { LiveTours, Snapshot } from './tours/live-tours.ts'
import { UnitPlaces } from './tours/unit-places.ts'
import { writePlan } from './write-plan.ts'

export interface PlanOptions {
  /** The same seed and the same answers of `progress` give the same plan. */
  seed: number
  /** Share of the time that is gone, 0 … 1; at 1 the search ends with the best plan so far. */
  progress: () => number
  /** The present plan: what can be kept of it is where the search begins, and what changes costs. */
  warm?: KnownPlan
  weights?: Weights
  /** Hears each better plan; a plan is only written out when somebody listens. */
  onBetter?: (plan: Plan) => void
  /**
   * Asked now and then with the best plan, flat, which only means something to another `plan` of the same problem: what
   * another thread was asked with may be answered. No longer than `longestFlatSnapshot`.
   */
  exchange?: (cost: number, flat: Int32Array) => Int32Array | null
}

/** Temperatures, first and last, in mean arcs: from nothing, and from a plan that people know already. */
const cold = { hot: 2, cold: 0.05 }
const known = { hot: 0.3, cold: 0.05 }
/** So many units are tried whatever the time; what comes behind them when it is gone stays out. */
const alwaysFilled = 300

/**
 * Plans who goes where, when: what can be kept of the present plan, the rest inserted where it is cheapest, then ruin and
 * recreate under annealing until the time is gone. A day of independent jobs goes to the flat search, any other to the
 * one that walks every tour. Throws `ProblemError` for a malformed problem; a hard one leaves jobs unplanned with reasons.
 */
export const plan = (problem: Problem, options: PlanOptions): Plan => {
  requireProblem(problem)
  const day = makeDay(problem, options.weights ?? defaultWeights, standings(options.warm))
  const tours = layOut(day, options.warm)
  const best = isFlat(day) ? searchFlat(day, tours, options) : searchWalking(day, tours, options)
  return writePlan(layDown(day, best))
}

/** The search over flat arrays, its answer put back behind the fixed heads. */
const searchFlat = (
  day: Day,
  tours: LiveTours,
  { seed, progress, warm, onBetter, exchange }: PlanOptions,
): Snapshot => {
  const { arrays, nodeOf } = arraysOf(day, tours.walk)
  const jobOf = new Int32Array(day.nodes).fill(-1)
  nodeOf.forEach((node, u) => {
    jobOf[node] = u
  })
  const asSnapshot = (jobs: readonly (readonly number[])[]): Snapshot => ({
    tours: jobs.map((list, r) => [...(day.heads[r] ?? []), ...list.map((u) => nodeOf[u] as number)]),
    pins: new Float64Array(day.nodes).fill(-1),
    begins: new Float64Array(day.nodes),
    ends: new Float64Array(day.nodes),
  })
  const begin = tours
    .copy()
    .tours.map((nodes) => nodes.map((node) => jobOf[node] as number).filter((u) => u >= 0))
  const answer = search(arrays, {
    seed,
    progress,
    ...(warm && warm.tours.length > 0 ? { warm: begin } : {}),
    ...(exchange ? { exchange } : {}),
    ...(onBetter ? { onBetter: (_, read) => onBetter(writePlan(layDown(day, asSnapshot(read())))) } : {}),
  })
  return asSnapshot(answer.tours)
}

const searchWalking = (
  day: Day,
  tours: LiveTours,
  { seed, progress, warm, onBetter, exchange }: PlanOptions,
): Snapshot => {
  const random = seededRandom(seed)
  const refill = new Refill(new UnitPlaces(tours), random)
  const waiting = [...tours.absent].sort((a, b) => urgency(day, a) - urgency(day, b) || a - b)
  let tried = 0
  refill.greedy(waiting, 0, () => {
    tried += 1
    return tried > alwaysFilled && progress() >= 1
  })
  return anneal(tours, new Shake(tours, random), refill, {
    random,
    progress,
    ...(warm && warm.tours.length > 0 ? known : cold),
    centres: null,
    ...(exchange && {
      exchange: (best: Snapshot, value: number) => {
        const other = exchange(value, flatSnapshot(best))
        return other && snapshotOfFlat(day, other)
      },
    }),
    onBetter: (better) => onBetter?.(writePlan(layDown(day, better.copy()))),
  }).best
}
