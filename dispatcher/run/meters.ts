import type { Stage } from '@kerbside/protocol'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from '../house.ts'
import type { WakeUpQueue } from '../outside/queue/wake-ups.ts'
import { readBacklog } from './backlog-store.ts'

export interface Meters {
  registry: Registry
  /** Notes that a stage was run: for how long, and whether it went well. */
  stageRan(stage: Stage, seconds: number, ok: boolean): void
  /** Shows what this process does: its counters, and what the parts it runs have in hand. */
  watch(parts: {
    house: House
    queue?: WakeUpQueue | undefined
    connections?: (() => number) | undefined
  }): void
}

/** Opens this process's figures for Prometheus. What is counted over the whole house is shown by workers, each the same. */
export const openMeters = (): Meters => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const stageSeconds = new Histogram({
    name: 'kerbside_stage_seconds',
    help: 'Duration of stages by outcome',
    labelNames: ['stage', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  const table = (name: string, help: string, label: string, read: () => Promise<Record<string, number>>) => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        this.reset()
        for (const [value, count] of Object.entries(await read())) this.set({ [label]: value }, count)
      },
    })
  }
  return {
    registry,
    stageRan: (stage, seconds, ok) =>
      stageSeconds.observe({ stage, outcome: ok ? 'done' : 'failed' }, seconds),
    watch({ house, queue, connections }) {
      const { counters, roads, matrices } = house
      gauge('kerbside_plans_stored', 'Plans that the checker let pass', () => counters.plansStored)
      gauge('kerbside_plans_refused', 'Plans that the checker refused', () => counters.plansRefused)
      gauge('kerbside_offers_made', 'Offers put to technicians', () => counters.offersMade)
      gauge('kerbside_wake_ups', 'Stages woken', () => counters.wakeUps)
      gauge('kerbside_road_calls', 'Questions to OSRM', () => roads.counts().calls)
      gauge('kerbside_road_failures', 'Questions that OSRM did not answer', () => roads.counts().failures)
      gauge('kerbside_matrix_pairs_asked', 'Road times asked for', () => matrices.counts.asked)
      gauge(
        'kerbside_matrix_pairs_known',
        'Road times read from memory or asked for',
        () => matrices.counts.wanted,
      )
      if (connections) gauge('kerbside_live_connections', 'People connected by Socket.IO', connections)
      if (!queue) return
      table('kerbside_queue_waiting', 'Wake-ups that wait, by stage', 'stage', () => waitingOf(queue))
      table(
        'kerbside_jobs',
        'Open jobs of the city by status',
        'status',
        async () => (await readBacklog(house)).jobs,
      )
      table('kerbside_backlog', 'Lines and deliveries that are still to be handed on', 'of', async () => {
        const { jobs: _, ...rest } = await readBacklog(house)
        return rest
      })
    },
  }
}

const waitingOf = async (queue: WakeUpQueue): Promise<Record<string, number>> => {
  const counts = await queue.counts()
  return Object.fromEntries(
    Object.entries(counts).map(([stage, one]) => [stage, (one.waiting ?? 0) + (one.active ?? 0)]),
  )
}
