import { join } from 'node:path'
import pg from 'pg'
import { type DataDir, rememberedNumber, rememberNumber } from './data-dir.ts'
import { ensureDatabase, startEmbeddedPostgres } from './embedded-postgres.ts'
import { type Say, secondsSince } from './say.ts'
import { reasonOf, Trouble } from './trouble.ts'

export interface DatabasePart {
  url: string
  stop: () => Promise<void>
}

const NAME = 'kerbside'

/** DATABASE_URL if it is set, else the embedded PostgreSQL with its data in the data folder. */
export async function bringUpDatabase({
  env,
  dataDir,
  say,
  ending,
}: {
  env: NodeJS.ProcessEnv
  dataDir: DataDir
  say: Say
  ending: AbortSignal
}): Promise<DatabasePart> {
  if (env.DATABASE_URL) {
    await mustAnswer(env.DATABASE_URL)
    say('postgres', 'the one of DATABASE_URL answers')
    return { url: env.DATABASE_URL, stop: async () => undefined }
  }
  const begun = performance.now()
  const server = await startEmbeddedPostgres({
    dataDir: dataDir.postgres,
    logFile: join(dataDir.logs, 'postgres.log'),
    pidFile: join(dataDir.run, 'postgres.pid'),
    wishedPort: rememberedNumber(dataDir, 'postgres-port'),
    say,
    ending,
  })
  rememberNumber(dataDir, 'postgres-port', server.port)
  await ensureDatabase({ adminUrl: server.adminUrl, name: NAME })
  say('postgres', `serves on 127.0.0.1:${server.port} (${secondsSince(begun)})`)
  return { url: server.url(NAME), stop: () => server.stop() }
}

async function mustAnswer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.end()
  } catch (thrown) {
    throw new Trouble(
      `The PostgreSQL of DATABASE_URL does not answer (${reasonOf(thrown)}): start it or unset DATABASE_URL.`,
    )
  }
}
