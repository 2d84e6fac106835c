import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openDatabase } from '../../dispatcher/outside/postgres/database.ts'
import { checkInvariants } from '../../dispatcher/run/invariant-store.ts'
import { openBalancer } from './balancer.ts'
import { foundTown } from './fleet-town.ts'
import { startFleet } from './process-fleet.ts'
import { rollThrough } from './roll.ts'

/**
 * `node tests/load/rolling-restart.ts --city DIR [--jobs 300] [--per-second 8] [--rounds 2] [--drain 1]`, with DATABASE_URL (an
 * empty database) and REDIS_URL: two processes of each role, each restarted in turn under load. The last line is JSON;
 * exit code 1 when an acknowledged job is lost or doubled, an event is missing, or a request never got through.
 */
const { values } = parseArgs({
  options: {
    city: { type: 'string' },
    jobs: { type: 'string', default: '300' },
    'per-second': { type: 'string', default: '8' },
    rounds: { type: 'string', default: '2' },
    drain: { type: 'string', default: '1' },
  },
})
const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, OSRM_URL: osrmUrl } = process.env
if (!databaseUrl || !redisUrl || !values.city) {
  process.stderr.write('Name DATABASE_URL, REDIS_URL and --city, the folder of a city’s dataset.\n')
  process.exit(2)
}
const runDir = mkdtempSync(join(tmpdir(), 'kerbside-roll-'))
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
const fleet = await startFleet(
  {
    databaseUrl,
    redisUrl,
    osrmUrl: osrmUrl ?? null,
    cityDir: values.city,
    runDir,
    drainSeconds: Number(values.drain),
    say: (part, sentence) => say(`${part} ${sentence}`),
  },
  ['worker', 'worker', 'api', 'api', 'live', 'live'],
)
say(`${fleet.map((one) => one.name).join(', ')} serve; logs in ${runDir}`)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text)).rows
const balancer = await openBalancer(fleet)
const begun = performance.now()
try {
  const { boss, place } = await foundTown(balancer.url, values.city, 2)
  const report = await rollThrough({
    members: fleet,
    balancer,
    boss,
    place,
    perSecond: Number(values['per-second']),
    most: Number(values.jobs),
    rounds: Number(values.rounds),
    say,
    readJobIds: async () => (await rows('select job_id from jobs')).map((row) => String(row.job_id)),
    readNewestSeq: async () =>
      Number((await rows("select coalesce(max(seq), 0) as seq from streams where stream = 'city'"))[0]?.seq),
  })
  const database = openDatabase(databaseUrl, { poolSize: 1, onError: (error) => say(error.message) })
  const [city] = await database.db.selectFrom('clock').select('city_id').execute()
  const broken = await checkInvariants(database.db, city?.city_id ?? '')
  await database.close()
  const { jobIds, ...counts } = report
  const bad = Object.entries(broken).filter(([, count]) => count > 0)
  say(
    JSON.stringify({
      ...counts,
      jobs: jobIds.length,
      brokenInvariants: Object.fromEntries(bad),
      seconds: Math.round((performance.now() - begun) / 1000),
    }),
  )
  const { events, lost, doubledJobs, failed } = report
  process.exitCode =
    lost + doubledJobs + failed.length + events.gaps + events.doubled + bad.length > 0 ? 1 : 0
} finally {
  await balancer.close()
  await Promise.all(fleet.map((one) => one.stop()))
  await pool.end()
}
