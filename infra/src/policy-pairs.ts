import type { DayFigures } from './day-figures.ts'
import { type Measure, ofDay, type Spread, spreadOf } from './policy-table.ts'

/** By measure, what a policy differs from another by over the same days: mean and half of the 95 % interval, in the measure's unit. */
export type PairedFigures = Partial<Record<Measure, Spread>>

const compared: readonly [Measure, string, (value: number) => string][] = [
  ['costPerJob', 'cost per job', (value) => `¥${value.toFixed(1)}`],
  ['lateShare', 'late or lost', (value) => `${(value * 100).toFixed(1)} points`],
  ['rescueWaitMedianS', 'rescue wait, median', (value) => `${(value / 60).toFixed(1)} min`],
  ['rescueWaitP90S', 'rescue wait, 90 %', (value) => `${(value / 60).toFixed(1)} min`],
  ['driveShare', 'drive share', (value) => `${(value * 100).toFixed(1)} points`],
  ['minutesPerJob', 'minutes per job', (value) => value.toFixed(1)],
]

/**
 * The first policy against each other one, seed by seed: what one day has more of than another, more or less demand, falls out,
 * so the intervals are narrower than those of the policies themselves. Days that only one of them lived do not count.
 */
export const pairedFigures = (
  byPolicy: ReadonlyMap<string, readonly DayFigures[]>,
): Record<string, PairedFigures> => {
  const [first, ...others] = [...byPolicy.keys()]
  const mine = byPolicy.get(first ?? '') ?? []
  return Object.fromEntries(
    others.map((other) => {
      const theirs = byPolicy.get(other) ?? []
      const days = mine.slice(0, theirs.length)
      const measured = compared.map(([measure]) => {
        const differences = days.map(
          (day, k) => ofDay[measure](day) - ofDay[measure](theirs[k] as DayFigures),
        )
        return [measure, spreadOf(differences)]
      })
      return [other, Object.fromEntries(measured)]
    }),
  )
}

/** The same in words, a block a policy; nothing where there is nothing to compare or a single day. */
export const pairedTable = (byPolicy: ReadonlyMap<string, readonly DayFigures[]>): string => {
  const [first] = byPolicy.keys()
  const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text.replace('¥-', '-¥'))
  return Object.entries(pairedFigures(byPolicy))
    .map(([other, figures]) => {
      const lines = compared.flatMap(([measure, name, say]) => {
        const found = figures[measure]
        if (!found || Number.isNaN(found.half)) return []
        return `${name.padEnd(22)}${`${signed(say(found.mean), found.mean)} ± ${say(found.half).replace('¥', '')}`.padStart(24)}`
      })
      return lines.length > 0 ? [`${first} against ${other}, day by day`, ...lines].join('\n') : ''
    })
    .filter((block) => block !== '')
    .join('\n\n')
}
