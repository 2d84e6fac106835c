import type { DayFigures } from './day-figures.ts'

/** What a company pays, in yuan: an hour of driving or work, a kilometre, an arrival after the promise, a job others do. */
const prices = { hour: 60, km: 0.8, late: 20, lost: 150 }

/** One policy over all its days; shares 0 … 1, waits in seconds over all rescues of all days. */
export interface PolicyFigures {
  costPerJob: number
  lateShare: number
  rescueWaitMedianS: number
  rescueWaitP90S: number
  rescueWaitP95S: number
  driveShare: number
  kmPerJob: number
  minutesPerJob: number
  promisesMovedShare: number
  lost: number
  done: number
}

export type Spread = { mean: number; half: number }
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)

/** The value below which a share of all lies, by the nearest rank; 0 of none. */
const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
}

/** What is measured of one day. */
export const ofDay = {
  costPerJob: (day: DayFigures): number =>
    share(
      ((day.driveSeconds + day.workSeconds) / 3600) * prices.hour +
        (day.metres / 1000) * prices.km +
        day.late * prices.late +
        day.lost * prices.lost,
      day.done + day.lost,
    ),
  lateShare: (day: DayFigures): number => share(day.late + day.lost, day.jobs),
  rescueWaitMedianS: (day: DayFigures): number => percentile(day.rescueWaits, 0.5),
  rescueWaitP90S: (day: DayFigures): number => percentile(day.rescueWaits, 0.9),
  rescueWaitP95S: (day: DayFigures): number => percentile(day.rescueWaits, 0.95),
  driveShare: (day: DayFigures): number => share(day.driveSeconds, day.driveSeconds + day.workSeconds),
  kmPerJob: (day: DayFigures): number => share(day.metres / 1000, day.done),
  minutesPerJob: (day: DayFigures): number => share((day.driveSeconds + day.workSeconds) / 60, day.done),
  promisesMovedShare: (day: DayFigures): number => share(day.promisesMoved, day.promised),
} as const
export type Measure = keyof typeof ofDay

/** Student's t for 95 % both sides, by degrees of freedom. */
const students = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13]

/** Mean and half of the 95 % interval over days; of one day nobody knows the interval. */
export const spreadOf = (values: readonly number[]): Spread => {
  const n = values.length
  const mean = values.reduce((sum, one) => sum + one, 0) / Math.max(1, n)
  if (n < 2) return { mean, half: Number.NaN }
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1)
  return { mean, half: ((students[n - 2] ?? 1.96) * Math.sqrt(variance)) / Math.sqrt(n) }
}

/** Sums up the days of one policy. */
export const policyFigures = (days: readonly DayFigures[]): PolicyFigures => {
  const mean = (measure: Measure): number => spreadOf(days.map(ofDay[measure])).mean
  const waits = days.flatMap((day) => day.rescueWaits)
  return {
    costPerJob: round(mean('costPerJob'), 2),
    lateShare: round(mean('lateShare'), 4),
    rescueWaitMedianS: Math.round(percentile(waits, 0.5)),
    rescueWaitP90S: Math.round(percentile(waits, 0.9)),
    rescueWaitP95S: Math.round(percentile(waits, 0.95)),
    driveShare: round(mean('driveShare'), 4),
    kmPerJob: round(mean('kmPerJob'), 2),
    minutesPerJob: round(mean('minutesPerJob'), 1),
    promisesMovedShare: round(mean('promisesMovedShare'), 4),
    lost: days.reduce((sum, day) => sum + day.lost, 0),
    done: days.reduce((sum, day) => sum + day.done, 0),
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

const rows: readonly [string, Measure, (value: number) => string][] = [
  ['cost per job', 'costPerJob', (value) => `¥${value.toFixed(1)}`],
  ['late or lost', 'lateShare', (value) => `${(value * 100).toFixed(1)} %`],
  ['rescue wait, median', 'rescueWaitMedianS', (value) => `${(value / 60).toFixed(1)} min`],
  ['rescue wait, 90 %', 'rescueWaitP90S', (value) => `${(value / 60).toFixed(1)} min`],
  ['rescue wait, 95 %', 'rescueWaitP95S', (value) => `${(value / 60).toFixed(1)} min`],
  ['drive share', 'driveShare', (value) => `${(value * 100).toFixed(1)} %`],
  ['km per job', 'kmPerJob', (value) => value.toFixed(1)],
  ['minutes per job', 'minutesPerJob', (value) => value.toFixed(1)],
  ['promises moved', 'promisesMovedShare', (value) => `${(value * 100).toFixed(1)} %`],
]

/** A line a measure, a column a policy: mean over days ± half of the 95 % interval. */
export const policyTable = (byPolicy: ReadonlyMap<string, readonly DayFigures[]>): string => {
  const names = [...byPolicy.keys()]
  const line = (first: string, cells: readonly string[]): string =>
    `${first.padEnd(22)}${cells.map((cell) => cell.padStart(24)).join('')}`
  const measured = rows.map(([name, measure, say]) =>
    line(
      name,
      names.map((policy) => {
        const { mean, half } = spreadOf((byPolicy.get(policy) ?? []).map(ofDay[measure]))
        return Number.isNaN(half) ? say(mean) : `${say(mean)} ± ${say(half).replace('¥', '')}`
      }),
    ),
  )
  const counts = (name: string, key: 'done' | 'lost'): string =>
    line(
      name,
      names.map((policy) => String((byPolicy.get(policy) ?? []).reduce((sum, day) => sum + day[key], 0))),
    )
  return [line('', names), counts('jobs done', 'done'), counts('jobs lost', 'lost'), ...measured].join('\n')
}
