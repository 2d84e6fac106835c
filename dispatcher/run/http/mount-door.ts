import type { Person } from '@kerbside/domain'
import { type Endpoint, problemSchema } from '@kerbside/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Door } from '../../door.ts'
import type { House } from '../../house.ts'
import { Refusal } from '../../refusal.ts'
import { admit } from './admit.ts'
import { hangUp } from './hang-up.ts'
import {
  AnsweredBefore,
  commitOnce,
  findAnswer,
  fingerprintOf,
  type KeyedCommand,
} from './idempotency-store.ts'
import { languageOf, refuseInvalid } from './problem-answers.ts'
import { tracedCall } from './traced-call.ts'

const longestKey = 200

/** Hangs a door into the app: audience, parsing, idempotency, answer. A door without an audience does not boot. */
export const mountDoor = (app: FastifyInstance, house: House, door: Door): void => {
  const { endpoint } = door
  requireAudience(endpoint)
  const strict = endpoint.path.startsWith('/v1/sessions')
  app.withTypeProvider<ZodTypeProvider>().route({
    method: endpoint.method,
    url: endpoint.path,
    config: strict ? { rateLimit: { max: 300, timeWindow: 60_000 } } : {},
    schema: {
      summary: endpoint.says,
      tags: [endpoint.tag],
      ...(endpoint.audience === 'everybody' ? {} : { security: [{ bearer: [] }] }),
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body ? { body: endpoint.body } : {}),
      response: { [endpoint.success ?? 200]: endpoint.answer, default: problemSchema },
    },
    // Parsing is ours, so that what is wrong is said in our own words.
    validatorCompiler: () => (data) => ({ value: data }),
    handler: (request, reply) =>
      tracedCall(house, endpoint, request, reply, () => answerCall(house, door, request, reply)),
  })
}

const answerCall = async (
  house: House,
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { endpoint } = door
  const token = tokenOf(request)
  const person = await admit(house, endpoint, token)
  const call = {
    params: parsed(endpoint.params, request.params),
    query: parsed(endpoint.query, request.query),
    body: parsed(endpoint.body, request.body ?? (endpoint.body ? {} : undefined)),
    person,
    token,
    gone: hangUp(reply),
    language: languageOf(request),
  }
  const command = endpoint.method === 'GET' ? null : commandOf(request, person)
  const before = command && (await findAnswer(house, command))
  const answer =
    before instanceof AnsweredBefore
      ? before.body
      : await door.handle(house, {
          ...call,
          commit: (business: never) => commitOnce(house, command, business),
        } as never)
  if (endpoint.media) sendText(reply, endpoint)
  return reply.code(endpoint.success ?? 200).send(answer as never)
}

/** A text goes out as it is, under its own name, and is kept by nobody in between. */
const sendText = (reply: FastifyReply, { media, path }: Endpoint): void => {
  const name = path.split('/').at(-1) ?? ''
  reply
    .type(`${media}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .serializer((text: unknown) => String(text))
  if (!name.startsWith(':')) reply.header('content-disposition', `attachment; filename="kerbside-${name}"`)
}

export const requireAudience = ({ audience, method, path }: Endpoint): void => {
  if (!audience || (Array.isArray(audience) && audience.length === 0))
    throw new Error(`${method} ${path} declares no audience; it is not opened`)
}

const parsed = (schema: z.ZodType | undefined, data: unknown): unknown => {
  if (!schema) return undefined
  const read = schema.safeParse(data)
  if (!read.success) throw refuseInvalid(read.error)
  return read.data
}

export const tokenOf = (request: FastifyRequest): string =>
  /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''

const commandOf = (request: FastifyRequest, person: Person | null): KeyedCommand | null => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return null
  if (key.length > longestKey) {
    throw new Refusal(
      'invalid',
      {
        en: `An Idempotency-Key has at most ${longestKey} signs.`,
        zh: `幂等键不超过 ${longestKey} 个字符。`,
      },
      { field: 'Idempotency-Key' },
    )
  }
  return {
    personId: person?.id ?? 'nobody',
    key,
    fingerprint: fingerprintOf(request.method, request.url, request.body),
  }
}
