import { describe, expect, it, onTestFinished } from 'vitest'
import { openThreadPool, type ThreadPool } from './problem-threads.ts'

const open = (): ThreadPool => {
  const pool = openThreadPool({ most: 1, queue: 1, warm: 0 })
  onTestFinished(() => pool.close())
  return pool
}

describe('a pool of threads', () => {
  it('lends the same thread again, but another when it was worn', async () => {
    const pool = open()
    const first = await pool.borrow()
    expect(pool.borrowFree()).toBeNull()
    if (first) pool.giveBack(first, false)
    expect(await pool.borrow()).toBe(first)
    if (first) pool.giveBack(first, true)
    expect(first?.dead).toBe(true)
    const second = await pool.borrow()
    expect(second).not.toBe(first)
    expect(second?.dead).toBe(false)
  })

  it('gives who waits a fresh thread for a worn one', async () => {
    const pool = open()
    const first = await pool.borrow()
    const waiting = pool.borrow()
    expect(pool.borrow()).toBeNull()
    if (first) pool.giveBack(first, true)
    const second = await waiting
    expect(second).not.toBe(first)
    expect(second?.dead).toBe(false)
    expect(pool.borrowFree()).toBeNull()
  })

  it('says that a thread has ended, whoever asks it then', async () => {
    const pool = open()
    const thread = await pool.borrow()
    thread?.end()
    await expect(thread?.ask({ kind: 'go', roads: null, best: null })).rejects.toThrow('has ended')
  })
})
