import { checkVrptw, readVrplib } from '@kerbside/planner'
import { describe, expect, it } from 'vitest'
import { generateInstances, listInstances } from './bench-instances.ts'
import { benchTable } from './bench-table.ts'
import { generatedInstance } from './generated-instance.ts'
import { SearchThreads } from './search-threads.ts'

describe('the bench of the planner', () => {
  it('generates problems of its own where there are no public ones, the same for the same seed', () => {
    expect(listInstances('/nowhere', ['S'], [])).toBeUndefined()
    const [first, ...others] = generateInstances(['S'], [])
    expect(others).toHaveLength(2)
    expect(first?.read().problem.size).toBe(101)
    const wish = { layout: 'random', customers: 50, seed: 3 } as const
    expect(generatedInstance(wish)).toBe(generatedInstance(wish))
  })

  it('lets two threads solve a problem together, everybody served', async () => {
    const { problem } = readVrplib(generatedInstance({ layout: 'mixed', customers: 40, seed: 5 }))
    const pool = new SearchThreads(2)
    const { answer } = await pool.solve(problem, { threads: 2, seconds: 0.3, seed: 1, clock: 'wall' })
    await pool.close()
    expect(answer.unserved).toEqual([])
    expect(checkVrptw(problem, answer)).toEqual([])
  })

  it('prints the mean and the worst gap of a family by time, and who found no plan', () => {
    const rows = [1, 2, Infinity].map((gap, i) => ({
      family: 'S',
      seconds: 1,
      solver: 'ours',
      name: `p${i}`,
      gap,
    }))
    expect(benchTable(rows)).toContain('| ours | 1.500 (2.00, 1 without a plan) |')
  })
})
