import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { repoRoot } from '../../infra/src/repo-root.ts'
import { readConfig, unknownSettings } from './known-settings.ts'

const folder = join(repoRoot, 'infra', 'compose')
const duration = z.string().regex(/^\d+s$/)

/** The parts of the Compose specification that the file uses; anything else in it is a mistake of ours. */
const serviceSchema = z
  .strictObject({
    image: z.string().regex(/^[\w./-]+:[\w.-]+$/, 'pinned by a tag'),
    build: z.strictObject({ context: z.string(), dockerfile: z.string() }),
    command: z.array(z.string()),
    environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
    ports: z.array(z.string().regex(/^\d+:\d+$/)),
    volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]*(:ro)?$/)),
    depends_on: z.record(
      z.string(),
      z.strictObject({
        condition: z.enum(['service_healthy', 'service_started', 'service_completed_successfully']),
      }),
    ),
    healthcheck: z.strictObject({
      test: z.array(z.string()).min(2),
      interval: duration,
      timeout: duration,
      retries: z.int(),
      start_period: duration.optional(),
    }),
    deploy: z.strictObject({ replicas: z.int().min(1) }),
    restart: z.enum(['no', 'unless-stopped']),
    user: z.string(),
    init: z.boolean(),
    read_only: z.boolean(),
    tmpfs: z.array(z.string()),
    stop_grace_period: duration,
  })
  .partial()
  .required({ image: true })
const composeSchema = z.object({
  name: z.string(),
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
})

/** `${NAME:-default}` and `${NAME:?sentence}`, as Compose fills them in. */
const given: Record<string, string> = { POSTGRES_PASSWORD: 'secret', SUPERVISOR_PASSWORD: 'kerbside-demo' }
const filled = (text: string): string =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
    const value = given[name]
    if (value) return value
    if (kind === '-') return rest
    throw new Error(`${name}: ${rest}`)
  })

/** Compose fills in texts after it has read the file, so that a value stays a text whatever it looks like. */
const fill = (value: unknown): unknown => {
  if (typeof value === 'string') return filled(value)
  if (Array.isArray(value)) return value.map(fill)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]))
}

const text = readFileSync(join(folder, 'compose.yaml'), 'utf8')
const file = composeSchema.parse(fill(parse(text, { merge: true })))
const services = Object.entries(file.services)
const dispatchers = services.filter(([, one]) => one.environment?.ROLES !== undefined)

describe('the compose file', () => {
  it('runs each role in processes of its own, with settings that the process itself accepts', () => {
    expect(dispatchers.map(([name]) => name)).toEqual(['api', 'live', 'worker'])
    for (const [name, one] of dispatchers) {
      const environment = one.environment ?? {}
      expect(unknownSettings(environment)).toEqual([])
      const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
      const config = readConfig(set)
      expect(config.roles).toEqual([name])
      expect(Number.parseInt(one.stop_grace_period ?? '', 10)).toBeGreaterThan(
        config.drainSeconds + config.endSeconds,
      )
      expect(one.healthcheck?.test.join(' ')).toContain(`127.0.0.1:${config.port}/readyz`)
      for (const url of [config.databaseUrl, config.redisUrl, config.osrmUrl])
        expect(Object.keys(file.services)).toContain(new URL(url ?? '').hostname)
    }
  })

  it('refuses to start without passwords, and names them', () => {
    expect([...text.matchAll(/\$\{(\w+):\?/g)].map((one) => one[1])).toEqual(
      expect.arrayContaining(['POSTGRES_PASSWORD', 'SUPERVISOR_PASSWORD']),
    )
  })

  it('waits for services that are there, healthy only where health is asked for', () => {
    for (const [, one] of services) {
      for (const [name, { condition }] of Object.entries(one.depends_on ?? {})) {
        expect(file.services).toHaveProperty(name)
        if (condition === 'service_healthy') expect(file.services[name]?.healthcheck).toBeDefined()
      }
      for (const volume of one.volumes ?? []) {
        const source = volume.split(':')[0] ?? ''
        if (!source.startsWith('.')) expect(file.volumes).toHaveProperty(source)
      }
    }
  })

  it('publishes the proxy alone, which leads to names and ports that are there', () => {
    expect(services.filter(([, one]) => one.ports !== undefined).map(([name]) => name)).toEqual(['proxy'])
    const caddy = readFileSync(join(folder, 'Caddyfile'), 'utf8')
    const led = [...caddy.matchAll(/name (\w+)\s+port (\d+)/g)].map(([, name, port]) => `${name}:${port}`)
    const port = Number(file.services.api?.environment?.PORT)
    expect(led.sort()).toEqual([`api:${port}`, `live:${port}`, `live:${port + 1}`])
    const published = file.services.proxy?.ports?.map((one) => one.split(':')[1])
    expect([...caddy.matchAll(/^:(\d+) \{/gm)].map((one) => one[1])).toEqual(published)
  })
})
