import type { House } from '../house.ts'
import type { Relay } from '../outside/live/index.ts'
import { ping } from '../outside/postgres/database.ts'
import type { WakeUpQueue } from '../outside/queue/wake-ups.ts'

export interface Readiness {
  ready: boolean
  parts: Record<string, { ok: boolean; [fact: string]: unknown }>
}

/**
 * The state of each part and how it was had. Estimated roads are a fallback, not a fault; without the way between
 * processes live ones ask PostgreSQL every few seconds.
 */
export const readiness = async (
  house: House,
  { queue, relay }: { queue: WakeUpQueue | null; relay: Pick<Relay, 'state'> },
): Promise<Readiness> => {
  const [postgres, wakeUps] = await Promise.all([
    tried(() => ping(house.db)),
    queue ? tried(() => queue.ready()) : true,
  ])
  const { roads, reason, since } = house.roads.health()
  const parts = {
    postgres: { ok: postgres },
    queue: { ok: wakeUps, backend: queue?.backend ?? 'used by workers' },
    between: { ok: true, processes: relay.state() },
    roads: { ok: true, roads, reason, since },
    clock: { ok: true, now: house.clock.nowDate().toISOString(), speed: house.clock.speed },
    city: { ok: true, id: house.city.id },
  }
  return { ready: Object.values(parts).every((part) => part.ok), parts }
}

const tried = async (probe: () => Promise<unknown>): Promise<boolean> => {
  const limit = new Promise<never>((_, reject) => setTimeout(reject, 2_000, new Error('too slow')).unref())
  return Promise.race([probe(), limit]).then(
    () => true,
    () => false,
  )
}
