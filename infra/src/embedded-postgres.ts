import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { keepRunning } from './child.ts'
import { chooseFreePort } from './free-port.ts'
import { endProcess, findLiving } from './pid-file.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { type PostgresHome, settlePostgresHome } from './postgres-home.ts'
import { findProcess } from './process-table.ts'
import { type Say, sayNothing } from './say.ts'
import { Trouble } from './trouble.ts'

export interface EmbeddedPostgres {
  /** Of the database `postgres`, as its superuser. */
  adminUrl: string
  url: (database: string) => string
  port: number
  stop(): Promise<void>
}

export interface EmbeddedPostgresPlan {
  /** Holds the cluster; made if it is not there. */
  dataDir: string
  logFile?: string
  pidFile?: string
  /** Taken if it is free. */
  wishedPort?: number | undefined
  /** For tests: faster, and lost when the machine loses power. */
  throwaway?: boolean
  say?: Say
  ending?: AbortSignal | undefined
}

const SUPERUSER = 'kerbside'
const DURABLE = ['-c', 'max_connections=120', '-c', 'shared_buffers=128MB']
const THROWAWAY = [
  ...DURABLE,
  '-c',
  'fsync=off',
  '-c',
  'synchronous_commit=off',
  '-c',
  'full_page_writes=off',
]

/** PostgreSQL from npm on a free port of 127.0.0.1. One that an earlier, killed run left behind is ended first. */
export async function startEmbeddedPostgres(plan: EmbeddedPostgresPlan): Promise<EmbeddedPostgres> {
  const say = plan.say ?? sayNothing
  const pidFile = plan.pidFile ?? `${plan.dataDir}.pid`
  const home = settlePostgresHome({ dataDir: plan.dataDir, binaries: findPostgresBinaries() }, say)
  await endLeftOver(home, pidFile, say)
  const passwordFile = `${plan.dataDir}.password`
  if (isForgotten(home, plan.dataDir, passwordFile)) await initialise(home, passwordFile)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const port = await chooseFreePort(plan.wishedPort)
  const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
  const child = await keepRunning(
    {
      name: 'postgres',
      command: join(home.bin, 'postgres'),
      args: [
        ...['-D', home.data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
        ...['-c', 'unix_socket_directories='],
        ...(plan.throwaway ? THROWAWAY : DURABLE),
      ],
      env: { ...process.env, LC_MESSAGES: 'C' },
      cwd: home.data,
      ...(home.owner ? { owner: home.owner } : {}),
      logFile: plan.logFile ?? `${plan.dataDir}.log`,
      pidFile,
      // "Fast": open sessions are rolled back and the data are written down.
      stopSignal: 'SIGINT',
      graceMs: 20_000,
      ownGroup: true,
      isReady: () => answers(url('postgres')),
      readyWithinMs: 60_000,
      ending: plan.ending,
    },
    say,
  )
  return { adminUrl: url('postgres'), url, port, stop: () => child.stop() }
}

/** Makes the database if it is not there yet. */
export async function ensureDatabase({ adminUrl, name }: { adminUrl: string; name: string }): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function endLeftOver(home: PostgresHome, pidFile: string, say: Say): Promise<void> {
  const left = findLiving(pidFile) ?? findByPostmasterFile(home.data)
  if (left) {
    say('postgres', `an earlier run left one behind (pid ${left.pid}); ending it`)
    await endProcess(left, { signal: 'SIGINT', graceMs: 20_000 })
  }
  if (!findByPostmasterFile(home.data)) rmSync(join(home.data, 'postmaster.pid'), { force: true })
}

/** No cluster yet, or one kept elsewhere for a data folder that has been deleted since, password and all. */
function isForgotten(home: PostgresHome, dataDir: string, passwordFile: string): boolean {
  if (!existsSync(join(home.data, 'PG_VERSION'))) return true
  if (existsSync(passwordFile)) return false
  if (home.data !== dataDir) return true
  throw new Trouble(
    `${passwordFile} is missing, so the database cannot be opened: put it back, or start with --fresh.`,
  )
}

/** The server's own note, for the moment in which ours was not written yet. */
function findByPostmasterFile(data: string) {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const found = findProcess(Number(readFileSync(path, 'utf8').split('\n')[0]))
  return found?.command.includes(data) ? found : undefined
}

async function initialise(home: PostgresHome, passwordFile: string): Promise<void> {
  // What stands there without PG_VERSION is the torso of an interrupted attempt.
  rmSync(home.data, { recursive: true, force: true })
  for (const folder of [dirname(passwordFile), home.data]) mkdirSync(folder, { recursive: true })
  const forInitdb = join(dirname(home.data), `initdb-password-${process.pid}`)
  const password = randomBytes(18).toString('base64url')
  try {
    for (const path of [passwordFile, forInitdb]) writeFileSync(path, `${password}\n`, { mode: 0o600 })
    if (home.owner) for (const path of [home.data, forInitdb]) chownSync(path, home.owner.uid, home.owner.gid)
    const args = [
      '-D',
      home.data,
      '-U',
      SUPERUSER,
      '--pwfile',
      forInitdb,
      '--auth=scram-sha-256',
      '-E',
      'UTF8',
    ]
    await runToEnd(
      join(home.bin, 'initdb'),
      [...args, '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync'],
      home,
    )
  } finally {
    rmSync(forInitdb, { force: true })
  }
}

function runToEnd(command: string, args: string[], home: PostgresHome): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: home.data,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(home.owner ?? {}),
    })
    let words = ''
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.on('error', (error) => reject(new Trouble(`PostgreSQL's initdb does not start: ${error.message}.`)))
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Trouble(`PostgreSQL's initdb failed (code ${code}): ${words.trim()}`))
    })
  })
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    // Not yet: it starts, or it recovers after a crash. The time limit is the caller's.
    return false
  }
}
