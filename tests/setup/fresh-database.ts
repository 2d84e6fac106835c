import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import './provided.ts'
import { runSql } from './run-sql.ts'

export interface FreshDatabase {
  url: string
  drop: () => Promise<void>
}

/** An empty PostgreSQL database of one's own; call `drop` in afterAll, leftovers go at the end of the run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = inject('databaseUrl')
  const name = `${inject('databasePrefix')}${randomBytes(6).toString('hex')}`
  await runSql(admin, `create database "${name}"`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => runSql(admin, `drop database if exists "${name}" with (force)`) }
}
