import { describe, expect, it } from 'vitest'
import { arrivalsAhead, type StopAhead } from './index.ts'

const nowMs = Date.parse('2026-11-25T02:00:00Z')
const spread = { drive: 0.2, work: 0.25 }
const minutes = (count: number): number => count * 60_000
const stop = (jobId: string, arrive: number, change: Partial<StopAhead> = {}): StopAhead => ({
  jobId,
  status: 'accepted',
  driveSeconds: 600,
  plannedArriveMs: nowMs + minutes(arrive),
  promiseFromMs: nowMs + minutes(arrive - 10),
  workSeconds: 1_800,
  begunMs: null,
  live: null,
  ...change,
})
const at = (tour: StopAhead[]) =>
  arrivalsAhead(tour, nowMs, spread).map((one) => Math.round((one.atMs - nowMs) / 60_000))

describe('the rest of a tour', () => {
  it('is as planned while nothing is late', () => {
    expect(at([stop('a', 20), stop('b', 60)])).toEqual([20, 60])
  })

  it('moves by what the stop before takes longer, and names that stop', () => {
    const tour = [stop('a', -30, { status: 'working', begunMs: nowMs - minutes(45) }), stop('b', 11)]
    const [b] = arrivalsAhead(tour, nowMs, spread)
    expect(b).toMatchObject({ jobId: 'b', becauseOf: 'a' })
    expect(at(tour)).toEqual([12])
  })

  it('takes the live forecast for who is under way and carries it on', () => {
    const live = { atMs: nowMs + minutes(30), sigmaSeconds: 120 }
    const tour = [stop('a', 10, { status: 'en_route', live }), stop('b', 55)]
    expect(at(tour)).toEqual([30, 70])
    expect(arrivalsAhead(tour, nowMs, spread)[1]?.becauseOf).toBe('a')
  })

  it('is less sure the more lies between, and surer after waiting for a window', () => {
    const chain = arrivalsAhead([stop('a', 15), stop('b', 55), stop('c', 95)], nowMs, spread)
    const doubt = chain.map((one) => one.likelyMs - one.atMs)
    expect(doubt[1]).toBeGreaterThan(doubt[0] ?? 0)
    expect(doubt[2]).toBeGreaterThan(doubt[1] ?? 0)
    const waits = arrivalsAhead(
      [stop('a', 15, { promiseFromMs: nowMs + minutes(60) }), stop('b', 100)],
      nowMs,
      spread,
    )
    expect((waits[1]?.likelyMs ?? 0) - (waits[1]?.atMs ?? 0)).toBeLessThan(doubt[1] ?? 0)
  })
})
