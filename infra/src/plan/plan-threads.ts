import { Worker } from 'node:worker_threads'
import type { PlanArgs } from './plan-args.ts'
import type { RoadsAnswer, ThreadBirth, ThreadTask, ThreadWord } from './problem-thread.ts'

export type Outcome = { kind: 'answer'; text: string } | { kind: 'trouble'; sentence: string; code: number }

/** Threads that are up and wait for a problem. */
export interface PlanThreads {
  /** The best of what the threads find. */
  plan(text: string, args: PlanArgs): Promise<Outcome>
  /** Ends the search: the threads answer the best they have. */
  stop(): void
}

export type AskRoads = (lonLats: readonly (readonly [number, number])[]) => Promise<RoadsAnswer>

/** Starts `count` threads. `askRoads` is asked once, whatever their number. */
export const startThreads = (count: number, askRoads: AskRoads): PlanThreads => {
  const told = new SharedArrayBuffer(4)
  const workers = Array.from({ length: count }, (_, thread) => {
    const workerData: ThreadBirth = { thread, told }
    return new Worker(new URL('./problem-thread.ts', import.meta.url), { workerData })
  })
  let roads: Promise<RoadsAnswer> | null = null
  const roadsOnce: AskRoads = (lonLats) => {
    roads ??= askRoads(lonLats)
    return roads
  }
  return {
    async plan(text, args) {
      const all = await Promise.all(workers.map((worker) => answerOf(worker, { text, args }, roadsOnce)))
      await Promise.all(workers.map((worker) => worker.terminate()))
      return bestOf(all)
    },
    stop: () => {
      Atomics.store(new Int32Array(told), 0, 1)
    },
  }
}

type Final = Exclude<ThreadWord, { kind: 'roads' }>

const answerOf = (worker: Worker, task: ThreadTask, askRoads: AskRoads): Promise<Final> =>
  new Promise((resolve) => {
    const broke = (why: string): void =>
      resolve({ kind: 'trouble', sentence: `A thread broke: ${why}`, code: 1 })
    worker.on('message', (word: ThreadWord) => {
      if (word.kind !== 'roads') return resolve(word)
      askRoads(word.lonLats).then(
        (found) => worker.postMessage(found),
        (error: Error) =>
          resolve({ kind: 'trouble', sentence: `The roads cannot be had: ${error.message}.`, code: 3 }),
      )
    })
    worker.once('error', (error) => broke(String(error)))
    worker.once('exit', (code) => broke(`it ended with code ${code}`))
    worker.postMessage(task)
  })

/** An answer counts more than the trouble of another thread; what is wrong with the problem all threads say. */
const bestOf = (all: readonly Final[]): Outcome => {
  const answers = all.filter((one) => one.kind === 'answer')
  const [first] = all
  const [best] = answers.toSorted((a, b) => a.cost - b.cost)
  if (best) return { kind: 'answer', text: best.text }
  return first?.kind === 'trouble' ? first : { kind: 'trouble', sentence: 'No thread answered.', code: 1 }
}
