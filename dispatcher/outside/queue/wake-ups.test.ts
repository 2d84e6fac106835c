import { describe, expect, inject, it } from 'vitest'
import { freshDatabase } from '../../../tests/setup/fresh-database.ts'
import { openQueue } from './wake-ups.ts'

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

describe.each(['postgres', 'redis'] as const)('a wake-up on %s', (backend) => {
  it.skipIf(backend === 'redis' && inject('redisUrl') === null)(
    'carries the trace it belongs to beside itself, not in itself',
    async () => {
      const database = await freshDatabase()
      const queue = await openQueue({
        redisUrl: backend === 'redis' ? inject('redisUrl') : null,
        databaseUrl: database.url,
        prefix: `wake-up-test-${process.pid}`,
        stages: { zone: 1 },
        onError: () => undefined,
      })
      const woken = new Promise<unknown[]>((hear) => queue.work(async (...heard) => hear(heard)))
      await queue.add([{ stage: 'zone', id: 'job_1', delayMs: 0, trace }])
      expect(await woken).toEqual([{ stage: 'zone', id: 'job_1' }, trace])
      await queue.close()
      await database.drop()
    },
  )
})
