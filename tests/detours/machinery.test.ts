import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDatabase, startEmbeddedPostgres } from '../../infra/src/embedded-postgres.ts'
import { endProcess, findLiving } from '../../infra/src/pid-file.ts'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** Asks until PostgreSQL is there again; every answer on the way. */
const askThrough = async (who: Somebody): Promise<number[]> => {
  const statuses: number[] = []
  await expect
    .poll(
      async () => {
        const { status, headers } = await who.ask('GET', '/v1/vehicles')
        if (status === 503) expect(headers.get('retry-after')).not.toBeNull()
        statuses.push(status)
        return status
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(200)
  return statuses
}
const isReady = async (house: TestHouse): Promise<number> => (await fetch(`${house.base}/readyz`)).status

describe.each(queues)('when the machinery stumbles (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let jo: Somebody
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    jo = await house.technician('Jo', ['rescue'])
    guest = await house.customer()
  }, 60_000)
  afterAll(() => house?.close())

  it('a wake-up run twice is harmless, and a lost one is repaired by the sweeper', async () => {
    const quote = await house.quote(guest, ['fuel_delivery'])
    const job = await guest.post<JobView>('/v1/jobs', { quoteId: quote.id })
    await house.settle()
    const { flow, db } = house.running.house
    for (let round = 0; round < 3; round += 1) {
      await flow.wakeNow('zone', job.id)
      await flow.wakeNow('offer', job.id)
      await flow.wakeNow('settle', job.id)
    }
    expect(
      (await house.events(`technician:${jo.id}`)).filter((event) => event.type === 'offer.made'),
    ).toHaveLength(1)
    await jo.accept()
    for (const step of ['depart', 'arrive', 'begin'] as const) await jo.step(job.id, step)
    await jo.step(job.id, 'finish')
    // The wake-up for settling is taken away before anybody reads it.
    await db.deleteFrom('outbox').where('kind', '=', 'wake').execute()
    await house.later(minute)
    expect((await house.job(job.id)).status).toBe('settled')
  })

  it('connections that PostgreSQL ends are taken up again and nothing is lost', async () => {
    await house.cutConnections()
    const statuses = await askThrough(guest)
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
    expect(await isReady(house)).toBe(200)
    const { id } = await house.order(guest, ['jump_start'], 3)
    expect((await house.job(id)).status).toBe('offered')
  })
})

describe.each(queues)('when PostgreSQL is killed (%s queue)', (backend) => {
  it('answers are 503 until it is back, and the job goes on to its receipt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kerbside-killed-'))
    chmodSync(folder, 0o755)
    const pidFile = join(folder, 'postgres.pid')
    // Not as a throwaway: what was acknowledged must outlive the kill.
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), pidFile })
    try {
      await ensureDatabase({ adminUrl: server.adminUrl, name: 'kerbside_killed' })
      const house = await openTestHouse({ backend, databaseUrl: server.url('kerbside_killed') })
      const ana = await house.technician('Ana', ['rescue'])
      const guest = await house.customer()
      const job = await house.order(guest, ['jump_start'])
      await ana.accept()

      const postmaster = findLiving(pidFile)
      if (!postmaster) throw new Error('PostgreSQL does not run')
      await endProcess(postmaster, { signal: 'SIGKILL' })
      const statuses = await askThrough(guest)
      expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
      await expect.poll(() => isReady(house), { timeout: 20_000, interval: 50 }).toBe(200)

      for (const step of ['depart', 'arrive', 'begin', 'finish'] as const) await ana.step(job.id, step)
      await house.settle()
      expect((await house.job(job.id)).status).toBe('settled')
      await house.close()
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 90_000)
})
