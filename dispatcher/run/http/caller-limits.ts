import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../refusal.ts'

const minuteMs = 60_000
/** Of one session, or of an address without one: a simulated city behind one address must not be held up. */
const mostAMinute = 6_000
/** Sign-ins and codes of one address, whatever the phones. */
const mostFromAddress = 600

/** How often somebody may try: a code costs a text message, a password is guessed by trying. */
const strict = {
  code: { perCaller: 5, perPhone: 20 },
  password: { perCaller: 10, perPhone: 60 },
} as const
export type StrictLimit = keyof typeof strict

const tooMany = (): Refusal =>
  new Refusal('too_many', { en: 'Wait a little, then try again.', zh: '请稍候再试。' })

/** A session's token, or else the address: what merely looks like a token buys no fresh allowance of long strings. */
const callerOf = (request: FastifyRequest): string =>
  /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1] ?? request.ip

/** Generous limits for everything that is served. */
export const limitCallers = async (app: FastifyInstance): Promise<void> => {
  await app.register(rateLimit, {
    max: mostAMinute,
    timeWindow: minuteMs,
    keyGenerator: callerOf,
    errorResponseBuilder: tooMany,
  })
}

/**
 * Strict limits for signing in, by phone and address together, by phone alone over ten minutes, and by address alone.
 * They look at the body and at no token, so that a made-up token does not get around them.
 */
export const strictLimits = (app: FastifyInstance, kind: StrictLimit) => {
  const phone = ({ body }: FastifyRequest): string =>
    typeof body === 'object' && body !== null && 'phone' in body ? String(body.phone).slice(0, 20) : ''
  const { perCaller, perPhone } = strict[kind]
  const limits = [
    app.createRateLimit({
      max: perCaller,
      timeWindow: minuteMs,
      keyGenerator: (request) => `${phone(request)} ${request.ip}`,
    }),
    app.createRateLimit({ max: perPhone, timeWindow: 10 * minuteMs, keyGenerator: phone }),
    app.createRateLimit({
      max: mostFromAddress,
      timeWindow: minuteMs,
      keyGenerator: (request) => request.ip,
    }),
  ]
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    for (const limit of limits) {
      const state = await limit(request)
      if (state.isAllowed || !state.isExceeded) continue
      reply.header('retry-after', state.ttlInSeconds)
      throw tooMany()
    }
  }
}
