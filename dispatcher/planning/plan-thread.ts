import { parentPort } from 'node:worker_threads'
import {
  check,
  type KnownPlan,
  type Plan,
  type Problem,
  plan,
  type Violation,
  type Weights,
} from '@kerbside/planner'

/** What is thought about: a problem, for how long (wall seconds), from which plan, with which seed. */
export interface PlanRequest {
  problem: Problem
  seconds: number
  seed: number
  warm?: KnownPlan
  weights?: Weights
}
export interface PlanAnswer {
  plan: Plan
  /** What the independent checker found; a plan with violations is not stored. */
  violations: readonly Violation[]
  tookSeconds: number
}

/** Plans and doubts the plan, in this thread. */
const think = ({ problem, seconds, seed, warm, weights }: PlanRequest): PlanAnswer => {
  const begin = performance.now()
  const progress = () => (performance.now() - begin) / (seconds * 1000)
  const made = plan(problem, { seed, progress, ...(warm ? { warm } : {}), ...(weights ? { weights } : {}) })
  return { plan: made, violations: check(problem, made), tookSeconds: (performance.now() - begin) / 1000 }
}

parentPort?.on('message', ({ id, request }: { id: number; request: PlanRequest }) => {
  try {
    parentPort?.postMessage({ id, answer: think(request) })
  } catch (error) {
    parentPort?.postMessage({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})
