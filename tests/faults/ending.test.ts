import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { repoRoot } from '../../infra/src/repo-root.ts'
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts'
import { type Link, openLink } from './cut-link.ts'

const redisUrl = inject('redisUrl')

describe.skipIf(redisUrl === null)('a worker whose PostgreSQL and Redis are gone for good', () => {
  let database: FreshDatabase
  let links: Link[]
  let worker: ChildProcess
  const lines: { msg: string; abandoned?: string[] }[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    links = await Promise.all([openLink(database.url), openLink(redisUrl ?? '')])
    const [postgres, redis] = links.map((link) => link.url)
    worker = spawn(process.execPath, [join(repoRoot, 'dispatcher', 'run', 'main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        PORT: String(await chooseFreePair()),
        ROLES: 'worker',
        DATABASE_URL: postgres,
        REDIS_URL: redis,
        CITY_DIR: inject('cityDir'),
        END_SECONDS: '1',
      },
    })
    const log = createInterface({ input: worker.stdout as NonNullable<ChildProcess['stdout']> })
    await new Promise<void>((serves) => {
      log.on('line', (line) => {
        lines.push(JSON.parse(line))
        if (lines.at(-1)?.msg === 'Kerbside serves') serves()
      })
    })
  }, 60_000)
  afterAll(async () => {
    worker?.kill('SIGKILL')
    await Promise.all((links ?? []).map((link) => link.cut()))
    await database?.drop()
  })

  it('ends in the time it has, says what it abandoned, and does not claim success', async () => {
    for (const link of links) await link.cut()
    worker.kill('SIGTERM')
    expect(await once(worker, 'exit')).toEqual([1, null])
    const last = lines.find((line) => line.abandoned)
    expect(last?.msg).toBe('Kerbside did not end in time; the rest is abandoned')
    expect(last?.abandoned?.[0]).toBe('wake-ups in hand')
  }, 30_000)
})
