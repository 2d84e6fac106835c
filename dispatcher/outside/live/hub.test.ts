import type { LiveEvent } from '@kerbside/protocol'
import { describe, expect, it } from 'vitest'
import { Hub } from './hub.ts'

const event = (seq: number): LiveEvent =>
  ({
    stream: 'city',
    seq,
    at: '2026-11-24T00:00:00.000Z',
    type: 'job.changed',
    body: {},
  }) as unknown as LiveEvent

const storeOf = (stored: LiveEvent[]) => ({
  current: async () => stored.length,
  after: async (_stream: string, seen: number, limit: number) =>
    stored.filter((one) => one.seq > seen).slice(0, limit),
})
const fail = (error: Error) => {
  throw error
}

describe('the hub of streams', () => {
  it('brings a watcher that was away up to date before anything newer', async () => {
    const stored = [1, 2, 3].map(event)
    const hub = new Hub(storeOf(stored), fail)
    const got: number[] = []
    const watcher = await hub.watch('city', 1, (one) => got.push(one.seq))
    stored.push(event(4))
    hub.publish([event(4)])
    expect(got).toEqual([2, 3, 4])
    expect(watcher).toMatchObject({ seq: 3, reload: false })
  })

  it('fills a gap from the store when an event was published elsewhere', async () => {
    const stored = [event(1)]
    const hub = new Hub(storeOf(stored), fail)
    const got: number[] = []
    await hub.watch('city', 1, (one) => got.push(one.seq))
    stored.push(event(2), event(3))
    hub.publish([event(3)])
    await new Promise(setImmediate)
    expect(got).toEqual([2, 3])
  })

  it('delivers an event published while the store was being read exactly once', async () => {
    const stored = [event(1)]
    const source = storeOf(stored)
    let duringRead: (() => void) | undefined
    const hub = new Hub(
      {
        current: source.current,
        after: async (...asked) => {
          const answer = await source.after(...asked)
          duringRead?.()
          duringRead = undefined
          return answer
        },
      },
      fail,
    )
    duringRead = () => {
      stored.push(event(2))
      hub.publish([event(2)])
    }
    const got: number[] = []
    await hub.watch('city', 1, (one) => got.push(one.seq))
    expect(got).toEqual([2])
  })

  it('tells a client that is too far behind to load anew', async () => {
    const stored = Array.from({ length: 1_500 }, (_, index) => event(index + 1))
    const got: number[] = []
    const watcher = await new Hub(storeOf(stored), fail).watch('city', 3, (one) => got.push(one.seq))
    expect(watcher).toMatchObject({ seq: 1_500, reload: true })
    expect(got).toEqual([])
  })
})
