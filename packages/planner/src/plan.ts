import type { Plan } from './answer.ts'
import { construct } from './construct.ts'
import { improve } from './improve.ts'
import { defaultWeights, type Problem, type Weights } from './planning-problem.ts'
import { seededRandom } from './random.ts'
import { requireProblem } from './read-problem.ts'
import { makeWorld } from './world.ts'
import { writePlan } from './write-plan.ts'

export interface PlanOptions {
  /** The same seed and the same number of looks at `stop` give the same plan. */
  seed: number
  /** Asked between moves; true ends the search with the best plan so far. */
  stop: () => boolean
  /** The present plan: what can be kept of it is where the search begins. */
  warm?: Plan
  weights?: Weights
  /** Hears each better plan; a plan is only written out when somebody listens. */
  onBetter?: (plan: Plan) => void
}

/**
 * Plans who goes where, when: cheapest feasible insertion, then local search with shaking until stopped.
 * Throws `ProblemError` for a malformed problem; a hard one leaves jobs unplanned with reasons.
 */
export const plan = (problem: Problem, options: PlanOptions): Plan => {
  requireProblem(problem)
  const { warm, onBetter } = options
  const before = new Map(
    warm?.tours.flatMap((tour) => tour.stops.map((stop) => [stop.jobId, tour.technicianId] as const)),
  )
  const world = makeWorld(problem, before, options.weights ?? defaultWeights)
  const begin = construct(world, warm)
  const best = improve(world, begin, {
    random: seededRandom(options.seed),
    stop: options.stop,
    onBetter: (state) => onBetter?.(writePlan(world, state)),
  })
  return writePlan(world, best)
}
