import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as contract from './index.ts'

const endpoints: contract.Endpoint[] = Object.values(contract.endpoints)

/** Schemas as JSON Schema with sorted keys, so that the order of writing does not matter. */
const shapeOf = (value: unknown): unknown => {
  if (value instanceof z.ZodType) return sorted(z.toJSONSchema(value, { unrepresentable: 'any' }))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, shapeOf(part)]),
  )
}
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key !== 'description')
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]),
  )
}
const fingerprint = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(shapeOf(value)))
    .digest('hex')
    .slice(0, 16)

/** What goes over sockets and queues, whose two ends may be of different releases. */
const wire = {
  eventBodies: contract.eventBodies,
  liveEvent: contract.liveEventSchema,
  hello: contract.helloSchema,
  positions: contract.positionsSchema,
  approach: contract.approachSchema,
  handshake: contract.handshakeSchema,
  watch: contract.watchSchema,
  watchAnswer: contract.watchAnswerSchema,
  unwatch: contract.unwatchSchema,
  view: contract.viewSchema,
  fixes: contract.fixesSchema,
  fixesAnswer: contract.fixesAnswerSchema,
  machineUp: contract.machineUp,
  machineDown: contract.machineDown,
  wakeUp: contract.wakeUpSchema,
}

describe('the contract', () => {
  it('is the one this version names: who changes a schema raises protocolVersion and writes the new pair here', () => {
    expect({ version: contract.protocolVersion, hash: fingerprint(wire) }).toEqual({
      version: 9,
      hash: '0e407bee91149dae',
    })
  })

  it('has one door per method and path, each under /v1 and with a sentence and an audience', () => {
    const doors = endpoints.map((one) => `${one.method} ${one.path}`)
    expect(new Set(doors).size).toBe(doors.length)
    for (const one of endpoints) {
      expect(one.path).toMatch(/^\/v1\//)
      expect(one.says.length).toBeGreaterThan(4)
      expect(one.audience === 'everybody' || one.audience.length > 0).toBe(true)
      for (const name of one.path.match(/:\w+/g) ?? [])
        expect(Object.keys((one.params as z.ZodObject).shape)).toContain(name.slice(1))
    }
  })

  it('opens to strangers only what one needs before signing in', () => {
    expect(
      endpoints
        .filter((one) => one.audience === 'everybody')
        .map((one) => `${one.method} ${one.path}`)
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "GET /v1/calendars/:file",
        "GET /v1/city",
        "GET /v1/clock",
        "GET /v1/places",
        "GET /v1/places/at",
        "GET /v1/places/links",
        "GET /v1/zones",
        "POST /v1/sessions",
        "POST /v1/sessions/code",
      ]
    `)
  })
})
