import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folder, number, numbers, optionsOrEnd, pattern, turnedOn } from './bench-options.ts'
import { readDays } from './day-folder.ts'
import { planClairvoyant } from './dynamic/clairvoyant.ts'
import { type DayFigures, type DayRecord, figuresOf } from './dynamic/day-record.ts'
import { type DynamicDay, unfold } from './dynamic/dynamic-day.ts'
import { dynamicTable } from './dynamic/dynamic-table.ts'
import { liveNearestIdle } from './dynamic/live-nearest-idle.ts'
import { livePlanned, plannedPolicies, usualDay } from './dynamic/live-planned.ts'
import { makeDay } from './made-day.ts'

/**
 * `npm run bench:dynamic`: days whose calls come one by one, lived by each dispatch policy on a virtual clock, beside the
 * plan of somebody who knew all of them at dawn. Tables to stdout, one line a day to stderr.
 */
const wish = optionsOrEnd('bench:dynamic', {
  seeds: numbers('1,2,3,4,5', 'of the made days'),
  load: number(0.48, 'work per shift time'),
  days: folder('DIR of the given days (../shared/instances/days)'),
  only: pattern('^(100|200)', 'only given days whose name it matches'),
  'no-real': turnedOn('without the given days'),
  looks: number(60, 'moves looked at when a plan is mended'),
  'clairvoyant-seconds': number(10, 'of processor for the plan that knew everything'),
})
const { load, looks, 'clairvoyant-seconds': searchSeconds } = wish
const given = wish.days ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'instances', 'days')

const made = wish.seeds.map((seed): DynamicDay => {
  const drawn = makeDay({ jobs: 150, technicians: 18, kind: 'plain', load: 100, seed })
  return unfold(`made, seed ${seed}`, drawn, { seed, load })
})
const real = (): DynamicDay[] =>
  readDays(given)
    .filter(({ name }) => wish.only.test(name))
    .map(({ name, day }) => unfold(name, day, { seed: 1, load }))

/** Its own processor time: a busy machine does not make it blind. */
const clairvoyantProgress = (): (() => number) => {
  const begin = process.cpuUsage().user
  return () => (process.cpuUsage().user - begin) / 1e6 / searchSeconds
}

const ways: Readonly<Record<string, (day: DynamicDay) => DayRecord>> = {
  'nearest-idle': liveNearestIdle,
  'cheapest-insertion': (day) =>
    livePlanned(day, { ...usualDay, policy: plannedPolicies['cheapest-insertion'], looks: 0 }),
  'default, no cover': (day) => livePlanned(day, { ...usualDay, looks, coverageWeight: 0 }),
  'default, repositioning': (day) => livePlanned(day, { ...usualDay, looks, repositionMoves: 4 }),
  default: (day) => livePlanned(day, { ...usualDay, looks }),
  clairvoyant: (day) => planClairvoyant(day, clairvoyantProgress()),
}

const measure = (title: string, days: readonly DynamicDay[]): void => {
  const found = new Map<string, DayFigures[]>(Object.keys(ways).map((name) => [name, []]))
  for (const day of days) {
    for (const [name, live] of Object.entries(ways)) found.get(name)?.push(figuresOf(day, live(day)))
    const costs = [...found].map(([name, figures]) => `${name} ${Math.round(figures.at(-1)?.cost ?? 0)}`)
    process.stderr.write(`${day.name}, ${day.calls.length} calls: ${costs.join(', ')}\n`)
  }
  process.stdout.write(`## ${title}, ${days.length} days\n\n${dynamicTable(found)}\n\n`)
}

measure('Made roads', made)
if (!wish['no-real'] && existsSync(given)) measure('Real roads', real())
process.stdout.write(
  `Conditions: load ${load}, ${looks} looks a re-plan, clairvoyant ${searchSeconds} s of processor, Node ${process.version}.\n`,
)
