import type { FastifyReply } from 'fastify'

/** Aborted when the caller hangs up before he is answered. */
export const hangUp = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}
