import { describe, expect, it } from 'vitest'
import { freshnessOf } from './ages.tsx'
import { promiseScale, riskOf } from './promise-frame.tsx'
import { formatPlate } from './signs.tsx'

const promise = { from: '2026-11-24T06:00:00Z', until: '2026-11-24T06:30:00Z' }
const minute = (n: number) => new Date(Date.parse(promise.from) + n * 60_000).toISOString()
const eta = (at: number, spread: number) => ({
  at: minute(at),
  earliest: minute(at - spread),
  latest: minute(at + spread),
  madeAt: promise.from,
  quality: 'osrm' as const,
})

describe('signs', () => {
  it('write a plate as people do, and leave foreign ones alone', () => {
    expect(['沪B8K21M', '沪a·d12345', '粤B 12345', 'ABC-123'].map(formatPlate)).toEqual([
      '沪B·8K21M',
      '沪A·D12345',
      '粤B·12345',
      'ABC-123',
    ])
  })

  it('rate an arrival by how its whole span lies to the promise', () => {
    expect([eta(19, 3), eta(28, 3), eta(28, 9), eta(34, 3)].map((one) => riskOf(promise, one))).toEqual([
      'kept',
      'tight',
      'danger',
      'broken',
    ])
    expect(riskOf(promise, null)).toBe('unknown')
  })

  it('draw promise and forecast on one axis that holds both', () => {
    const at = promiseScale(promise, eta(44, 5))
    const all = [at.from, at.until, at.eta?.earliest, at.eta?.at, at.eta?.latest]
    expect(all).toEqual([...all].sort((a, b) => Number(a) - Number(b)))
    expect(at.from).toBeGreaterThanOrEqual(0)
    expect(at.eta?.latest).toBeLessThanOrEqual(100)
  })

  it('call a fix fresh to 15 seconds, plain to five minutes, then old', () => {
    expect([15, 16, 300, 301, null].map(freshnessOf)).toEqual(['fresh', 'plain', 'plain', 'old', 'none'])
  })
})
