import { problemSchema } from '@kerbside/protocol'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Door } from '../../door.ts'
import type { House } from '../../house.ts'
import { admit } from './admit.ts'
import { hangUp } from './hang-up.ts'
import { requireAudience, tokenOf } from './mount-door.ts'
import { languageOf } from './problem-answers.ts'
import { tracedCall } from './traced-call.ts'

/**
 * Hangs a door into the app whose body and answer are too large to be parsed where people are served: bytes in, JSON text
 * out. Who may not enter is turned away before his body is read. It changes nothing, so it knows no Idempotency-Key.
 */
export const mountTextDoor = (app: FastifyInstance, house: House, door: Door): void => {
  const { endpoint } = door
  const { mostBytes } = endpoint.asText ?? { mostBytes: 0 }
  requireAudience(endpoint)
  void app.register(async (room) => {
    room.removeContentTypeParser('application/json')
    room.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    )
    room.withTypeProvider<ZodTypeProvider>().route({
      method: endpoint.method,
      url: endpoint.path,
      bodyLimit: mostBytes,
      schema: {
        summary: endpoint.says,
        tags: [endpoint.tag],
        ...(endpoint.audience === 'everybody' ? {} : { security: [{ bearer: [] }] }),
        ...(endpoint.body ? { body: endpoint.body } : {}),
        response: { [endpoint.success ?? 200]: endpoint.answer, default: problemSchema },
      },
      validatorCompiler: () => (data) => ({ value: data }),
      onRequest: async (request) => {
        await admit(house, endpoint, tokenOf(request))
      },
      handler: (request, reply) =>
        tracedCall(house, endpoint, request, reply, async () => {
          const token = tokenOf(request)
          const answer = await door.handle(house, {
            params: undefined,
            query: undefined,
            body: request.body ?? new Uint8Array(),
            person: await admit(house, endpoint, token),
            token,
            language: languageOf(request),
            gone: hangUp(reply),
          } as never)
          return reply
            .code(endpoint.success ?? 200)
            .type('application/json; charset=utf-8')
            .serializer(String)
            .send(answer as never)
        }),
    })
  })
}
