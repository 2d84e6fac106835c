import { describe, expect, it, onTestFinished } from 'vitest'
import { openThreadPool, type ThreadPool } from './problem-threads.ts'

const open = (more: { once?: boolean } = {}): ThreadPool => {
  const pool = openThreadPool({ most: 1, queue: 1, warm: 0, ...more })
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

  it('opened for one problem, still plans another with a thread made then', async () => {
    const pool = open({ once: true })
    const first = await pool.borrow()
    if (first) pool.giveBack(first, true)
    expect((await pool.borrow())?.dead).toBe(false)
  })
})
