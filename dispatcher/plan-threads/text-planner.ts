import { openSharedBest } from '@kerbside/planner/shared-best'
import { openThreadPool, type Thread, type ThreadPool } from './problem-threads.ts'
import type { PlanWish, RoadsAnswer, ThreadFinal, ThreadOrder, ThreadWord } from './thread-words.ts'

export interface PlanQuestion {
  /** A problem in VROOM's JSON, UTF-8. */
  bytes: Uint8Array
  wish: PlanWish
  /** Ends the search: the best so far is the answer. */
  signal: AbortSignal
  /** Times and distances between coordinates; `begins` is the earliest shift, if all are known. */
  askRoads(lonLats: readonly (readonly [number, number])[], begins: number | null): Promise<RoadsAnswer>
}

/** Plans problems given as text, away from this event loop. */
export interface TextPlanner {
  /** Null when too many wait already. */
  plan(question: PlanQuestion): Promise<ThreadFinal | null>
  close(): Promise<void>
}

export interface TextPlannerOptions {
  /** Threads at most, and how many are started at once. */
  threads: number
  warm?: number
  /** How many problems may wait for a thread. */
  queue?: number
  /** It is opened for one problem: no thread is made ready for another. */
  once?: boolean
}

/** Beyond its own seconds a thread may take this long to prepare and write; then it is ended. */
const graceMs = 60_000

/** Opens the threads. A thread that dies or hangs fails its problem alone and is replaced. */
export const openTextPlanner = ({
  threads,
  warm = 0,
  queue = 16,
  once = false,
}: TextPlannerOptions): TextPlanner => {
  const pool = openThreadPool({ most: threads, queue, warm, once })
  return {
    async plan(question) {
      const first = await pool.borrow()
      if (!first) return null
      return planWith(pool, first, question)
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
  const borrowed = [first]
  let isWorn = false
  try {
    const orderFor = (thread: number): ThreadOrder => {
      const { bytes, wish } = question
      return { kind: 'read', bytes, wish, thread, told }
    }
    const read = await within(graceMs, first, orderFor(0))
    if (read.kind !== 'read') return read
    for (let k = 1; k < read.threads; k += 1) {
      const more = pool.borrowFree()
      if (more) borrowed.push(more)
    }
    const others = Promise.all(borrowed.slice(1).map((thread, k) => within(graceMs, thread, orderFor(k + 1))))
    // It is awaited only when the roads are there.
    others.catch(() => {})
    const best = borrowed.length > 1 ? openSharedBest(read.room) : null
    isWorn = read.wears
    const roads = read.lonLats ? await question.askRoads(read.lonLats, read.begins) : null
    await others
    const limit = read.seconds * 1000 + graceMs
    const finals = await Promise.all(
      borrowed.map((thread) => within(limit, thread, { kind: 'go', roads, best })),
    )
    return bestOf(finals)
  } catch (error) {
    // One that is still busy would answer the next problem with the word on this one.
    for (const thread of borrowed) thread.end()
    const why = error instanceof Error ? error.message : String(error)
    return {
      kind: 'trouble',
      code: 1,
      field: '',
      sentence: { en: `The planner broke: ${why}`, zh: `规划器出错：${why}` },
    }
  } finally {
    question.signal.removeEventListener('abort', stop)
    for (const thread of borrowed) pool.giveBack(thread, isWorn)
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

/** The cheapest answer; trouble counts only where no thread has one. */
const bestOf = (words: readonly ThreadWord[]): ThreadFinal => {
  const finals = words.filter((one) => one.kind !== 'read')
  const [best] = finals.filter((one) => one.kind === 'answer').toSorted((a, b) => a.cost - b.cost)
  const chosen = best ?? finals[0]
  if (!chosen) throw new Error('no thread answered')
  return chosen
}
