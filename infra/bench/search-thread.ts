import { parentPort } from 'node:worker_threads'
import { meet, solveVrptw, type VrptwAnswer, type VrptwProblem } from '@kerbside/planner'

/** What a thread is asked to solve: as one of several, where they leave their best for each other. */
export interface SearchErrand {
  problem: VrptwProblem
  seconds: number
  seed: number
  clock: 'wall' | 'cpu'
  slot: number
  best: SharedArrayBuffer | undefined
}

export interface SearchReport {
  answer: VrptwAnswer
  /** By the errand's clock. */
  seconds: number
}

const clocks = {
  wall: () => performance.now() / 1000,
  cpu: () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1e6
  },
}

const run = ({ problem, seconds, seed, clock, slot, best }: SearchErrand): SearchReport => {
  const now = clocks[clock]
  const began = now()
  const answer = solveVrptw(problem, {
    seed: seed + 1000 * slot,
    seconds,
    progress: () => (now() - began) / seconds,
    ...(best && { exchange: (plan) => meet(best, plan) ?? undefined }),
  })
  return { answer, seconds: now() - began }
}

parentPort?.on('message', (errand: SearchErrand) => parentPort?.postMessage(run(errand)))
