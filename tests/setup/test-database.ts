import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../infra/src/embedded-postgres.ts'
import { refugeFor } from '../../infra/src/postgres-home.ts'
import type { Say } from '../../infra/src/say.ts'
import { runSql } from './run-sql.ts'

export interface TestDatabase {
  adminUrl: string
  prefix: string
  stop: () => Promise<void>
}

/** DATABASE_URL if it is set, else a PostgreSQL for this run alone, gone with it. */
export async function startTestDatabase({
  runDir,
  say,
}: {
  runDir: string
  say: Say
}): Promise<TestDatabase> {
  const prefix = `kerbside_test_${randomBytes(3).toString('hex')}_`
  const given = process.env.DATABASE_URL
  if (given) return { adminUrl: given, prefix, stop: () => dropAll(given, prefix) }
  mkdirSync(runDir, { recursive: true })
  const dataDir = join(runDir, 'postgres')
  const server = await startEmbeddedPostgres({ dataDir, throwaway: true, say })
  return {
    adminUrl: server.adminUrl,
    prefix,
    stop: async () => {
      await server.stop()
      for (const path of [dataDir, refugeFor(dataDir)]) rmSync(path, { recursive: true, force: true })
    },
  }
}

async function dropAll(url: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, query_timeout: 60_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await runSql(url, `drop database if exists "${datname}" with (force)`)
  } finally {
    await client.end()
  }
}
