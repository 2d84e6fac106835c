import type { DayFigures } from './day-record.ts'

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0)
const mean = (list: readonly number[]): number => sum(list) / Math.max(1, list.length)
const share = (value: number): string => `${(value * 100).toFixed(1)} %`
const minutes = (seconds: number): string => (seconds / 60).toFixed(1)

/** The value below which a share of all lies, by the nearest rank. */
const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN

/** One line a policy over all its days; costs and drives beside nearest-idle and the clairvoyant plan. */
export const dynamicTable = (byPolicy: ReadonlyMap<string, readonly DayFigures[]>): string => {
  const of = (name: string, read: (one: DayFigures) => number): number =>
    mean((byPolicy.get(name) ?? []).map(read))
  const lines = [...byPolicy].map(([name, days]) => {
    const waits = days.flatMap((day) => day.waits).toSorted((a, b) => a - b)
    const emergencies = days.flatMap((day) => day.disturbances)
    const [cost, drive] = [of(name, (one) => one.cost), of(name, (one) => one.drive)]
    return [
      name,
      Math.round(cost).toLocaleString('en'),
      (cost / of('clairvoyant', (one) => one.cost)).toFixed(3),
      (of(name, (one) => one.steering) / of('clairvoyant', (one) => one.steering)).toFixed(3),
      share(drive / of('nearest-idle', (one) => one.drive) - 1),
      share(of(name, (one) => one.driveShare)),
      share(of(name, (one) => one.lateShare)),
      String(sum(days.map((day) => day.lost))),
      [0.5, 0.9, 0.95].map((part) => minutes(percentile(waits, part))).join(' / '),
      share(sum(days.map((day) => day.promisesMoved)) / sum(days.map((day) => day.promises))),
      emergencies.length > 0 ? mean(emergencies).toFixed(2) : '–',
    ]
  })
  const head = [
    'policy',
    'cost a day, s',
    '÷ clairvoyant',
    'without work ÷',
    'drive against nearest-idle',
    'drive share',
    'late',
    'lost',
    'rescue wait min (median / p90 / p95)',
    'promises moved',
    'disturbed per emergency',
  ]
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n')
}
