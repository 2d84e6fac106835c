import type { Fix } from '@kerbside/domain'
import type { Positions } from '@kerbside/protocol'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { PositionBoard } from './position-board.ts'
import { openRelay, type Relay } from './relay.ts'

const redisUrl = inject('redisUrl')
const fix: Fix = {
  at: '2026-11-24T00:00:00Z',
  point: [121.47, 31.23],
  accuracy: 5,
  heading: null,
  speed: null,
}
const everywhere = [-180, -90, 180, 90] as const

describe.skipIf(redisUrl === null)('the way between processes', () => {
  const relays: Relay[] = []
  const open = (name = `relay-test-${process.pid}`): Relay => {
    const relay = openRelay({ redisUrl, name, onError: () => undefined })
    relays.push(relay)
    return relay
  }
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.close()
  })
  /** Says it until it was heard: a relay that has just been opened may not listen yet. */
  const untilHeard = async (say: () => void, heard: () => boolean): Promise<void> =>
    expect
      .poll(
        () => {
          if (!heard()) say()
          return heard()
        },
        { timeout: 5_000, interval: 20 },
      )
      .toBe(true)

  it('carries events to every other process of the same house, and to no other house', async () => {
    const [worker, live, stranger] = [open(), open(), open(`other-house-${process.pid}`)]
    const heard = { worker: 0, live: 0, stranger: 0 }
    worker.on('events', () => {
      heard.worker += 1
    })
    live.on('events', () => {
      heard.live += 1
    })
    stranger.on('events', () => {
      heard.stranger += 1
    })
    await untilHeard(
      () => worker.send('events', []),
      () => heard.live > 0,
    )
    expect(heard).toMatchObject({ worker: 0, stranger: 0 })
  })

  it('shows a van on every map, whichever process heard of it', async () => {
    const [near, far] = [new PositionBoard(open()), new PositionBoard(open())]
    const seen: Positions[] = []
    far.look('socket', everywhere, (positions) => seen.push(positions))
    await untilHeard(
      () => {
        near.put('tech_1', 'driving', fix)
        far.flush(0)
      },
      () => seen.length > 0,
    )
    expect(seen[0]?.fixes).toEqual([{ technicianId: 'tech_1', state: 'driving', fix }])
  })
})
