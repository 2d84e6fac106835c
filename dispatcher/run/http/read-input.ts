import type { Language } from '@kerbside/domain'
import { z } from 'zod'
import { Refusal } from '../../refusal.ts'

const inChinese = z.locales.zhCN().localeError

/** Reads one part of a request by its schema; refuses what is not as the contract says, by the first thing wrong. */
export const readInput = (schema: z.ZodType | undefined, data: unknown, language: Language): unknown => {
  if (!schema) return undefined
  const read = schema.safeParse(data, language === 'zh-CN' ? { error: inChinese } : {})
  if (!read.success) throw refuseIssue(read.error.issues[0], language)
  const path = findUnstorable(read.data)
  if (path) {
    throw refuse(path, {
      en: 'Holds a sign that is no text',
      zh: '包含无法保存的字符',
    })
  }
  return read.data
}

const refuseIssue = (issue: z.core.$ZodIssue | undefined, language: Language): Refusal => {
  const { path, message } = issue ? innermost(issue) : { path: [], message: 'Not as the contract says' }
  // Schemas that say their own sentence say it in English.
  const zh = language === 'zh-CN' && !/\p{Script=Han}/u.test(message) ? '格式不正确' : message
  return refuse(path.map(String), { en: message, zh })
}

/** For a choice of shapes: what is wrong in the one that fits best. */
const innermost = (issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } => {
  if (issue.code !== 'invalid_union') return issue
  const [best] = issue.errors.toSorted((a, b) => a.length - b.length)
  const first = best?.[0]
  if (!first) return issue
  const inner = innermost(first)
  return { path: [...issue.path, ...inner.path], message: inner.message }
}

const refuse = (path: readonly string[], says: { en: string; zh: string }): Refusal => {
  const field = path.join('.')
  const where = field === '' ? '' : `${field}: `
  return new Refusal(
    'invalid',
    { en: `${where}${says.en}.`, zh: `${where}${says.zh}。` },
    field === '' ? {} : { field },
  )
}

/** Where a text is that PostgreSQL cannot keep: one with a NUL or half a surrogate pair. */
const findUnstorable = (value: unknown): string[] | null => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const path = findUnstorable(inner)
    if (path) return [key, ...path]
  }
  return null
}
