import { scopes } from '@kerbside/protocol'
import { expect, it } from 'vitest'
import { machinesEn } from './machines-words-en.ts'
import { scopeWord } from './scope-words.ts'

it('every scope has words of its own, under a key without a colon', () => {
  const words: Record<string, string> = machinesEn.scope
  const said = scopes.map((scope) => words[scopeWord[scope].split('.').at(-1) ?? ''])
  expect(new Set(said).size).toBe(scopes.length)
  expect(said).not.toContain(undefined)
  for (const scope of scopes) expect(scopeWord[scope]).not.toContain(':')
})
