import { describe, expect, it } from 'vitest'
import { endInTime, type Part } from './end-in-time.ts'

const never = new Promise<void>(() => undefined)

describe('the end of a process', () => {
  const ended: string[] = []
  const part = (what: string, end: () => Promise<void> = async () => undefined): Part => ({
    what,
    end: async () => {
      ended.push(what)
      await end()
    },
  })

  it('ends one part after another', async () => {
    ended.length = 0
    const ending = await endInTime([part('the queue'), part('the database')], new AbortController().signal)
    expect([ending, ended]).toEqual([{ abandoned: [], failed: [] }, ['the queue', 'the database']])
  })

  it('names what had not ended when there was no time left, and what never had its turn', async () => {
    ended.length = 0
    const limit = new AbortController()
    const parts = [part('the sockets'), part('the queue', () => never), part('the database')]
    const ending = endInTime(parts, limit.signal)
    await expect.poll(() => ended).toEqual(['the sockets', 'the queue'])
    limit.abort()
    expect(await ending).toEqual({ abandoned: ['the queue', 'the database'], failed: [] })
    expect(ended).toEqual(['the sockets', 'the queue'])
  })

  it('goes on to the next part when one fails, and tells which', async () => {
    ended.length = 0
    const error = new Error('the connection is gone')
    const parts = [part('the queue', () => Promise.reject(error)), part('the database')]
    expect(await endInTime(parts, new AbortController().signal)).toEqual({
      abandoned: [],
      failed: [{ what: 'the queue', error }],
    })
    expect(ended).toEqual(['the queue', 'the database'])
  })
})
