import { expect, it } from 'vitest'
import { sumOf, tallyLine, tallyOf } from './test-tally.ts'

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) })

it('tests are counted as vitest counts them', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, testResults: [file('failed', 4)] }
  expect(tallyOf(report, 1)).toEqual({ passed: 3, failed: 1 })
})

it('a file that cannot be loaded counts as a failure', () => {
  const report = { numPassedTests: 3, numFailedTests: 0, testResults: [file('passed', 3), file('failed', 0)] }
  expect(tallyOf(report, 1)).toEqual({ passed: 3, failed: 1 })
})

it('a vitest that ends badly without a failed test, or without a report, counts as a failure', () => {
  expect(tallyOf({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1)).toEqual({
    passed: 3,
    failed: 1,
  })
  expect(tallyOf(undefined, 0)).toEqual({ passed: 0, failed: 1 })
})

it('the last line is the sum', () => {
  expect(
    tallyLine(
      sumOf([
        { passed: 1, failed: 0 },
        { passed: 4, failed: 2 },
      ]),
    ),
  ).toBe('5 passed, 2 failed')
})
