import type { DayReport } from './report/day-report.ts'

export interface PrintPlan {
  report: DayReport
  /** Violations by the name of the rule; checked by whoever can see the database. */
  invariants?: Record<string, number>
  /** Ends with one line of JSON. */
  json: boolean
  print(line: string): void
}

/** Prints a day for people, and as the last line for machines. */
export const printReport = ({ report, invariants, json, print }: PrintPlan): void => {
  const rows = rowsOf(report)
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) print(`${name.padEnd(width)}  ${value}`)
  for (const [name, violations] of Object.entries(invariants ?? {})) {
    print(`${violations === 0 ? 'holds   ' : 'BROKEN  '}${name}${violations === 0 ? '' : `: ${violations}`}`)
  }
  if (json) print(JSON.stringify({ ...report, ...(invariants ? { invariants } : {}) }))
}

const rowsOf = (report: DayReport): [string, string][] => {
  const reasons = Object.entries(report.refusals).map(([reason, count]) => `${reason} ${count}`)
  return [
    ['requests', String(report.requests)],
    ['done', String(report.done)],
    ['failed', String(report.failed)],
    ['cancelled', String(report.cancelled)],
    ['open', String(report.open)],
    ['refused', reasons.length > 0 ? `${report.refused} (${reasons.join(', ')})` : String(report.refused)],
    ['on time', report.onTimeShare === null ? '–' : `${(report.onTimeShare * 100).toFixed(1)} %`],
    ['rescue wait, median', minutes(report.rescueWaitMedianS)],
    ['rescue wait, 95 %', minutes(report.rescueWaitP95S)],
    ['rescue to offer, median', milliseconds(report.offerMs.p50)],
    ['rescue to offer, 99 %', milliseconds(report.offerMs.p99)],
    ['wall clock', `${report.wallS} s`],
  ]
}

const minutes = (seconds: number | null): string =>
  seconds === null ? '–' : `${(seconds / 60).toFixed(1)} min`
const milliseconds = (ms: number | null): string => (ms === null ? '–' : `${ms} ms`)
