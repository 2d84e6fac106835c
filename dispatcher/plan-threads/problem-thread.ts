import { parentPort } from 'node:worker_threads'
import { VroomError } from '@kerbside/planner/vroom'
import type { ReadProblem } from './problem-in-hand.ts'
import { readProblemText } from './read-problem-text.ts'
import type { ThreadOrder, ThreadWord } from './thread-words.ts'

/** A thread that plans one problem after the other: it reads, says what it needs, and goes when it has that. */
let waiting: { problem: ReadProblem; thread: number; flag: Int32Array } | null = null

const obey = async (order: ThreadOrder): Promise<ThreadWord> => {
  if (order.kind === 'read') {
    const problem = await readProblemText(order.bytes, order.wish)
    waiting = { problem, thread: order.thread, flag: new Int32Array(order.told) }
    const { threads, seconds, needed, begins, room, wears } = problem
    return { kind: 'read', threads, seconds, lonLats: needed?.lonLats ?? null, begins, room, wears }
  }
  if (!waiting) throw new Error('there is no problem to plan')
  const { problem, thread, flag } = waiting
  waiting = null
  const { roads, best } = order
  return problem.solve({ roads, best, thread, stopped: () => Atomics.load(flag, 0) !== 0 })
}

/** A problem that cannot be read is told in one sentence; anything else is our mistake and says where it happened. */
const trouble = (error: unknown): ThreadWord => {
  if (error instanceof VroomError) {
    const { code, field, sentence } = error
    return { kind: 'trouble', code, field, sentence }
  }
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    kind: 'trouble',
    code: 1,
    field: '',
    sentence: { en: `The planner broke: ${why}`, zh: `规划器出错：${why}` },
  }
}

parentPort?.on('message', (order: ThreadOrder) => {
  void obey(order)
    .catch(trouble)
    .then((word) => parentPort?.postMessage(word))
})
