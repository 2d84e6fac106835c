import type { Language } from '@kerbside/domain'

/** Texts by dotted path; the leaves are ICU messages. */
export interface TextTree {
  readonly [key: string]: string | TextTree
}

/** The same keys as `T`, with any text. */
export type SameShape<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameShape<T[K]> }

/** Texts of both languages; the compiler holds them to the same keys. */
export type Texts<T extends TextTree> = { readonly en: T; readonly 'zh-CN': SameShape<T> }

/** Dotted paths to all leaves of a tree. */
export type TextKey<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${TextKey<T[K]>}`
}[keyof T & string]

/** Keeps the exact keys of an app's texts and makes the compiler compare both languages. */
export const defineTexts = <T extends TextTree>(texts: Texts<T>): Texts<T> => texts

const placeholder = /\{\s*([A-Za-z]\w*)\s*[,}]/g

const leaves = (tree: TextTree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )

const holes = (message: string): string =>
  [...new Set([...message.matchAll(placeholder)].map((match) => match[1]))].sort().join(',')

/**
 * What differs between the languages: missing or empty keys, and messages with other placeholders.
 * An empty list means that both languages say the same things; made for the apps' tests.
 */
export const sameKeys = (texts: Record<Language, TextTree>): string[] => {
  const en = new Map(leaves(texts.en))
  const zh = new Map(leaves(texts['zh-CN']))
  const faults: string[] = []
  for (const key of new Set([...en.keys(), ...zh.keys()])) {
    const [a, b] = [en.get(key), zh.get(key)]
    if (!a) faults.push(`${key}: missing in en`)
    else if (!b) faults.push(`${key}: missing in zh-CN`)
    else if (holes(a) !== holes(b)) faults.push(`${key}: placeholders {${holes(a)}} and {${holes(b)}}`)
  }
  return faults
}
