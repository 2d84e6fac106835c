import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { endpoints } from '@kerbside/protocol'
import Fastify, { type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod'
import type { Door } from '../../door.ts'
import type { House } from '../../house.ts'
import { type Health, mountHealth } from './health.ts'
import { mountDoor } from './mount-door.ts'
import { mountTextDoor } from './mount-text-door.ts'
import { mountPages } from './pages.ts'
import { answerError, languageOf, sendProblem } from './problem-answers.ts'

export interface AppOptions {
  house: House
  doors: readonly Door[]
  cityDir: string
  health: Health
}

const mostBytes = 1024 * 1024
/** Requests a minute of one caller; a simulated city behind one address must not be held up. */
const mostRequests = 6_000

/** Builds the HTTP app: every door of the contract, pages, documentation, health and metrics. */
export const buildApp = async ({ house, doors, cityDir, health }: AppOptions): Promise<FastifyInstance> => {
  requireAllDoors(doors)
  const app = Fastify({
    logger: false,
    bodyLimit: mostBytes,
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError(house.log))
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      'not_found',
      { en: `There is nothing at ${request.url.split('?')[0] ?? ''}.`, zh: '该地址不存在。' },
      languageOf(request),
    ),
  )
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: true, directives: policy },
    hsts: false,
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, {
    max: mostRequests,
    timeWindow: 60_000,
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Kerbside', version: '1', description: 'On-site car service, dispatched.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  mountHealth(app, health)
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await mountPages(app, cityDir)
  for (const door of doors) (door.endpoint.asText ? mountTextDoor : mountDoor)(app, house, door)
  await app.ready()
  return app
}

const policy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'upgrade-insecure-requests': null,
}

/** The contract and the doors are held together: none too many, none missing. */
const requireAllDoors = (doors: readonly Door[]): void => {
  const open = new Set(doors.map((door) => `${door.endpoint.method} ${door.endpoint.path}`))
  if (open.size !== doors.length) throw new Error('two doors stand at the same address')
  for (const [name, endpoint] of Object.entries(endpoints)) {
    if (!open.has(`${endpoint.method} ${endpoint.path}`))
      throw new Error(`no door is open for ${name}, ${endpoint.method} ${endpoint.path}`)
  }
}
