import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations.ts'
import type { Database } from './tables.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>
/** Either: a query that may run inside a transaction or outside one. */
export type Reader = Kysely<Database>

export interface OpenDatabase {
  db: Db
  /** Calls back on every outbox insertion of any process; reconnects by itself. */
  listen(onRing: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/**
 * A client that may lose its connection at any moment. A pool listens to its idle clients only; one that is lent out and
 * ended between two statements would otherwise end the process, though the next statement fails anyway.
 */
export class GuardedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

/** Opens PostgreSQL with time limits on everything: a black-holed link must not hang us for ever. */
export const openDatabase = (
  url: string,
  options: { poolSize?: number; onError: (error: Error) => void },
): OpenDatabase => {
  const settings = { connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true }
  const pool = new pg.Pool({
    ...settings,
    Client: GuardedClient,
    max: options.poolSize ?? 16,
    statement_timeout: 15_000,
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  pool.on('error', options.onError)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    listen: (onRing) => keepListening(settings, onRing, options.onError),
    close: () => db.destroy(),
  }
}

/** Throws when PostgreSQL does not answer. */
export const ping = async (db: Db): Promise<void> => {
  await sql`select 1`.execute(db)
}

/** Runs something that must not run in two processes at once; the others wait for their turn. */
export const oneAtATime = <T>(db: Db, what: string, run: () => Promise<T>): Promise<T> =>
  db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext(${what}))`.execute(connection)
    try {
      return await run()
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${what}))`.execute(connection)
    }
  })

/** Brings the schema up to date; safe when several processes start at once (the migrator locks). */
export const migrate = async (db: Db): Promise<string[]> => {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Migrations of two topics may arrive in either order.
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

const keepListening = async (
  settings: pg.ClientConfig,
  onRing: () => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> => {
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    if (closed) return
    const next = new pg.Client(settings)
    const again = (error: Error): void => {
      if (client === next) client = null
      next.removeAllListeners()
      next.on('error', () => undefined)
      void next.end().catch(onError)
      if (closed) return
      onError(error)
      clearTimeout(retry)
      retry = setTimeout(() => void connect(), 500)
    }
    next.once('error', again)
    next.once('end', () => again(new Error('the listening connection ended')))
    next.on('notification', onRing)
    try {
      await next.connect()
      await next.query('listen kerbside_outbox')
      client = next
      onRing()
    } catch (error) {
      again(error as Error)
    }
  }
  await connect()
  return async () => {
    closed = true
    clearTimeout(retry)
    client?.removeAllListeners()
    await client?.end()
  }
}
