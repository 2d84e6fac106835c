import { type Stage, type WakeUp, wakeUpSchema } from '@kerbside/protocol'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { GuardedClient } from '../postgres/database.ts'

/** A wake-up on its way into the queue; `delayMs` is wall time. */
export interface DueWakeUp extends WakeUp {
  delayMs: number
  /** W3C `traceparent`; it travels in BullMQ's own place for it, not in the wake-up. */
  trace?: string | null | undefined
}

export interface WakeUpQueue {
  backend: 'postgres' | 'redis'
  /** Puts wake-ups in; those of one (stage, id) that wait already are not doubled. */
  add(wakeUps: readonly DueWakeUp[]): Promise<void>
  /** Starts to wake: `run` is called with each wake-up; a throw is retried a few times, then left to the sweeper. */
  work(run: (wakeUp: WakeUp, trace: string | null) => Promise<void>): Promise<void>
  counts(): Promise<Record<string, Record<string, number>>>
  ready(): Promise<boolean>
  close(): Promise<void>
}

export interface QueueOptions {
  /** Redis where given, else the PostgreSQL backend in the same database. */
  redisUrl: string | null
  databaseUrl: string
  /** Keeps the wake-ups of cities (and of tests) apart in one Redis. */
  prefix: string
  /** Which stages this process wakes, and how many wake-ups at once. */
  stages: Partial<Record<Stage, number>>
  onError: (error: Error) => void
}

/** Opens the queue: one BullMQ queue a stage, the same on both backends. */
export const openQueue = async (options: QueueOptions): Promise<WakeUpQueue> => {
  const door = options.redisUrl ? redisDoor(options, options.redisUrl) : postgresDoor(options)
  const stages = Object.keys(options.stages) as Stage[]
  const queues = new Map(stages.map((stage) => [stage, door.queue(`kerbside-${stage}`)]))
  const workers: { close(force?: boolean): Promise<void> }[] = []
  for (const queue of queues.values()) {
    queue.on('error', options.onError)
    await queue.waitUntilReady()
  }
  const queueOf = (stage: Stage) => {
    const queue = queues.get(stage)
    if (!queue) throw new Error(`no queue for the stage ${stage}`)
    return queue
  }

  return {
    backend: door.backend,
    async add(wakeUps) {
      const byStage = Map.groupBy(wakeUps, (wakeUp) => wakeUp.stage)
      for (const [stage, some] of byStage) {
        await queueOf(stage).addBulk(
          some.map((wakeUp) => ({ name: stage, data: { stage, id: wakeUp.id }, opts: optionsOf(wakeUp) })),
        )
      }
    },
    async work(run) {
      for (const stage of stages) {
        const worker = door.worker(`kerbside-${stage}`, options.stages[stage] ?? 1, async ({ data, trace }) =>
          run(wakeUpSchema.parse(data), trace),
        )
        worker.on('error', options.onError)
        workers.push(worker)
        await worker.waitUntilReady()
      }
    },
    async counts() {
      const entries = await Promise.all(
        [...queues].map(async ([stage, queue]) => [stage, await queue.getJobCounts()] as const),
      )
      return Object.fromEntries(entries)
    },
    async ready() {
      const first = queues.values().next().value
      if (!first) return true
      await first.getJobCounts('waiting')
      return true
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await door.close()
    },
  }
}

/** At most one active and one waiting wake-up an id; those with a delay stand apart, for each has its own moment. */
const optionsOf = (wakeUp: DueWakeUp) => ({
  removeOnComplete: true,
  ...(wakeUp.trace ? { telemetry: { metadata: wakeUp.trace } } : {}),
  removeOnFail: 200,
  attempts: 3,
  backoff: { type: 'exponential', delay: 200 },
  ...(wakeUp.delayMs > 0
    ? { delay: Math.ceil(wakeUp.delayMs) }
    : { deduplication: { id: `${wakeUp.stage}-${wakeUp.id}`, keepLastIfActive: true } }),
})

// A worker that died is noticed within 15 s; a stalled wake-up may come back several times without harm.
const workerSettings = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 }

interface AnyQueue {
  on(event: 'error', listener: (error: Error) => void): unknown
  waitUntilReady(): Promise<unknown>
  addBulk(jobs: { name: string; data: WakeUp; opts: ReturnType<typeof optionsOf> }[]): Promise<unknown>
  getJobCounts(...types: 'waiting'[]): Promise<Record<string, number>>
  close(): Promise<void>
}
interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown
  waitUntilReady(): Promise<unknown>
  close(force?: boolean): Promise<void>
}
interface Entry {
  data: unknown
  trace: string | null
}
const entryOf = (job: { data: unknown; opts: { telemetry?: { metadata?: string } } }): Entry => ({
  data: job.data,
  trace: job.opts.telemetry?.metadata ?? null,
})
interface Door {
  backend: 'postgres' | 'redis'
  queue(name: string): AnyQueue
  worker(name: string, concurrency: number, run: (entry: Entry) => Promise<void>): AnyWorker
  close(): Promise<void>
}

const postgresDoor = ({ databaseUrl }: QueueOptions): Door => {
  const connection = {
    connectionString: databaseUrl,
    Client: GuardedClient,
    migrate: true,
    max: 4,
    keepAlive: true,
    query_timeout: 20_000,
  }
  return {
    backend: 'postgres',
    queue: (name) => new Queue(name, { connection }, createPostgresBackend),
    worker: (name, concurrency, run) =>
      new Worker(
        name,
        (entry) => run(entryOf(entry)),
        { connection, concurrency, ...workerSettings },
        createPostgresBackend,
      ),
    close: async () => undefined,
  }
}

const redisDoor = ({ prefix, onError }: QueueOptions, redisUrl: string): Door => {
  const connect = (blocking: boolean): Redis => {
    // A blocking connection waits for ever by its nature; every other command has a limit.
    const redis = new Redis(redisUrl, {
      maxRetriesPerRequest: null,
      ...(blocking ? {} : { commandTimeout: 10_000 }),
    })
    redis.on('error', onError)
    return redis
  }
  const shared = connect(false)
  const own: Redis[] = [shared]
  return {
    backend: 'redis',
    queue: (name) => new Queue(name, { connection: shared, prefix }),
    worker: (name, concurrency, run) => {
      const connection = connect(true)
      own.push(connection)
      return new Worker(name, (entry) => run(entryOf(entry)), {
        connection,
        prefix,
        concurrency,
        ...workerSettings,
      })
    },
    close: async () => {
      for (const redis of own) redis.disconnect()
    },
  }
}
