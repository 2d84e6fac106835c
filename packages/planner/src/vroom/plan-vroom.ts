import { check } from '../check/check.ts'
import { type PlanOptions, plan } from '../plan.ts'
import { timeSteps } from './plan-mode.ts'
import { stepsAsPlan } from './steps-as-plan.ts'
import type { Making, VroomAnswer } from './vroom-answer.ts'
import type { VroomProblem } from './vroom-problem.ts'
import { toPlanner } from './vroom-to-planner.ts'
import { writeVroom } from './write-vroom.ts'

export interface PlanVroomOptions {
  /** Milliseconds from any beginning. */
  clock: () => number
  /** Asked often; true ends the search with the best so far. */
  stopped: () => boolean
  roads: Making['roads']
  /** Which of several threads this is: each searches by a seed of its own. */
  thread?: number
  /** Where threads that plan together meet; see `PlanOptions`. */
  exchange?: PlanOptions['exchange']
  /** Milliseconds that reading the problem and asking the roads took. */
  loading?: number
  routing?: number
}

/** An answer and what it costs, the penalties of unassigned tasks included: the least of several threads is the best. */
export interface PlannedVroom {
  answer: VroomAnswer
  cost: number
}

/**
 * Plans a read VROOM problem, matrices complete, for as long as its options say; or only times its steps. Throws where
 * the checker finds a broken rule: no answer is better than a wrong one.
 */
export const planVroom = (vroom: VroomProblem, options: PlanVroomOptions): PlannedVroom => {
  const { clock, stopped, roads, thread = 0, loading = 0, routing = 0 } = options
  const begin = clock()
  const { seconds, threads, seed, planMode } = vroom.options
  const making: Making = { seconds, threads, seed, roads }
  const times = () => ({
    loading: Math.round(loading),
    solving: Math.round(clock() - begin),
    routing: Math.round(routing),
  })
  if (planMode) return { answer: timeSteps(vroom, { making, times: times() }), cost: 0 }
  const planner = toPlanner(vroom)
  const warm = stepsAsPlan(vroom)
  const made = plan(planner.problem, {
    seed: seed + thread,
    weights: planner.weights,
    progress: () => (stopped() ? 1 : (clock() - begin) / (seconds * 1000)),
    ...(warm ? { warm } : {}),
    ...(options.exchange ? { exchange: options.exchange } : {}),
  })
  const [violation] = check(planner.problem, made)
  if (violation)
    throw new Error(
      `a plan broke a rule: ${violation.technicianId ?? ''} ${violation.jobId ?? ''} ${violation.says}`,
    )
  return { answer: writeVroom(vroom, planner, made, { making, times: times() }), cost: made.cost.total }
}
