import type { Fix, Person } from '@kerbside/domain'
import {
  type FixCounts,
  type ProblemCode,
  problems,
  readTrackerForm,
  readTrackerJson,
} from '@kerbside/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route asks for a token of its own kind. */
    ownToken?: boolean
  }
}

export interface TrackerFormDoors {
  clock: { now(): number }
  /** The technician whose fixes a tracker's token sends. */
  whoseTracker(token: string): Promise<Person | null>
  takeFixes(person: Person, fixes: readonly Fix[]): Promise<FixCounts>
  onError(error: Error): void
}

/**
 * The OsmAnd form at `/v1/osmand`, which public tracker apps speak: GET with a query, POST with a query, a form or JSON.
 * Fixes that are not believed answer 200 with the reason, for these apps send again whatever gets another answer.
 */
export const hangTrackerForms = (app: FastifyInstance, doors: TrackerFormDoors): void => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if ((error.statusCode ?? 500) < 500) return refuse(reply, 'malformed', error.message)
    doors.onError(error)
    return refuse(reply, 'not_ready', 'Try again shortly.')
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/v1/osmand',
    config: { ownToken: true },
    handler: async (request, reply) => {
      const reading = read(request, doors.clock.now())
      if (!reading.ok) return refuse(reply, 'invalid', `${reading.field}: ${reading.says}`, reading.field)
      const technician = await doors.whoseTracker(reading.token)
      if (!technician) return refuse(reply, 'not_signed_in', 'No tracker has this token.', 'id')
      return reply.send(await doors.takeFixes(technician, reading.fixes))
    },
  })
}

const read = (request: FastifyRequest, nowMs: number) => {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  if ('location' in body || 'device_id' in body) return readTrackerJson(body, nowMs)
  return readTrackerForm({ ...(request.query as object), ...body }, nowMs)
}

const refuse = (reply: FastifyReply, code: ProblemCode, detail: string, field?: string) =>
  reply
    .code(problems[code].status)
    .type('application/problem+json')
    .send({
      type: `/docs/problems#${code}`,
      title: problems[code].en,
      status: problems[code].status,
      code,
      detail,
      ...(field ? { field } : {}),
    })
