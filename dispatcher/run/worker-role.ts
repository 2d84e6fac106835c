import type { LiveEvent, Stage } from '@kerbside/protocol'
import type { House, Log } from '../house.ts'
import { openCourier } from '../machines/index.ts'
import { drainOutbox } from '../outside/postgres/outbox.ts'
import { openQueue, type WakeUpQueue } from '../outside/queue/wake-ups.ts'
import { spanned } from '../outside/traces/index.ts'
import type { OpenHouse } from './open-house.ts'
import { tidy } from './overdue-store.ts'
import { makePump, type Pump } from './pump.ts'
import { untilQuiet } from './quiet.ts'
import { stageConcurrency } from './stages.ts'
import { sweep } from './sweep.ts'
import { tellOnce } from './tell.ts'
import { watch } from './watch.ts'

const sweepEveryMs = 3_000
const tidyEveryMs = 10 * 60_000
/** How often promises and vans are looked at: half a minute of Kerbside's time, within these on the wall. */
const watchSeconds = { most: 5, least: 1, ofKerbside: 30 }
/** A delay beyond this is left to the sweeper, so that the queue holds no far future. */
const longestDelayMs = 6 * 3_600_000

export interface WorkerRole {
  queue: WakeUpQueue
  sweep(): Promise<number>
  quiet(): Promise<void>
  close(): Promise<void>
}

interface Wish {
  redisUrl: string | null
  databaseUrl: string
  publish: (events: readonly LiveEvent[]) => void
}

/** Works on wake-ups, drains the outbox, sweeps, carries to webhooks. Several of it share the work. */
export const openWorker = async (open: OpenHouse, wish: Wish): Promise<WorkerRole> => {
  const { house } = open
  const { log } = house
  const queue = await openQueue({
    redisUrl: wish.redisUrl,
    databaseUrl: wish.databaseUrl,
    prefix: houseName(wish.databaseUrl, house.city.id),
    stages: stageConcurrency,
    onError: (error) => log.warn({ err: error }, 'the queue is out of reach'),
  })
  const pumps = openPumps(house, queue, wish.publish)
  const unlisten = await open.database.listen(() => {
    for (const pump of pumps) pump.ring()
  })
  let wokenUp = 0
  await queue.work(async (wakeUp, trace) => {
    try {
      await open.run(wakeUp, trace)
    } finally {
      wokenUp += 1
    }
  })
  const stopTimers = startTimers(house, log, pumps)
  return {
    queue,
    sweep: () => tracedSweep(house),
    quiet: () => untilQuiet({ house, queue, pumps, wokenUp: () => wokenUp }),
    async close() {
      stopTimers()
      await unlisten()
      await Promise.all(pumps.map((pump) => pump.stop()))
      await queue.close()
    },
  }
}

/** Two databases that share a Redis must not eat each other's wake-ups, so queues and streams carry the database's name. */
export const houseName = (databaseUrl: string, cityId: string): string =>
  ['kerbside', new URL(databaseUrl).pathname.slice(1), cityId].filter((part) => part !== '').join('-')

/** What it wakes belongs to a trace as well: to the job's own where there is one. */
const tracedSweep = (house: House): Promise<number> => spanned('sweep', {}, () => sweep(house))

const openPumps = (house: House, queue: WakeUpQueue, publish: Wish['publish']): Pump[] => {
  const courier = openCourier(house, house.hooks)
  return [
    makePump('wake-ups', house.log, () =>
      drainOutbox(house.db, house.city.id, 'wake', async (_tx, lines) => {
        const now = house.clock.now()
        const wakeUps = lines.flatMap(({ payload }) => {
          if (!('wake' in payload)) return []
          const delayMs = payload.dueAt
            ? Math.max(0, Date.parse(payload.dueAt) - now) / Math.max(house.clock.speed, 1e-9)
            : 0
          if (delayMs > longestDelayMs) return []
          const { stage, id } = payload.wake
          return [{ stage: stage as Stage, id, delayMs, trace: payload.trace }]
        })
        await queue.add(wakeUps)
      }),
    ),
    makePump('events', house.log, () =>
      tellOnce(house, (events) => {
        publish(events)
        courier.ring()
      }),
    ),
    courier,
  ]
}

const startTimers = (house: House, log: Log, pumps: readonly Pump[]): (() => void) => {
  const every = (ms: number, what: string, run: () => Promise<unknown>): NodeJS.Timeout => {
    const turn = once(run)
    return setInterval(() => {
      turn().catch((error: Error) => log.warn({ err: error }, `${what} failed; it is tried again`))
    }, ms)
  }
  const timers = [
    every(sweepEveryMs, 'the sweep', async () => {
      const woken = await tracedSweep(house)
      if (woken > 0) log.debug({ woken }, 'the sweeper woke what had been left')
      for (const pump of pumps) pump.ring()
    }),
    every(tidyEveryMs, 'tidying', () => tidy(house)),
    every(watchEveryMs(house.clock.speed), 'the watch', () => watch(house)),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

const watchEveryMs = (speed: number): number => {
  const { most, least, ofKerbside } = watchSeconds
  return 1000 * Math.min(most, Math.max(least, ofKerbside / Math.max(1, speed)))
}

/** What takes longer than its turn is not begun twice. */
const once = (run: () => Promise<unknown>): (() => Promise<void>) => {
  let running = false
  return async () => {
    if (running) return
    running = true
    try {
      await run()
    } finally {
      running = false
    }
  }
}
