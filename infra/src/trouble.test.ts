import { expect, it } from 'vitest'
import { sentenceOf, Trouble } from './trouble.ts'

const refused = (code: string, path: string) => Object.assign(new Error(code), { code, path })

it('says what the file system refuses in a sentence with the way out', () => {
  expect(sentenceOf(refused('ENOSPC', '/data'))).toBe('The disk is full: make room, then start again.')
  expect(sentenceOf(refused('EACCES', '/data/run'))).toMatch(/^\/data\/run cannot be written .*--data DIR/)
  expect(sentenceOf(new Trouble('No network.'))).toBe('No network.')
})

it('leaves our own mistakes as they are', () => {
  expect(sentenceOf(new TypeError('x is not a function'))).toBeUndefined()
  expect(sentenceOf(refused('ERR_INVALID_ARG_TYPE', ''))).toBeUndefined()
})
