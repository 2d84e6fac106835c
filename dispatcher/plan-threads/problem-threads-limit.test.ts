import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openThreadPool, type Thread, type ThreadPool } from './problem-threads.ts'

const open = (most: number): ThreadPool => {
  const pool = openThreadPool({ most, queue: 2, warm: 0 })
  onTestFinished(() => pool.close())
  return pool
}

/** All threads that can be had at once. */
const drain = (pool: ThreadPool): Thread[] => {
  const lent: Thread[] = []
  // Bounded, so that a pool without limit fails instead of filling the machine.
  for (let k = 0; k < 8; k += 1) {
    const thread = pool.borrowFree()
    if (!thread) break
    lent.push(thread)
  }
  return lent
}

/** Lets each thread's end be told, which comes after it is said to be dead. */
const ended = async (threads: readonly Thread[]): Promise<void> => {
  for (const thread of threads) {
    await vi.waitFor(() => expect(thread.dead).toBe(true))
    await expect(thread.ask({ kind: 'go', roads: null, best: null })).rejects.toThrow()
  }
}

describe('a pool of threads keeps its limit', () => {
  it('at once, and whatever threads were worn or died', async () => {
    const exits = countExits()
    const pool = open(2)
    const first = drain(pool)
    expect(first).toHaveLength(2)
    for (const thread of first) pool.giveBack(thread, true)
    await exits.reach(2)
    const second = drain(pool)
    expect(second).toHaveLength(2)
    for (const thread of second) thread.end()
    await ended(second)
    await exits.reach(4)
    for (const thread of second) pool.giveBack(thread, false)
    expect(drain(pool)).toHaveLength(2)
  })

  it('when the place of one that died is taken before it is given back', async () => {
    const pool = open(1)
    const dead = await pool.borrow()
    dead?.end()
    const second = await pool.borrow()
    expect(second?.dead).toBe(false)
    let third: Thread | null = null
    void pool.borrow()?.then((thread) => {
      third = thread
    })
    if (dead) pool.giveBack(dead, false)
    await setImmediate()
    expect(third).toBeNull()
    // Who waits is not forgotten for it.
    if (second) pool.giveBack(second, false)
    await setImmediate()
    expect(third).toBe(second)
  })
})

/** Threads of this process that have ended since. */
const countExits = () => {
  let count = 0
  const onWorker = (worker: import('node:worker_threads').Worker): void => {
    worker.once('exit', () => {
      count += 1
    })
  }
  process.on('worker', onWorker)
  onTestFinished(() => void process.off('worker', onWorker))
  return { reach: (goal: number) => vi.waitFor(() => expect(count).toBe(goal), 5000) }
}
