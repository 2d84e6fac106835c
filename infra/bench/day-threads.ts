import { Worker } from 'node:worker_threads'
import type { DayDone, DayTask } from './day-thread.ts'

/** Warm threads that plan days, one task at a time each. */
export interface DayThreads {
  run(thread: number, task: DayTask): Promise<DayDone>
  close(): Promise<void>
}

export const openDayThreads = (count: number): DayThreads => {
  const workers = Array.from({ length: count }, () => new Worker(new URL('./day-thread.ts', import.meta.url)))
  return {
    run(thread, task) {
      const worker = workers[thread]
      if (!worker) throw new Error(`There is no thread ${thread}.`)
      return new Promise((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (done: DayDone) => {
          worker.off('error', reject)
          resolve(done)
        })
        worker.postMessage(task)
      })
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
