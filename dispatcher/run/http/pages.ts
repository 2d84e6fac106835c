import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { problems } from '@kerbside/protocol'
import type { FastifyInstance } from 'fastify'
import { readTile } from '../../outside/files/index.ts'
import { startPage } from './start-page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** The apps' built pages by address. */
const apps = {
  customer: join(root, 'services', 'customer', 'dist'),
  technician: join(root, 'technician-app', 'dist'),
  console: join(root, 'services', 'console', 'dist'),
} as const
const yearSeconds = 31_536_000

/** Serves the start page, the three apps, the problem catalogue and the map's tiles. */
export const mountPages = async (app: FastifyInstance, cityDir: string): Promise<void> => {
  app.get('/', { schema: { hide: true } }, (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(startPage(request.headers['accept-language'] ?? '')),
  )
  app.get('/docs/problems', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(problemPage()),
  )
  for (const [name, folder] of Object.entries(apps)) await mountApp(app, name, folder)
  app.get<{ Params: { z: string; x: string; y: string } }>(
    '/v1/city/tiles/:z/:x/:y',
    { schema: { hide: true } },
    async (request, reply) => {
      const [z, x, y] = [request.params.z, request.params.x, request.params.y.replace(/\.mvt$/, '')].map(
        Number,
      )
      const valid = [z, x, y].every((one) => Number.isInteger(one) && (one ?? -1) >= 0)
      const tile = valid ? await readTile(cityDir, z ?? 0, x ?? 0, y ?? 0) : null
      reply.header('cache-control', 'public, max-age=3600')
      if (!tile) return reply.code(204).send()
      return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(tile)
    },
  )
}

const mountApp = async (app: FastifyInstance, name: string, folder: string): Promise<void> => {
  app.get(`/${name}`, { schema: { hide: true } }, (_request, reply) => reply.redirect(`/${name}/`))
  if (!existsSync(join(folder, 'index.html'))) {
    app.get(`/${name}/*`, { schema: { hide: true } }, (_request, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('This page is not built yet. Start Kerbside with npm start, which builds it.'),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    prefix: `/${name}/`,
    decorateReply: name === 'customer',
    wildcard: false,
    cacheControl: false,
    schemaHide: true,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/')
      reply.header('cache-control', hashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  // A page's own address such as /console/jobs/… is the app's business.
  app.get(`/${name}/*`, { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', folder),
  )
}

const problemPage = (): string => {
  const rows = Object.entries(problems).map(
    ([code, { status, en, zh }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${en}</td><td lang="zh">${zh}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kerbside problems</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:32px auto;max-width:860px;padding:0 16px}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:8px;text-align:left}tr:target{background:#fff3c4}</style>
<h1>Problems</h1><p>Every refusal is <code>application/problem+json</code> with one of these codes.</p>
<table><tr><th>code</th><th>status</th><th>title</th><th>标题</th></tr>${rows.join('')}</table></html>`
}
