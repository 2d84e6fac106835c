import { inLanguage, type Language } from '@kerbside/domain'
import { type Problem, type ProblemCode, problems } from '@kerbside/protocol'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Log } from '../../house.ts'
import { Refusal } from '../../refusal.ts'

/** The language a caller asks for. */
export const languageOf = (request: FastifyRequest): Language =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh-CN'

interface Sentence {
  en: string
  zh: string
}

/** Answers a refusal as problem+json. */
export const sendProblem = (
  reply: FastifyReply,
  code: ProblemCode,
  sentence: Sentence,
  language: Language,
  extra: { field?: string | undefined; more?: Record<string, unknown> | undefined } = {},
): FastifyReply => {
  const { status, en, zh } = problems[code]
  const body: Problem = {
    type: `/docs/problems#${code}`,
    title: inLanguage({ en, zh }, language),
    status,
    code,
    detail: inLanguage(sentence, language),
    ...(extra.field === undefined ? {} : { field: extra.field }),
    ...(extra.more === undefined ? {} : { more: extra.more }),
  }
  if (status === 503) reply.header('retry-after', '2')
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(body)
}

/** A wrong body, query or parameter, said by its first issue. */
export const refuseInvalid = (error: z.ZodError): Refusal => {
  const [issue] = error.issues
  const field = issue?.path.map(String).join('.') || undefined
  const says = issue?.message ?? 'not as the contract says'
  const where = field === undefined ? '' : `${field}: `
  return new Refusal(
    'invalid',
    { en: `${where}${says}.`, zh: `${where}${says}。` },
    field === undefined ? {} : { field },
  )
}

const byFastifyCode: Readonly<Record<string, { code: ProblemCode; en: string; zh: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: 'malformed',
    en: 'The body is no JSON.',
    zh: '请求体不是有效的 JSON。',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed', en: 'The body is empty.', zh: '请求体为空。' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'malformed',
    en: 'Send application/json.',
    zh: '请使用 application/json。',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too_large', en: 'The body is too large.', zh: '请求体过大。' },
}

/** Codes of PostgreSQL and the network that mean: not now. */
const outside = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
])
const isOutside = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    outside.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout|driver has already been destroyed|Cannot use a pool after calling end/i.test(
      error.message,
    )
  )
}

/** Turns whatever a handler threw into problem+json; only our own mistakes are logged as errors. */
export const answerError =
  (log: Log) => (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const language = languageOf(request)
    if (error instanceof Refusal) return sendProblem(reply, error.code, error.sentence, language, error)
    const known = 'code' in error && typeof error.code === 'string' ? byFastifyCode[error.code] : undefined
    if (known) return sendProblem(reply, known.code, known, language)
    if ('statusCode' in error && error.statusCode === 429) {
      return sendProblem(
        reply,
        'too_many',
        { en: 'Wait a little, then try again.', zh: '请稍候再试。' },
        language,
      )
    }
    if ('statusCode' in error && error.statusCode === 400)
      return sendProblem(reply, 'malformed', { en: `${error.message}.`, zh: '请求无法读取。' }, language)
    if (isOutside(error)) {
      log.warn({ err: error, url: request.url }, 'answered 503: the database is out of reach')
      return sendProblem(
        reply,
        'not_ready',
        { en: 'The database is out of reach; try again shortly.', zh: '数据库暂不可用，请稍后再试。' },
        language,
      )
    }
    log.error({ err: error, url: request.url, requestId: request.id }, 'a handler failed')
    return sendProblem(
      reply,
      'our_mistake',
      { en: `It is written down under ${request.id}.`, zh: `已记录，编号 ${request.id}。` },
      language,
    )
  }
