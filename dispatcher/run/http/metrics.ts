import type { FastifyInstance } from 'fastify'
import { Histogram, type Registry } from 'prom-client'

/** Prometheus' page, with the durations of what this process answers, by route and status. */
export const mountMetrics = (app: FastifyInstance, registry: Registry): void => {
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
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
