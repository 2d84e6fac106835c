import { anneal } from './anneal/anneal-tours.ts'
import { Refill } from './anneal/refill.ts'
import { Shake } from './anneal/shake.ts'
import type { KnownPlan, Plan } from './answer.ts'
import { makeDay } from './day/planning-day.ts'
import { standings, urgency } from './live/open-plan.ts'
import { defaultWeights, type Problem, type Weights } from './planning-problem.ts'
import { seededRandom } from './random.ts'
import { requireProblem } from './read-problem.ts'
import { layDown, layOut } from './tours/lay-out.ts'
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
}

/** Temperatures, first and last, in mean arcs: from nothing, and from a plan that people know already. */
const cold = { hot: 2, cold: 0.05 }
const known = { hot: 0.3, cold: 0.05 }

/**
 * Plans who goes where, when: what can be kept of the present plan, cheapest insertion of the rest, then ruin and recreate
 * under annealing until the time is gone. Throws `ProblemError` for a malformed problem; a hard one leaves jobs unplanned
 * with reasons.
 */
export const plan = (problem: Problem, options: PlanOptions): Plan => {
  requireProblem(problem)
  const { warm, onBetter } = options
  const day = makeDay(problem, options.weights ?? defaultWeights, standings(warm))
  const tours = layOut(day, warm)
  const random = seededRandom(options.seed)
  const refill = new Refill(new UnitPlaces(tours), random)
  refill.greedy(
    [...tours.absent].sort((a, b) => urgency(day, a) - urgency(day, b) || a - b),
    0,
  )
  const { best } = anneal(tours, new Shake(tours, random), refill, {
    random,
    progress: options.progress,
    ...(warm && warm.tours.length > 0 ? known : cold),
    centres: null,
    onBetter: (better) => onBetter?.(writePlan(layDown(day, better.copy()))),
  })
  return writePlan(layDown(day, best))
}
