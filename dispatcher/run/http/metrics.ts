import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from '../../house.ts'

/** Prometheus' page: durations by route, the process, and the house's own counters. */
export const mountMetrics = (app: FastifyInstance, house: House): Registry => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'kerbside_http_seconds',
    help: 'Duration of HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    durations.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    done()
  })
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
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
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  return registry
}
