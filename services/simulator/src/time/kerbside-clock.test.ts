import { expect, it } from 'vitest'
import { KerbsideClock } from './kerbside-clock.ts'

it('runs at the server’s speed and is set only when the server contradicts it', () => {
  let wallMs = 1_000_000
  const word = { now: '2026-11-24T00:00:00.000Z', speed: 60, askedMs: wallMs, heardMs: wallMs }
  const clock = new KerbsideClock(word, () => wallMs)
  wallMs += 1000
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T00:01:00.000Z')

  const within = { now: '2026-11-24T00:01:02.000Z', speed: 60, askedMs: wallMs - 50, heardMs: wallMs + 50 }
  expect(clock.hear(within)).toBe(false)
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T00:01:00.000Z')

  const beyond = { now: '2026-11-24T00:02:00.000Z', speed: 60, askedMs: wallMs - 50, heardMs: wallMs + 50 }
  expect(clock.hear(beyond)).toBe(true)
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T00:02:00.000Z')
})

it('follows a change of speed', () => {
  let wallMs = 0
  const clock = new KerbsideClock(
    { now: '2026-11-24T00:00:00.000Z', speed: 1, askedMs: 0, heardMs: 0 },
    () => wallMs,
  )
  expect(clock.hear({ now: '2026-11-24T00:00:00.000Z', speed: 0, askedMs: 0, heardMs: 0 })).toBe(true)
  wallMs = 5000
  expect(clock.now()).toBe(Date.parse('2026-11-24T00:00:00.000Z'))
})
