import { parentPort, workerData } from 'node:worker_threads'
import { meet, prepareSearch, search } from '@kerbside/planner'
import { dayArrays } from './day-arrays.ts'
import { makeDay } from './made-day.ts'
import type { VroomDay } from './vroom-day.ts'

/** What a thread is asked: to plan a day by our search, or by another program that plans such days. */
export interface DayTask {
  readonly day: VroomDay
  readonly seconds: number
  readonly seed: number
  /** Seconds of this thread's processor, which other programs on the machine do not spend, or of the wall. */
  readonly clock: 'cpu' | 'wall'
  /** Where threads that plan together leave their best. */
  readonly best?: SharedArrayBuffer
  /** Path of a module whose `solve(day, seconds, { seed })` answers VROOM's JSON. */
  readonly other?: string
}

export interface DayDone {
  readonly tours: number[][]
  readonly rounds: number
  /** By the wall, preparation included. */
  readonly milliseconds: number
}

interface OtherAnswer {
  readonly routes: { vehicle: number; steps: { type: string; id?: number }[] }[]
  readonly _run?: { iters?: number }
}

const cpuMilliseconds = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
const wallMilliseconds = performance.now.bind(performance)

const ours = ({ day, seconds, seed, clock, best }: DayTask): Omit<DayDone, 'milliseconds'> => {
  const now = clock === 'cpu' ? cpuMilliseconds : wallMilliseconds
  // A planner that has been running keeps the day's arrays and lists at hand.
  const arrays = dayArrays(day)
  const prepared = prepareSearch(arrays)
  const begin = now()
  return search(arrays, {
    seed,
    prepared,
    progress: () => (now() - begin) / 1000 / seconds,
    ...(best && {
      exchange: (cost: number, sequence: Int32Array) => meet(best, { cost, sequence })?.sequence ?? null,
    }),
  })
}

const theirs = async (task: DayTask, path: string): Promise<Omit<DayDone, 'milliseconds'>> => {
  // It reads the clock that everybody reads.
  Object.defineProperty(performance, 'now', {
    value: task.clock === 'cpu' ? cpuMilliseconds : wallMilliseconds,
    configurable: true,
  })
  const { solve } = (await import(path)) as {
    solve: (day: VroomDay, seconds: number, how: object) => OtherAnswer
  }
  const { routes, _run } = solve(task.day, task.seconds, { seed: task.seed })
  const jobOf = new Map(task.day.jobs.map((job, u) => [job.id, u]))
  const tours = task.day.vehicles.map(({ id }) => {
    const steps = routes.find((route) => route.vehicle === id)?.steps ?? []
    return steps.filter(({ type }) => type === 'job').map((step) => jobOf.get(step.id ?? -1) ?? -1)
  })
  return { tours, rounds: _run?.iters ?? 0 }
}

// A program that has just begun is slow; a dispatcher's planner has been running for long.
if ((workerData as { isWarm: boolean }).isWarm)
  for (const kind of ['full', 'plain', 'full'] as const)
    ours({
      day: makeDay({ jobs: 60, technicians: 9, kind, load: 100, seed: 1 }),
      seconds: 0.4,
      seed: 1,
      clock: 'cpu',
    })

parentPort?.on('message', async (task: DayTask) => {
  const begin = wallMilliseconds()
  const done = task.other ? await theirs(task, task.other) : ours(task)
  parentPort?.postMessage({
    tours: done.tours,
    rounds: done.rounds,
    milliseconds: wallMilliseconds() - begin,
  })
})
