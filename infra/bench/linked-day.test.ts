import { check, plan } from '@kerbside/planner'
import { describe, expect, it } from 'vitest'
import { makeLinkedDay } from './linked-day.ts'

describe('a day whose jobs hang together', () => {
  it.each([1, 2, 3, 4])(
    'is planned without breaking a rule, and better than by insertion alone (seed %i)',
    (seed) => {
      const day = makeLinkedDay({ jobs: 48, technicians: 9, seed })
      const inserted = plan(day, { seed, progress: () => 1 })
      let round = 0
      const made = plan(day, { seed, progress: () => round++ / 60 })
      expect(check(day, inserted)).toEqual([])
      expect(check(day, made)).toEqual([])
      expect(made.cost.total).toBeLessThan(inserted.cost.total)
    },
  )
})
