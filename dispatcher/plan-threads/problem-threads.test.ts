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
    expect(await pool.borrow()).toBeNull()
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

  it('lends another in the place of one that is renewed, before who waits gets any', async () => {
    const pool = open()
    const first = await pool.borrow()
    const waiting = pool.borrow()
    const second = first && (await pool.renew(first))
    expect(first?.dead).toBe(true)
    expect(second).not.toBe(first)
    if (second) pool.giveBack(second, false)
    expect(await waiting).toBe(second)
  })

  it('tells who waits that it is closed, and starts none after that', async () => {
    const pool = open()
    await pool.borrow()
    const waiting = pool.borrow()
    await pool.close()
    expect(await waiting).toBeNull()
    expect(pool.borrowFree()).toBeNull()
    expect(await pool.borrow()).toBeNull()
  })

  it('keeps no place for whoever has gone', async () => {
    const pool = open()
    const first = await pool.borrow()
    const gone = new AbortController()
    const waiting = pool.borrow(gone.signal)
    gone.abort()
    expect(await waiting).toBeNull()
    const next = pool.borrow()
    if (first) pool.giveBack(first, false)
    expect(await next).toBe(first)
  })
})
