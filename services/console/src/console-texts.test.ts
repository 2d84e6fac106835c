import { sameKeys } from '@kerbside/ui'
import { expect, it } from 'vitest'
import { appTexts } from './console-texts.ts'

it('says the same things, with the same placeholders, in both languages', () => {
  expect(sameKeys(appTexts)).toEqual([])
})
