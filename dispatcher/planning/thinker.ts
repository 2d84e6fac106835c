import { Worker } from 'node:worker_threads'
import type { Thinker } from '../house.ts'
import type { PlanAnswer, PlanRequest } from './plan-thread.ts'

interface Waiting {
  resolve(answer: PlanAnswer): void
  reject(error: Error): void
}
interface Thread {
  worker: Worker
  waiting: Map<number, Waiting>
}

/**
 * Plans in worker threads, so that the event loop that serves people never waits for the solver. A thread that dies
 * fails what it was asked and is replaced at the next question.
 */
export const openThinker = (threads: number): Thinker => {
  const pool: (Thread | null)[] = Array.from({ length: threads }, () => null)
  let nextId = 0

  const start = (slot: number): Thread => {
    const worker = new Worker(new URL('./plan-thread.ts', import.meta.url))
    const thread: Thread = { worker, waiting: new Map() }
    const fail = (error: Error): void => {
      if (pool[slot] === thread) pool[slot] = null
      for (const waiting of thread.waiting.values()) waiting.reject(error)
      thread.waiting.clear()
    }
    worker.on('message', ({ id, answer, error }: { id: number; answer?: PlanAnswer; error?: string }) => {
      const waiting = thread.waiting.get(id)
      thread.waiting.delete(id)
      if (answer) waiting?.resolve(answer)
      else waiting?.reject(new Error(error ?? 'the planner gave no answer'))
    })
    worker.on('error', fail)
    worker.on('exit', (code) => fail(new Error(`a planner thread ended with code ${code}`)))
    worker.unref()
    pool[slot] = thread
    return thread
  }

  const leastBusy = (): Thread => {
    const slots = pool.map((thread, slot) => ({ slot, load: thread?.waiting.size ?? 0 }))
    const { slot } = slots.reduce((best, one) => (one.load < best.load ? one : best))
    return pool[slot] ?? start(slot)
  }

  return {
    plan: (request: PlanRequest) =>
      new Promise<PlanAnswer>((resolve, reject) => {
        const thread = leastBusy()
        nextId += 1
        thread.waiting.set(nextId, { resolve, reject })
        thread.worker.postMessage({ id: nextId, request })
      }),
    async close() {
      await Promise.all(pool.map((thread) => thread?.worker.terminate()))
    },
  }
}
