import { expect, it } from 'vitest'
import type { DayFigures } from './day-figures.ts'
import { pairedFigures, pairedTable } from './policy-pairs.ts'
import { policyFigures, policyTable, spreadOf } from './policy-table.ts'

const day = (part: Partial<DayFigures> = {}): DayFigures => ({
  jobs: 10,
  done: 8,
  lost: 2,
  late: 1,
  driveSeconds: 3600,
  workSeconds: 7200,
  metres: 20_000,
  promised: 10,
  promisesMoved: 1,
  rescueWaits: [600, 900, 1200],
  ...part,
})

it('sums up a policy: what a job costs, how many came late or never, how long rescues waited', () => {
  expect(policyFigures([day()])).toEqual({
    // Three hours, twenty kilometres, one late, two lost, over ten jobs.
    costPerJob: 51.6,
    lateShare: 0.3,
    rescueWaitMedianS: 900,
    rescueWaitP90S: 1200,
    rescueWaitP95S: 1200,
    driveShare: 0.3333,
    kmPerJob: 2.5,
    minutesPerJob: 22.5,
    promisesMovedShare: 0.1,
    lost: 2,
    done: 8,
  })
})

it('knows how sure it is: 95 % by Student over days, nothing of one day', () => {
  const { mean, half } = spreadOf([1, 2, 3, 4, 5])
  expect(mean).toBe(3)
  expect(half).toBeCloseTo(1.966, 2)
  expect(spreadOf([1]).half).toBeNaN()
  const table = policyTable(new Map([['default', [day(), day({ late: 3 })]]]))
  expect(table).toMatch(/late or lost +40\.0 % ± 127\.\d %/)
})

it('compares policies day by day: what the days themselves differ by falls out', () => {
  const lived = (late: number): DayFigures[] => [day({ late }), day({ late: late + 4, jobs: 20 })]
  const both = new Map([
    ['default', lived(1)],
    ['nearest-idle', lived(3)],
  ])
  // Two more late of ten, two more late of twenty.
  const { lateShare } = pairedFigures(both)['nearest-idle'] ?? {}
  expect(lateShare?.mean).toBeCloseTo(-0.15, 6)
  expect(pairedFigures(both)['nearest-idle']?.driveShare).toEqual({ mean: 0, half: 0 })
  expect(pairedTable(both)).toMatch(/^default against nearest-idle, day by day\n.*-¥4\.0 ± /)
  expect(pairedTable(new Map([['default', lived(1)]]))).toBe('')
})
