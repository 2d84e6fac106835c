import { Worker } from 'node:worker_threads'
import type { DayDone, DayTask } from './day-thread.ts'

/** Threads that plan days, one task at a time each. */
export interface DayThreads {
  run(thread: number, task: DayTask): Promise<DayDone>
  close(): Promise<void>
}

/**
 * From this time on a task gets a fresh thread: V8 compiles the search for the arrays of a thread's first problem, later
 * ones run at about half that speed; compiling itself takes a tenth of a second, so shorter tasks get a warm thread.
 */
const worthAThread = 0.5

export const openDayThreads = (): DayThreads => {
  const warm = new Map<number, Worker>()
  const open = (isWarm: boolean): Worker =>
    new Worker(new URL('./day-thread.ts', import.meta.url), { workerData: { isWarm } })
  const ask = (worker: Worker, task: DayTask): Promise<DayDone> =>
    new Promise((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (done: DayDone) => {
        worker.off('error', reject)
        resolve(done)
      })
      worker.postMessage(task)
    })
  return {
    async run(thread, task) {
      if (task.seconds < worthAThread) {
        const worker = warm.get(thread) ?? open(true)
        warm.set(thread, worker)
        return ask(worker, task)
      }
      const worker = open(false)
      try {
        return await ask(worker, task)
      } finally {
        await worker.terminate()
      }
    },
    close: async () => {
      await Promise.all([...warm.values()].map((worker) => worker.terminate()))
    },
  }
}
