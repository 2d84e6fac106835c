import { type LiveEvent, protocolVersion, type WatchAnswer } from '@kerbside/protocol'
import { describe, expect, it } from 'vitest'
import { createLive, type LiveSocket } from './live.ts'
import { createServerClock } from './server-clock.ts'

type Listener = (...args: never[]) => void

/** A socket whose other end is the test. */
const fakeSocket = () => {
  const listeners = new Map<string, Listener>()
  const sent: { name: string; body: unknown; ack: (answer: never) => void }[] = []
  const socket = {
    connected: false,
    active: true,
    on: (name: string, listener: Listener) => void listeners.set(name, listener),
    emit: (name: string, body: unknown, ack: (answer: never) => void) => void sent.push({ name, body, ack }),
    connect: (): void => undefined,
    disconnect: (): void => undefined,
  }
  const hear = (name: string, ...args: unknown[]) => listeners.get(name)?.(...(args as never[]))
  return {
    socket: socket as unknown as LiveSocket,
    raw: socket,
    sent,
    hear,
    hello: (now = '2026-11-24T06:00:00.000Z', speed = 1) => {
      socket.connected = true
      hear('hello', { protocol: protocolVersion, now, speed, personId: 'cust_1' })
    },
    lose: () => {
      socket.connected = false
      hear('disconnect', 'transport close')
    },
    watches: () => sent.filter((one) => one.name === 'watch'),
    answer: (seq: number, reload = false) => {
      const last = sent.filter((one) => one.name === 'watch').at(-1)
      const answer: WatchAnswer = { ok: true, streams: [{ stream: 'city', seq, reload }] }
      last?.ack(answer as never)
    },
    event: (seq: number) =>
      hear('event', { stream: 'city', seq, at: '', type: 'job.changed', body: {} } as unknown as LiveEvent),
  }
}

const liveOf = (wall = () => 0) => {
  const server = fakeSocket()
  const laters: (() => void)[] = []
  const clock = createServerClock(wall)
  const live = createLive({
    url: '',
    token: 'token-of-somebody',
    clock,
    openSocket: () => server.socket,
    later: (run) => void laters.push(run),
  })
  const got: number[] = []
  let reloads = 0
  const watch = (seen = 0) =>
    live.watch('city', {
      seen,
      onEvent: (event) => got.push(event.seq),
      onReload: () => {
        reloads += 1
      },
    })
  return { server, live, clock, got, watch, reloads: () => reloads, laters }
}

describe('the live link', () => {
  it('asks for a stream from the number its reader has and delivers what follows once', () => {
    const { server, got, watch, reloads } = liveOf()
    server.hello()
    watch(7)
    expect(server.watches()[0]?.body).toEqual({ streams: [{ stream: 'city', seen: 7 }] })
    for (const seq of [8, 9, 9, 8]) server.event(seq)
    server.answer(9)
    server.event(10)
    expect([got, reloads()]).toEqual([[8, 9, 10], 0])
  })

  it('asks again from the last number after a reconnect', () => {
    const { server, got, watch } = liveOf()
    server.hello()
    watch(3)
    server.answer(3)
    server.event(4)
    server.lose()
    server.hello()
    expect(server.watches().at(-1)?.body).toEqual({ streams: [{ stream: 'city', seen: 4 }] })
    for (const seq of [4, 5, 6]) server.event(seq)
    expect(got).toEqual([4, 5, 6])
  })

  it('does not deliver across a gap but asks for what is missing', () => {
    const { server, got, watch } = liveOf()
    server.hello()
    watch(3)
    server.answer(3)
    server.event(6)
    expect([got, server.watches().length]).toEqual([[], 2])
    for (const seq of [4, 5, 6]) server.event(seq)
    expect(got).toEqual([4, 5, 6])
  })

  it('tells the reader to load anew when it knew nothing or is too far behind', () => {
    const { server, watch, reloads, got } = liveOf()
    server.hello()
    watch(0)
    server.event(41)
    server.answer(41)
    expect(reloads()).toBe(1)
    server.lose()
    server.hello()
    server.answer(5000, true)
    server.event(5001)
    expect([reloads(), got]).toEqual([2, [41, 5001]])
  })

  it('waits with its questions until the server has said hello', () => {
    const { server, watch } = liveOf()
    watch(2)
    expect(server.watches()).toEqual([])
    server.hello()
    expect(server.watches().length).toBe(1)
  })

  it('leaves a stream only when nobody has come back to it', () => {
    const { server, watch, laters } = liveOf()
    server.hello()
    const stop = watch(5)
    server.answer(5)
    stop()
    const again = watch(5)
    for (const run of laters.splice(0)) run()
    expect(server.sent.some((one) => one.name === 'unwatch')).toBe(false)
    again()
    for (const run of laters.splice(0)) run()
    expect(server.sent.at(-1)?.name).toBe('unwatch')
  })

  it('says live, reconnecting and offline, and since when', () => {
    const { server, live } = liveOf()
    expect(live.connection().word).toBe('reconnecting')
    server.hello('2026-11-24T06:00:00.000Z')
    expect(live.connection()).toEqual({ word: 'live', since: null, refused: null })
    server.lose()
    expect(live.connection()).toMatchObject({ word: 'reconnecting', since: '2026-11-24T06:00:00.000Z' })
    for (let turn = 0; turn < 3; turn += 1) server.hear('connect_error', new Error('refused'))
    expect(live.connection()).toMatchObject({ word: 'offline', since: '2026-11-24T06:00:00.000Z' })
  })

  it('says offline at once when the device loses its network, and is live again when it is back', () => {
    const { server, live } = liveOf()
    let connects = 0
    server.raw.connect = () => {
      connects += 1
    }
    server.raw.disconnect = () => server.hear('disconnect', 'io client disconnect')
    server.hello('2026-11-24T06:00:00.000Z')
    live.networkGone()
    expect(live.connection()).toMatchObject({ word: 'offline', since: '2026-11-24T06:00:00.000Z' })
    live.networkBack()
    expect(connects).toBe(1)
    server.hello('2026-11-24T06:00:09.000Z')
    expect(live.connection()).toEqual({ word: 'live', since: null, refused: null })
  })

  it('keeps the server’s time at the server’s speed', () => {
    let wall = 1_000
    const { server, clock } = liveOf(() => wall)
    server.hello('2026-11-24T06:00:00.000Z', 60)
    wall += 2_000
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T06:02:00.000Z')
  })
})
