import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../dispatcher/outside/postgres/database.ts'
import { checkInvariants } from '../../dispatcher/run/invariant-store.ts'
import { number, optionsOrEnd } from '../../infra/bench/bench-options.ts'
import { repoRoot } from '../../infra/src/repo-root.ts'
import { sayOn } from '../../infra/src/say.ts'
import { runSql } from '../setup/run-sql.ts'
import { startTestDatabase } from '../setup/test-database.ts'
import { startTestRedis } from '../setup/test-redis.ts'
import { startTestRoads } from '../setup/test-roads.ts'
import { openBalancer } from './balancer.ts'
import { foundTown } from './fleet-town.ts'
import { startFleet } from './process-fleet.ts'
import { rollThrough } from './roll.ts'

/**
 * `npm run bench:rolling -- [--jobs 500] [--per-second 4] [--rounds 1] [--drain 1]`: two processes of each role behind a balancer
 * on loopback, each restarted in turn while jobs are ordered and the `city` stream is watched, until all were restarted or
 * so many jobs were ordered. The last line is JSON; the exit code is 1 when an acknowledged job is lost or doubled, an event
 * is missing or doubled, a request never got through or an invariant is broken.
 */
const wish = optionsOrEnd('bench:rolling', {
  jobs: number(500, 'to be ordered'),
  'per-second': number(4, 'orders'),
  rounds: number(1, 'in which each process is restarted'),
  drain: number(1, 'seconds a process goes on serving after the signal to end'),
})

const say = sayOn(process.stderr)
const runDir = join(repoRoot, '.kerbside', `bench-${process.pid}`)
mkdirSync(runDir, { recursive: true })
const [database, redis, roads] = [
  await startTestDatabase({ runDir, say }),
  await startTestRedis({ runDir, say }),
  await startTestRoads({ repoRoot, runDir, say }),
]
const stops = [() => roads.stop(), () => redis.stop(), () => database.stop()]
try {
  if (redis.url === null) throw new Error('Several processes need Redis: name it in REDIS_URL.')
  const name = `${database.prefix}rolling`
  await runSql(database.adminUrl, `create database "${name}"`)
  const databaseUrl = Object.assign(new URL(database.adminUrl), { pathname: name }).href
  const fleet = await startFleet(
    {
      databaseUrl,
      redisUrl: redis.url,
      osrmUrl: roads.url,
      cityDir: roads.cityDir,
      runDir,
      drainSeconds: wish.drain,
      say,
    },
    ['worker', 'worker', 'api', 'api', 'live', 'live'],
  )
  stops.unshift(async () => {
    await Promise.all(fleet.map((one) => one.stop()))
  })
  const balancer = await openBalancer(fleet)
  stops.unshift(() => balancer.close())
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  stops.unshift(() => pool.end())
  const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text)).rows
  const { boss, place } = await foundTown(balancer.url, roads.cityDir, 2)
  const begun = performance.now()
  const { jobIds, ...counts } = await rollThrough({
    members: fleet,
    balancer,
    boss,
    place,
    perSecond: wish['per-second'],
    most: wish.jobs,
    rounds: wish.rounds,
    say: (sentence) => say('rolling', sentence),
    readJobIds: async () => (await rows('select job_id from jobs')).map((row) => String(row.job_id)),
    readNewestSeq: async () =>
      Number((await rows("select coalesce(max(seq), 0) as seq from streams where stream = 'city'"))[0]?.seq),
  })
  const broken = await brokenInvariants(databaseUrl)
  const seconds = Math.round((performance.now() - begun) / 1000)
  process.stdout.write(
    `${JSON.stringify({ ...counts, jobs: jobIds.length, brokenInvariants: broken, seconds })}\n`,
  )
  const { events, lost, doubledJobs, failed } = counts
  const wrong = lost + doubledJobs + failed.length + events.gaps + events.doubled
  process.exitCode = wrong + Object.keys(broken).length > 0 ? 1 : 0
} finally {
  for (const stop of stops) await stop()
  rmSync(runDir, { recursive: true, force: true })
}

async function brokenInvariants(databaseUrl: string): Promise<Record<string, number>> {
  const { db, close } = openDatabase(databaseUrl, {
    poolSize: 1,
    onError: (error) => say('postgres', error.message),
  })
  const cities = await db.selectFrom('clock').select('city_id').execute()
  const broken: Record<string, number> = {}
  for (const { city_id: cityId } of cities) {
    for (const [rule, count] of Object.entries(await checkInvariants(db, cityId)))
      if (count > 0) broken[rule] = count
  }
  await close()
  return broken
}
