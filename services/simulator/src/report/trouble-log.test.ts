import { expect, it } from 'vitest'
import { makeTroubleLog } from './trouble-log.ts'

it('says the same trouble once in a while, with how often it was held back', () => {
  let wallMs = 0
  const lines: string[] = []
  const tell = makeTroubleLog(
    (line) => lines.push(line),
    () => wallMs,
  )
  tell(new Error('no answer'))
  tell(new Error('no answer'))
  tell('something else')
  tell(new Error('no answer'))
  wallMs = 31_000
  tell(new Error('no answer'))
  expect(lines).toEqual([
    'trouble: no answer',
    'trouble: something else',
    'trouble: no answer (and 2 times since)',
  ])
})
