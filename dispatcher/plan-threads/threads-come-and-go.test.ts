import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openTextPlanner, type TextPlanner } from './index.ts'

/** Threads that were started in this test; a file of its own, so that no other planner's are among them. */
const started: Worker[] = []
beforeEach(() => {
  started.length = 0
  const note = (worker: Worker): void => void started.push(worker)
  process.on('worker', note)
  return () => void process.off('worker', note)
})

const open = (threads: number): TextPlanner => {
  const planner = openTextPlanner({ threads })
  onTestFinished(() => planner.close())
  return planner
}

/** One van, two jobs, each 100 s from everything else. */
const problem = {
  vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
  jobs: [1, 2].map((id) => ({ id, location_index: id })),
  matrices: {
    car: { durations: [0, 1, 2].map((a) => [0, 1, 2].map((b) => (a === b ? 0 : 100))) },
  },
}
const ask = (planner: TextPlanner, seconds: number, threads: number, signal = new AbortController().signal) =>
  planner.plan({
    bytes: new TextEncoder().encode(JSON.stringify(problem)),
    wish: { seconds, threads, seed: null, planMode: false, rounding: null },
    signal,
    askRoads: () => Promise.reject(new Error('no roads here')),
  })

describe('threads that come and go', () => {
  it('are shared by short problems; a longer one gets one that has not searched', async () => {
    const planner = open(1)
    await ask(planner, 0.01, 1)
    await ask(planner, 0.01, 1)
    await nextTurn()
    expect(started).toHaveLength(1)
    const [worn] = started
    const ended = vi.fn()
    worn?.once('exit', ended)
    const stop = new AbortController()
    const long = ask(planner, 60, 1, stop.signal)
    // It runs for a minute if nobody stops it: the worn thread goes before it, not after.
    await vi.waitFor(() => {
      expect(ended).toHaveBeenCalled()
      expect(started).toHaveLength(2)
    })
    stop.abort()
    expect(await long).toMatchObject({ kind: 'answer', cost: 300 })
  })

  it('lose no plan when another of them dies', async () => {
    const stop = new AbortController()
    const final = ask(open(2), 60, 2, stop.signal)
    const second = await vi.waitFor(() => {
      expect(started).toHaveLength(2)
      return started[1]
    })
    await second?.terminate()
    stop.abort()
    expect(await final).toMatchObject({ kind: 'answer', cost: 300 })
  })
})
