import { expect, it } from 'vitest'
import { instantOf, localTextOf } from './local-instant.ts'

it('a local time of the city is the instant it stands for, also across a change of clocks', () => {
  expect(instantOf('2026-11-26T00:00', 'Asia/Shanghai')).toBe('2026-11-25T16:00:00.000Z')
  expect(instantOf('2026-03-29T03:30', 'Europe/Lisbon')).toBe('2026-03-29T02:30:00.000Z')
  expect(localTextOf(Date.parse('2026-11-25T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-26T00:00')
  expect(instantOf('', 'Asia/Shanghai')).toBeNull()
})
