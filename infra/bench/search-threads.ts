import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { longestSequence, openSharedBest, type VrptwProblem } from '@kerbside/planner'
import type { SearchErrand, SearchReport } from './search-thread.ts'

/** Threads that live for the whole run, because a fresh one spends its first tenths of a second compiling. */
export class SearchThreads {
  private readonly workers: Worker[]

  constructor(threads: number) {
    this.workers = Array.from(
      { length: threads },
      () => new Worker(new URL('./search-thread.ts', import.meta.url)),
    )
  }

  /** Lets every thread solve a problem once, so that its code is compiled. */
  async warmUp(problem: VrptwProblem): Promise<void> {
    const errand = { problem, seconds: 0.6, seed: 9, clock: 'cpu', slot: 0, best: undefined } as const
    for (const worker of this.workers) await ask(worker, errand)
  }

  /** Solves on so many threads at once; the best of their answers. */
  async solve(
    problem: VrptwProblem,
    { threads, ...wish }: Pick<SearchErrand, 'seconds' | 'seed' | 'clock'> & { threads: number },
  ): Promise<SearchReport> {
    const best = threads > 1 ? openSharedBest(longestSequence(problem)) : undefined
    const errands = this.workers
      .slice(0, threads)
      .map((worker, slot) => ask(worker, { problem, ...wish, slot, best }))
    const reports = await Promise.all(errands)
    return reports.reduce((best, report) => (rankingCost(report) < rankingCost(best) ? report : best))
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }
}

const rankingCost = ({ answer }: SearchReport): number => answer.cost + answer.unserved.length * 1e9

const ask = async (worker: Worker, errand: SearchErrand): Promise<SearchReport> => {
  worker.postMessage(errand)
  const [report] = await once(worker, 'message')
  return report
}
