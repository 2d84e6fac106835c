import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meet, openSharedBest } from './shared-best.ts'

describe('what threads share', () => {
  it('is always the best plan that was left, whole', () => {
    const plans = fc.array(
      fc.record({ cost: fc.integer({ min: 1, max: 1_000_000 }), sequence: fc.int32Array({ maxLength: 12 }) }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(plans, (left) => {
        const memory = openSharedBest(12)
        for (const one of left) {
          const taken = meet(memory, one)
          if (taken) expect(taken.cost).toBeLessThan(one.cost)
        }
        const best = left.reduce((a, b) => (b.cost < a.cost ? b : a))
        const asked = meet(memory, { cost: Number.MAX_VALUE, sequence: new Int32Array(0) })
        expect(asked).toEqual(best)
      }),
    )
  })
})
