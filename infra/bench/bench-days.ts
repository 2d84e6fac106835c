import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openSharedBest } from '@kerbside/planner'
import { choice, folder, maybe, number, numbers, optionsOrEnd, pattern, turnedOn } from './bench-options.ts'
import { dayCost } from './day-arrays.ts'
import { type KnownDay, makeDays, readDays } from './day-folder.ts'
import { compared, type DayRun, dayTable } from './day-table.ts'
import { openDayThreads } from './day-threads.ts'

/**
 * `npm run bench:days`: field-service days planned by our search, beside other solvers' answers. Tables go to stdout,
 * one line a run to stderr. Without `--days` the folder ../shared/instances/days, and made days where it is missing.
 */
const wish = optionsOrEnd('bench:days', {
  days: folder('DIR of the given days (../shared/instances/days)'),
  made: maybe(number(1, 'SEED: days made from this seed on instead of the given ones')),
  big: turnedOn('with made days: 1,000 jobs for 130 technicians too'),
  only: pattern('', 'only days whose name it matches'),
  seconds: numbers('0.1,1,10', 'of search'),
  seeds: numbers('1,2', 'of the search'),
  threads: numbers('1,2', 'as many threads search together'),
  clock: choice(['wall', 'cpu'], 'cpu: each thread’s own processor time, for a machine that others use too'),
  'no-trial': turnedOn('without the trial in ../shared/trial'),
})
const shared = join(import.meta.dirname, '..', '..', '..', 'shared')
const given = wish.days ?? join(shared, 'instances', 'days')
const trial = join(shared, 'trial', 'days.mjs')
const { clock } = wish
const made = wish.made !== undefined || !existsSync(given)
const days = (made ? makeDays(wish.made ?? 1, wish.big) : readDays(given)).filter(({ name }) =>
  wish.only.test(name),
)
const counts = wish.threads
const runs: DayRun[] = []
const best = new Map(days.map((known) => [known.name, known.best]))
const threads = openDayThreads()

const note = (
  known: KnownDay,
  who: string,
  seconds: number,
  tours: readonly number[][],
  said: string,
): void => {
  const { cost, left } = dayCost(known.day, tours)
  runs.push({ day: known.name, who, seconds, cost, left })
  best.set(known.name, Math.min(best.get(known.name) ?? cost, cost))
  process.stderr.write(`${known.name} ${who} ${seconds} s: ${Math.round(cost)} (${left} left) ${said}\n`)
}

const planOurs = async (known: KnownDay, seconds: number, seed: number, count: number): Promise<void> => {
  const { day, name } = known
  const together = count > 1 ? { best: openSharedBest(day.jobs.length + day.vehicles.length) } : {}
  const done = await Promise.all(
    Array.from({ length: count }, (_, k) =>
      threads.run(k, { day, seconds, seed: seed * 100 + k, clock, ...together }),
    ),
  )
  const cheapest = done.reduce((a, b) => (dayCost(day, b.tours).cost < dayCost(day, a.tours).cost ? b : a))
  const said = done
    .map(({ rounds, milliseconds }) => `${rounds} rounds, ${Math.round(milliseconds)} ms`)
    .join('; ')
  note({ ...known, name }, `ours ×${count}`, seconds, cheapest.tours, said)
}

for (const seconds of wish.seconds) {
  for (const known of days) {
    for (const seed of wish.seeds) {
      for (const count of counts) await planOurs(known, seconds, seed, count)
      if (wish['no-trial'] || !existsSync(trial)) continue
      const { tours } = await threads.run(0, { day: known.day, seconds, seed, clock, other: trial })
      note(known, 'trial', seconds, tours, '')
    }
    const peer = known.peers[seconds < 10 ? '1' : '10']
    runs.push({
      day: known.name,
      who: seconds < 10 ? 'best peer, 1 s' : 'best peer, 10 s',
      seconds,
      cost: peer,
      left: Number.NaN,
    })
  }
  process.stdout.write(`${dayTable(runs, best, seconds)}\n\n`)
}
for (const seconds of wish.seconds)
  for (const other of ['trial', 'best peer, 1 s', 'best peer, 10 s', 'ours ×1'])
    for (const count of counts) {
      const said = other === `ours ×${count}` ? null : compared(runs, `ours ×${count}`, other, seconds)
      if (said) process.stdout.write(`${said}\n`)
    }
const conditions = [
  `clock ${clock}`,
  `seeds ${wish.seeds}`,
  `Node ${process.version}`,
  made ? 'made days' : 'given days',
]
process.stdout.write(
  `Conditions: ${conditions.join(', ')}; each program alone on its thread: a warm one below half a second, a fresh one above.\n`,
)
await threads.close()
