import { Worker } from 'node:worker_threads'
import type { ThreadOrder, ThreadWord } from './thread-words.ts'

/** One thread: an order, and its word. Rejects when the thread dies or is dead; then it is gone. */
export interface Thread {
  readonly dead: boolean
  /** Whether it has searched in a way that makes its later searches slower. */
  worn: boolean
  ask(order: ThreadOrder): Promise<ThreadWord>
  end(): void
}

/** Threads that are started when first needed, lent one at a time, and replaced when they die. */
export interface ThreadPool {
  /**
   * A free thread, else one as soon as there is; null when too many wait already, when the signal says that nobody waits
   * any more, or when the pool is closed. Rejects when no thread can be started.
   */
  borrow(signal?: AbortSignal): Promise<Thread | null>
  /** A free thread, if there is one at once. */
  borrowFree(): Thread | null
  /** Ends a lent thread and lends another in its place. Rejects when none can be started. */
  renew(thread: Thread): Promise<Thread>
  /** `replaces`: it is ended, and another is made ready for the next problem. */
  giveBack(thread: Thread, replaces: boolean): void
  /** Ends all threads; who waits is told null. */
  close(): Promise<void>
}

/** Opens a pool of at most `most` threads at any moment, those that are still ending included. */
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
  const waiting = new Set<{ give: (thread: Thread | null) => void; fail: (error: unknown) => void }>()
  /** What is to come after a thread's end, where it is not merely who waits. */
  const afterEnd = new Map<Thread, () => void>()
  let closed = false

  const start = (): Thread => {
    if (closed) throw new Error('the planner threads are closed')
    const worker = new Worker(new URL('./problem-thread.ts', import.meta.url))
    alive.add(worker)
    let dead = false
    const thread: Thread = {
      get dead() {
        return dead
      },
      worn: false,
      ask: (order) =>
        dead ? Promise.reject(new Error('a planner thread has ended')) : askWorker(worker, order),
      end: () => {
        dead = true
        void worker.terminate()
      },
    }
    worker.unref()
    worker
      .once('error', () => {
        dead = true
      })
      .once('exit', () => {
        dead = true
        alive.delete(worker)
        afterEnd.get(thread)?.()
        afterEnd.delete(thread)
        serve()
      })
    return thread
  }

  const borrowFree = (): Thread | null => {
    const thread = free.pop()
    if (thread?.dead) return borrowFree()
    return thread ?? (alive.size < most && !closed ? start() : null)
  }

  /** Gives threads to those who wait, as far as there are any. */
  const serve = (): void => {
    for (const one of waiting) {
      try {
        const thread = borrowFree()
        if (!thread) return
        one.give(thread)
      } catch (error) {
        one.fail(error)
      }
      waiting.delete(one)
    }
  }

  const makeReady = (): void => {
    if (closed || once) return
    try {
      free.push(start())
    } catch {
      // Whoever borrows next starts one, or is told why not.
    }
  }

  for (let k = 0; k < Math.min(warm, most); k += 1) free.push(start())
  return {
    borrowFree,
    async borrow(signal) {
      const thread = borrowFree()
      if (thread) return thread
      if (closed || waiting.size >= queue || signal?.aborted) return null
      return new Promise((give, fail) => {
        const one = { give, fail }
        waiting.add(one)
        signal?.addEventListener('abort', () => {
          if (waiting.delete(one)) give(null)
        })
      })
    },
    renew: (thread) =>
      new Promise((resolve, reject) => {
        if (thread.dead) throw new Error('a planner thread has ended')
        afterEnd.set(thread, () => {
          try {
            resolve(start())
          } catch (error) {
            reject(error)
          }
        })
        thread.end()
      }),
    giveBack(thread, replaces) {
      if (thread.dead) return
      if (replaces) {
        afterEnd.set(thread, makeReady)
        thread.end()
        return
      }
      free.push(thread)
      serve()
    },
    async close() {
      closed = true
      for (const { give } of waiting) give(null)
      waiting.clear()
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
