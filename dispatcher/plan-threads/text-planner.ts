import { openSharedBest } from '@kerbside/planner/shared-best'
import { openThreadPool, type Thread, type ThreadPool } from './problem-threads.ts'
import type { PlanWish, RoadsAnswer, ThreadFinal, ThreadOrder, ThreadWord } from './thread-words.ts'

export interface PlanQuestion {
  /** A problem in VROOM's JSON or, where the wish names a rounding, VRPLIB; UTF-8. */
  bytes: Uint8Array
  wish: PlanWish
  /** Ends the search: the best so far is the answer. */
  signal: AbortSignal
  /** Times and distances between coordinates; `begins` is the earliest shift, if all are known. */
  askRoads(lonLats: readonly (readonly [number, number])[], begins: number | null): Promise<RoadsAnswer>
}

/** Plans problems given as text, away from this event loop. */
export interface TextPlanner {
  /** Null when too many wait already, or when who asked has gone while waiting. */
  plan(question: PlanQuestion): Promise<ThreadFinal | null>
  close(): Promise<void>
}

export interface TextPlannerOptions {
  /** Threads at most, those that are ending included, and how many are started at once. */
  threads: number
  warm?: number
  /** How many problems may wait for a thread. */
  queue?: number
  /** It is opened for one problem: no thread is made ready for another. */
  once?: boolean
}

/** Beyond its own seconds a thread may take this long to prepare and write; then it is ended. */
const graceMs = 60_000

/**
 * A search of so many seconds is worth a thread that has not searched before. V8 folds the arrays of a thread's first problem
 * into its code, and the searches of later ones make half to two thirds of its rounds a second; a fresh thread has compiled
 * what it needs after about a third of a second.
 */
const worthFreshSeconds = 0.5

/** Opens the threads. A thread that dies or hangs is replaced; its problem fails only where no other thread plans it too. */
export const openTextPlanner = ({
  threads,
  warm = 0,
  queue = 16,
  once = false,
}: TextPlannerOptions): TextPlanner => {
  const pool = openThreadPool({ most: threads, queue, warm, once })
  return {
    async plan(question) {
      try {
        const first = await pool.borrow(question.signal)
        return first && (await planWith(pool, first, question))
      } catch (error) {
        return broke(error)
      }
    },
    close: () => pool.close(),
  }
}

const planWith = async (pool: ThreadPool, first: Thread, question: PlanQuestion): Promise<ThreadFinal> => {
  const told = new SharedArrayBuffer(4)
  const stop = (): void => {
    Atomics.store(new Int32Array(told), 0, 1)
  }
  if (question.signal.aborted) stop()
  question.signal.addEventListener('abort', stop)
  const crew: Thread[] = [first]
  /** Lets the k-th of the crew read; for a long search by a thread that has not searched before. */
  const readBy = async (k: number, isLong: boolean): Promise<ThreadWord> => {
    if (isLong && crew[k]?.worn) crew[k] = await pool.renew(crew[k])
    const { bytes, wish } = question
    return within(graceMs, crew[k] as Thread, { kind: 'read', bytes, wish, thread: k, told })
  }
  let isLong = false
  let others: Promise<PromiseSettledResult<ThreadWord>[]> = Promise.resolve([])
  try {
    const read = await readBy(0, false)
    if (read.kind !== 'read') return read
    isLong = read.wears && read.seconds >= worthFreshSeconds
    for (let k = 1; k < read.threads; k += 1) {
      const more = pool.borrowFree()
      if (more) crew.push(more)
    }
    others = Promise.allSettled(crew.slice(1).map((_, k) => readBy(k + 1, isLong)))
    if (isLong && first.worn) await readBy(0, true)
    const roads = read.lonLats ? await question.askRoads(read.lonLats, read.begins) : null
    await others
    const best = crew.length > 1 ? openSharedBest(read.room) : null
    const limit = read.seconds * 1000 + graceMs
    const words = await Promise.allSettled(
      crew.map((thread) => {
        thread.worn ||= read.wears
        return within(limit, thread, { kind: 'go', roads, best })
      }),
    )
    return bestOf(words)
  } finally {
    question.signal.removeEventListener('abort', stop)
    // One that still reads would answer the next problem with the word on this one.
    await others
    for (const thread of crew) pool.giveBack(thread, isLong)
  }
}

const broke = (error: unknown): ThreadFinal => {
  const why = error instanceof Error ? error.message : String(error)
  return {
    kind: 'trouble',
    code: 1,
    field: '',
    sentence: { en: `The planner broke: ${why}`, zh: `规划器出错：${why}` },
  }
}

/** A thread that says nothing in time is ended. */
const within = async (limitMs: number, thread: Thread, order: ThreadOrder): Promise<ThreadWord> => {
  const timer = setTimeout(() => thread.end(), limitMs)
  try {
    return await thread.ask(order)
  } finally {
    clearTimeout(timer)
  }
}

/** The cheapest answer; trouble counts only where no thread has one. Throws why a thread died where none says anything. */
const bestOf = (settled: readonly PromiseSettledResult<ThreadWord>[]): ThreadFinal => {
  const words = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const finals = words.filter((one) => one.kind !== 'read')
  const [best] = finals.filter((one) => one.kind === 'answer').toSorted((a, b) => a.cost - b.cost)
  const chosen = best ?? finals[0]
  if (chosen) return chosen
  throw settled.find((one) => one.status === 'rejected')?.reason ?? new Error('no thread answered')
}
