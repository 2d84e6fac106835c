import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchWaitSeconds, type Choice, matchAssignment, matchBatch } from '../index.ts'

/** The best matching by trying all: most rows first, then the least sum. */
const bruteForce = (costs: readonly number[], rows: number, columns: number): [number, number] => {
  const best = (row: number, used: number): [number, number] => {
    if (row === rows) return [0, 0]
    let found = best(row + 1, used)
    for (let column = 0; column < columns; column += 1) {
      const cost = costs[row * columns + column] as number
      if (used & (1 << column) || cost === Number.POSITIVE_INFINITY) continue
      const [count, sum] = best(row + 1, used | (1 << column))
      const one: [number, number] = [count + 1, sum + cost]
      if (one[0] > found[0] || (one[0] === found[0] && one[1] < found[1])) found = one
    }
    return found
  }
  return best(0, 0)
}

const choice = (technicianId: string, score: number): Choice => ({
  technicianId,
  score,
  coverLoss: 0,
  position: 0,
  arriveAt: 0,
  beginAt: 0,
  driveSeconds: 0,
  metres: 0,
  detourSeconds: 0,
  addedCost: score,
  lateSeconds: 0,
  brokenPromises: 0,
  together: [],
  why: [],
})

describe('a rectangular assignment', () => {
  it('is as good as trying all: most rows served, then the least sum', () => {
    const cell = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -20, max: 500 }) },
      { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(cell, { minLength: 25, maxLength: 25 }),
        (rows, columns, cells) => {
          const costs = cells.slice(0, rows * columns)
          const matched = matchAssignment(Float64Array.from(costs), rows, columns)
          const used = [...matched].filter((column) => column >= 0)
          expect(new Set(used).size).toBe(used.length)
          let sum = 0
          matched.forEach((column, row) => {
            if (column >= 0) sum += costs[row * columns + column] as number
          })
          expect([used.length, sum]).toEqual(bruteForce(costs, rows, columns))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a batch of rescues', () => {
  it('sends each technician once, where the sum is least, not where the first would send him', () => {
    const matched = matchBatch([
      { jobId: 'a', inDanger: false, choices: [choice('Ana', 100), choice('Bo', 110)] },
      { jobId: 'b', inDanger: false, choices: [choice('Ana', 50), choice('Bo', 900)] },
    ])
    expect([...matched].map(([jobId, one]) => `${jobId} ${one?.technicianId}`)).toEqual(['a Bo', 'b Ana'])
  })

  it('gives whoever is in danger his best, whatever the others lose', () => {
    const matched = matchBatch([
      { jobId: 'a', inDanger: false, choices: [choice('Ana', 100)] },
      { jobId: 'b', inDanger: true, choices: [choice('Ana', 300), choice('Bo', 301)] },
    ])
    expect(matched.get('b')?.technicianId).toBe('Ana')
    expect(matched.get('a')).toBeNull()
  })

  it('is waited for only by several, briefly, and never in danger', () => {
    const calm = { inDanger: false, waitedSeconds: 0.5 }
    expect(batchWaitSeconds([calm], 2)).toBe(0)
    expect(batchWaitSeconds([calm, { ...calm, waitedSeconds: 1.5 }], 2)).toBe(0.5)
    expect(batchWaitSeconds([calm, { ...calm, waitedSeconds: 60 }], 2)).toBe(0)
    expect(batchWaitSeconds([calm, { ...calm, inDanger: true }], 2)).toBe(0)
  })
})
