import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDispatcher } from '../../dispatcher/run/dispatcher.ts'
import { number, optionsOrEnd } from '../../infra/bench/bench-options.ts'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { repoRoot } from '../../infra/src/repo-root.ts'
import { sayOn } from '../../infra/src/say.ts'
import { runSql } from '../setup/run-sql.ts'
import { startTestDatabase } from '../setup/test-database.ts'
import { startTestRoads } from '../setup/test-roads.ts'
import { foundFleet } from './fleet.ts'
import { openConsole } from './live-console.ts'
import { percentile } from './percentile.ts'

/**
 * `npm run bench:positions`: technicians on real roads send one fix every so often over Socket.IO to the whole dispatcher
 * on an empty database, while jobs wait, more are ordered every so often and all are planned; a console looks at the whole city. Prints how long a fix takes to
 * the console and how often the planner's road times were known; the last line is JSON.
 */
const { technicians, every, seconds, jobs, orders } = optionsOrEnd('bench:positions', {
  technicians: number(200, 'on the road'),
  every: number(5, 'seconds between the fixes of one'),
  seconds: number(60, 'of measuring'),
  jobs: number(60, 'that wait from the beginning'),
  orders: number(2, 'seconds between orders'),
})

const say = sayOn(process.stderr)
const quiet = (): void => undefined
const runDir = join(repoRoot, '.kerbside', `bench-${process.pid}`)
mkdirSync(runDir, { recursive: true })
const database = await startTestDatabase({ runDir, say })
const roads = await startTestRoads({ repoRoot, runDir, say })
const name = `${database.prefix}bench`
await runSql(database.adminUrl, `create database "${name}"`)
const url = new URL(database.adminUrl)
url.pathname = `/${name}`
const boss = { phone: '+8613800000000', password: 'kerbside-bench' }
const port = await chooseFreePair()
const running = await startDispatcher(
  {
    port,
    host: '127.0.0.1',
    databaseUrl: url.href,
    redisUrl: null,
    osrmUrl: roads.url,
    cityDir: roads.cityDir,
    clockSpeed: 1,
    clockStart: '10:00',
    supervisor: boss,
    trackDays: 30,
    logLevel: 'silent',
  },
  { debug: quiet, info: quiet, warn: quiet, error: quiet },
)
try {
  const fleet = await foundFleet({
    port,
    boss,
    cityDir: roads.cityDir,
    technicians,
    jobs,
    say,
  })
  const console_ = await openConsole(fleet.supervisor, running.house.city.bbox)
  await running.quiet()
  const before = running.house.matrices.counts
  const plansBefore = running.house.counters.plansStored
  say('bench', `${technicians} technicians, one fix every ${every} s, for ${seconds} s`)
  const [sent, ordered] = await Promise.all([
    fleet.drive({ everyMs: every * 1000, forMs: seconds * 1000 }),
    fleet.orderOn({ everyMs: orders * 1000, forMs: seconds * 1000 }),
  ])
  const after = running.house.matrices.counts
  const lags = console_.lags(sent)
  const known = after.wanted - before.wanted
  const asked = after.asked - before.asked
  const report = {
    technicians,
    everySeconds: every,
    seconds,
    jobsBefore: fleet.jobs,
    jobsOrdered: ordered,
    plans: running.house.counters.plansStored - plansBefore,
    fixesSent: sent.size,
    fixesSeen: lags.length,
    toConsoleMs: { p50: percentile(lags, 0.5), p90: percentile(lags, 0.9), p99: percentile(lags, 0.99) },
    takenMs: { p50: percentile(fleet.acks, 0.5), p99: percentile(fleet.acks, 0.99) },
    refused: fleet.refused(),
    matrix: {
      wanted: known,
      asked,
      hitRate: known === 0 ? null : Math.round((1 - asked / known) * 1000) / 1000,
    },
    roads: running.house.roads.health().roads,
  }
  process.stdout.write(
    `fix → console      p50 ${report.toConsoleMs.p50} ms   p90 ${report.toConsoleMs.p90} ms   p99 ${report.toConsoleMs.p99} ms   (batches of 1 s)\n` +
      `fix → acknowledged p50 ${report.takenMs.p50} ms   p99 ${report.takenMs.p99} ms\n` +
      `fixes              ${report.fixesSent} sent, ${report.fixesSeen} seen, ${report.refused} refused\n` +
      `matrix cache       ${known} pairs wanted, ${asked} asked of OSRM, hit rate ${((report.matrix.hitRate ?? 0) * 100).toFixed(1)} %\n` +
      `${JSON.stringify(report)}\n`,
  )
  await console_.close()
  await fleet.close()
} finally {
  await running.close()
  await roads.stop()
  await database.stop()
  rmSync(runDir, { recursive: true, force: true })
}
