import Fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { mountMetrics } from './metrics.ts'

export interface Health {
  ready: () => Promise<{ ready: boolean; parts: Record<string, object> }>
  /** Whether the process was told to end and waits for others to see it. */
  draining: () => boolean
  registry: Registry
}

/** `/healthz`: the process lives. `/readyz`: work may be sent to it, with the state of each part. */
export const mountHealth = (app: FastifyInstance, { ready, draining, registry }: Health): void => {
  mountMetrics(app, registry)
  app.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const state = await ready()
    const open = state.ready && !draining()
    if (!open) reply.header('retry-after', '2')
    return reply.code(open ? 200 : 503).send({ ...state, ready: open, draining: draining() })
  })
  // Whoever keeps connections open is led away from a process that ends.
  app.addHook('onSend', async (_request, reply) => {
    if (draining()) reply.header('connection', 'close')
  })
}

/** The HTTP side of a process that answers no API: health and metrics only. */
export const buildHealthApp = async (health: Health): Promise<FastifyInstance> => {
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' })
  mountHealth(app, health)
  await app.ready()
  return app
}
