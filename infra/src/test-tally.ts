/** The part of vitest's JSON report that counts. */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

export interface Tally {
  passed: number
  failed: number
}

/**
 * A file that could not even be loaded has no tests that could fail: it counts as one failure. So does a vitest that
 * is not content although no test failed (an error outside any test), or that left no report.
 */
export function tallyOf(report: VitestReport | undefined, exitCode: number): Tally {
  if (!report) return { passed: 0, failed: 1 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + broken.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

export function sumOf(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }),
    {
      passed: 0,
      failed: 0,
    },
  )
}

export function tallyLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`
}
