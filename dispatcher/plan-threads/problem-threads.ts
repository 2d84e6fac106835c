import { Worker } from 'node:worker_threads'
import type { ThreadOrder, ThreadWord } from './thread-words.ts'

/** One thread: an order, and its word. Rejects when the thread dies or is dead; then it is gone. */
export interface Thread {
  readonly dead: boolean
  ask(order: ThreadOrder): Promise<ThreadWord>
  end(): void
}

/** Threads that are started when first needed, lent one at a time, and replaced when they die. */
export interface ThreadPool {
  /** A free thread, else one as soon as there is; null when too many wait already. */
  borrow(): Promise<Thread> | null
  /** A free thread, if there is one at once. */
  borrowFree(): Thread | null
  /** `isWorn`: it is ended, and another is made ready for the next problem. */
  giveBack(thread: Thread, isWorn: boolean): void
  close(): Promise<void>
}

export const openThreadPool = ({
  most,
  queue,
  warm,
  once = false,
}: {
  most: number
  queue: number
  warm: number
  once?: boolean
}): ThreadPool => {
  const alive = new Set<Worker>()
  const free: Thread[] = []
  const waiting: ((thread: Thread) => void)[] = []
  let count = 0

  const start = (): Thread => {
    const worker = new Worker(new URL('./problem-thread.ts', import.meta.url))
    alive.add(worker)
    count += 1
    let dead = false
    const bury = (): void => {
      if (dead) return
      dead = true
      count -= 1
      alive.delete(worker)
    }
    worker.unref()
    worker.once('error', bury).once('exit', bury)
    return {
      get dead() {
        return dead
      },
      ask: (order) =>
        dead ? Promise.reject(new Error('a planner thread has ended')) : askWorker(worker, order),
      end: () => {
        bury()
        void worker.terminate()
      },
    }
  }
  for (let k = 0; k < Math.min(warm, most); k += 1) free.push(start())

  const borrowFree = (): Thread | null => {
    const thread = free.pop()
    if (thread?.dead) return borrowFree()
    return thread ?? (count < most ? start() : null)
  }
  return {
    borrowFree,
    borrow() {
      const thread = borrowFree()
      if (thread) return Promise.resolve(thread)
      if (waiting.length >= queue) return null
      return new Promise((resolve) => waiting.push(resolve))
    },
    giveBack(thread, isWorn) {
      const replaces = isWorn && !thread.dead && !once
      if (isWorn) thread.end()
      // In the place of one that died another may have been started meanwhile.
      const hasRoom = !thread.dead || count < most
      if (waiting.length > 0) {
        if (hasRoom) waiting.shift()?.(thread.dead ? start() : thread)
      } else if (replaces) free.push(start())
      else if (!thread.dead) free.push(thread)
    },
    async close() {
      await Promise.all([...alive].map((worker) => worker.terminate()))
    },
  }
}

const askWorker = (worker: Worker, order: ThreadOrder): Promise<ThreadWord> =>
  new Promise((resolve, reject) => {
    worker.ref()
    const over = (then: () => void): void => {
      worker.off('message', onWord).off('error', onError).off('exit', onExit)
      worker.unref()
      then()
    }
    const onWord = (word: ThreadWord): void => over(() => resolve(word))
    const onError = (error: Error): void => over(() => reject(error))
    const onExit = (code: number): void =>
      over(() => reject(new Error(`a planner thread ended with code ${code}`)))
    worker.on('message', onWord).on('error', onError).on('exit', onExit)
    worker.postMessage(order)
  })
