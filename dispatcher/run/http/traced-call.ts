import type { Endpoint } from '@kerbside/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../house.ts'
import { findTrace } from '../../outside/postgres/trace-store.ts'
import { noteOnSpan, spanned, withFacts } from '../../outside/traces/index.ts'
import { Refusal } from '../../refusal.ts'

/** Too many to be written down one by one: what phones and trackers send all the time. */
const chatter = new Set(['/v1/me/fixes'])

/**
 * Answers a call as a span and a line of the log. What is about a job joins the trace that the job began in, with a
 * link to the caller's own; anything else goes on with the caller's.
 */
export const tracedCall = async (
  house: House,
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: () => Promise<unknown>,
): Promise<unknown> => {
  const id = idOf(request.params)
  const caller = header(request, 'traceparent')
  const known =
    house.traced && id ? await findTrace(house.db, house.city.id, id).catch(() => undefined) : undefined
  const jobId = known?.job_id ?? (id?.startsWith('job_') ? id : undefined)
  const attributes = {
    'http.request.method': method,
    'http.route': path,
    ...(jobId ? { 'kerbside.job_id': jobId } : {}),
  }
  const wish = { kind: 'server' as const, attributes, parent: known?.traceparent ?? caller, isExpected }
  const begun = performance.now()
  return withFacts(
    { ...(jobId ? { jobId } : {}), ...(id?.startsWith('offer_') ? { offerId: id } : {}) },
    () =>
      spanned(`${method} ${path}`, { ...wish, links: known ? [caller] : [] }, async () => {
        const body = await answer()
        noteOnSpan({ 'http.response.status_code': reply.statusCode })
        const level = method === 'GET' || chatter.has(path) ? 'debug' : 'info'
        const ms = Math.round(performance.now() - begun)
        house.log[level]({ method, route: path, status: reply.statusCode, ms }, 'answered')
        return body
      }),
  )
}

const isExpected = (error: unknown): boolean => error instanceof Refusal

const idOf = (params: unknown): string | undefined =>
  typeof params === 'object' && params !== null && 'id' in params && typeof params.id === 'string'
    ? params.id
    : undefined

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
