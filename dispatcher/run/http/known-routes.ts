import type { Endpoint } from '@kerbside/protocol'
import type { FastifyInstance } from 'fastify'

/** Routes of the house that are no doors of the contract: pages, documents, tiles, health. They only read. */
const houseRoutes: readonly RegExp[] = [
  /^\/$/,
  /^\/(healthz|readyz|metrics|openapi\.json)$/,
  /^\/docs(\/|$)/,
  /^\/(customer|technician|console)(\/|$)/,
  /^\/v1\/city\/tiles\/:z\/:x\/:y$/,
]

/** Knows every address that is served, so that a wrong method can be told from a wrong address. */
export interface KnownRoutes {
  /** The methods that an address takes; empty where there is nothing. */
  methodsOf(path: string): string[]
}

/**
 * Watches what is hung into the app: a route that is neither a door of the contract nor one of the house's own throws,
 * so that nothing is served without having been thought about.
 */
export const guardRoutes = (
  app: FastifyInstance,
  endpoints: readonly Pick<Endpoint, 'method' | 'path'>[],
): KnownRoutes => {
  const doors = new Set(endpoints.map(({ method, path }) => `${method} ${path}`))
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      const reads = one === 'GET' || one === 'HEAD'
      const isDoor = doors.has(`${one} ${url}`) || (one === 'HEAD' && doors.has(`GET ${url}`))
      if (!isDoor && !(reads && houseRoutes.some((route) => route.test(url))))
        throw new Error(`${one} ${url} is neither a door of the contract nor a page of the house`)
      const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set() }
      entry.methods.add(one)
      known.set(url, entry)
    }
  })
  return {
    methodsOf: (path) => {
      const methods = [...known.values()].flatMap((one) => (one.pattern.test(path) ? [...one.methods] : []))
      return [...new Set(methods)].sort()
    },
  }
}

const patternOf = (url: string): RegExp => {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
