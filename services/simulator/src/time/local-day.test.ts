import { expect, it } from 'vitest'
import { localHour, localMidnight, localTime } from './local-day.ts'

it('tells the local hour and the beginning of the local day', () => {
  const at = Date.parse('2026-11-24T23:30:15.250Z')
  expect(localHour(at, 'Asia/Shanghai')).toBe(7)
  expect(localTime(at, 'Asia/Shanghai')).toBe('07:30')
  expect(new Date(localMidnight(at, 'Asia/Shanghai')).toISOString()).toBe('2026-11-24T16:00:00.000Z')
  expect(new Date(localMidnight(at, 'Asia/Kolkata')).toISOString()).toBe('2026-11-24T18:30:00.000Z')
})
