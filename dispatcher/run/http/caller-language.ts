import type { Language, Person } from '@kerbside/domain'
import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once the door has looked; null before and for strangers. */
    person: Person | null
  }
}

/** The language that an Accept-Language header prefers among ours; undefined when it names neither. */
export const wishedLanguage = (header: string | undefined): Language | undefined => {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean)
    return { language: languageOfTag(tag), weight: weight === undefined ? 1 : Number(weight) }
  })
  return wishes
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]?.language
}

/** The language a caller asks for, else his own, else that of the first market. */
export const languageOf = (request: FastifyRequest): Language =>
  wishedLanguage(request.headers['accept-language']) ?? request.person?.language ?? 'zh-CN'

const languageOfTag = (tag: string): Language | undefined => {
  if (/^en(-|$)/.test(tag)) return 'en'
  return /^zh(-|$)/.test(tag) ? 'zh-CN' : undefined
}
