import { parentPort, workerData } from 'node:worker_threads'
import {
  neededRoads,
  planVroom,
  type RoadsFound,
  readVroom,
  VroomError,
  type VroomProblem,
  withRoads,
} from '@kerbside/planner/vroom'
import type { PlanArgs } from './plan-args.ts'

/** What a thread is born with; its problem comes later, so that it is up when the problem has been read. */
export interface ThreadBirth {
  /** Which of the threads, from 0. */
  thread: number
  /** One Int32: not 0 once the search is to end. */
  told: SharedArrayBuffer
}
export interface ThreadTask {
  text: string
  args: PlanArgs
}
/** What the roads said, and how they were had. */
export interface RoadsAnswer extends RoadsFound {
  quality: 'osrm' | 'estimated'
}
export type ThreadWord =
  | { kind: 'roads'; lonLats: readonly (readonly [number, number])[] }
  | { kind: 'answer'; text: string; cost: number }
  | { kind: 'trouble'; sentence: string; code: number }

const { thread, told } = workerData as ThreadBirth
const flag = new Int32Array(told)
const say = (word: ThreadWord): void => parentPort?.postMessage(word)

/** The next thing that the main thread hands over. */
const hear = <T>(): Promise<T> => new Promise((resolve) => parentPort?.once('message', resolve))

const planText = async ({ text, args }: ThreadTask): Promise<ThreadWord> => {
  const begin = performance.now()
  const read = withArgs(readVroom(parse(text)), args)
  const loading = performance.now() - begin
  const { vroom, roads } = await completed(read)
  const { answer, cost } = planVroom(vroom, {
    clock: () => performance.now(),
    stopped: () => Atomics.load(flag, 0) !== 0,
    roads,
    thread,
    loading,
    routing: performance.now() - begin - loading,
  })
  return { kind: 'answer', text: JSON.stringify(answer), cost }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new VroomError('', { en: `The problem is no JSON: ${why}`, zh: `问题不是有效的 JSON：${why}` })
  }
}

/** What the command line says goes before what the problem says. */
const withArgs = (vroom: VroomProblem, { seconds, threads, seed, planMode }: PlanArgs): VroomProblem => ({
  ...vroom,
  options: {
    ...vroom.options,
    ...(seconds === null ? {} : { seconds }),
    threads: threads ?? 1,
    ...(seed === null ? {} : { seed }),
    planMode: planMode || vroom.options.planMode,
  },
})

const completed = async (
  vroom: VroomProblem,
): Promise<{ vroom: VroomProblem; roads: 'matrix' | 'osrm' | 'estimated' }> => {
  const needed = neededRoads(vroom)
  if (!needed) return { vroom, roads: 'matrix' }
  say({ kind: 'roads', lonLats: needed.lonLats })
  const found = await hear<RoadsAnswer>()
  return { vroom: withRoads(vroom, needed, found), roads: found.quality }
}

/** A problem that cannot be read is told in one sentence; anything else is our mistake and keeps its place. */
const trouble = (error: unknown): ThreadWord => {
  if (error instanceof VroomError) return { kind: 'trouble', sentence: `${error.message}.`, code: error.code }
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { kind: 'trouble', sentence: `The planner broke: ${why}`, code: 1 }
}

const task = await hear<ThreadTask>()
say(await planText(task).catch(trouble))
