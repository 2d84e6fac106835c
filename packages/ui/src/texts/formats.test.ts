import { describe, expect, it } from 'vitest'
import {
  dayKey,
  formatAge,
  formatAgeLength,
  formatDay,
  formatDistance,
  formatDuration,
  formatMoney,
  formatPhone,
  formatTime,
  formatWindow,
} from './formats.ts'

const zone = 'Asia/Shanghai'

describe('formats', () => {
  it('show instants in the city’s zone, with 24 hours', () => {
    expect(formatTime('2026-11-24T06:19:00Z', zone, 'en')).toBe('14:19')
    expect(formatTime('2026-11-24T16:05:00Z', zone, 'zh-CN')).toBe('00:05')
    expect(formatWindow('2026-11-24T06:00:00Z', '2026-11-24T06:30:00Z', zone, 'zh-CN')).toBe('14:00–14:30')
    expect(formatDay('2026-11-24T06:00:00Z', zone, 'en')).toBe('Tue 24 Nov')
    expect(dayKey('2026-11-24T16:00:00Z', zone)).toBe('2026-11-25')
  })

  it('show money in minor units with a true minus', () => {
    expect(formatMoney(45300, 'CNY')).toBe('¥453.00')
    expect(formatMoney(-4000, 'CNY')).toBe('−¥40.00')
    expect(formatMoney(123456789, 'CNY')).toBe('¥1,234,567.89')
    expect(formatMoney(123456, 'CNY', true)).toBe('¥1,235')
    expect(formatMoney(6840, 'CNY', true)).toBe('¥68.40')
    expect(formatMoney(100, 'CHF')).toBe('CHF 1.00')
  })

  it('round distances without ever saying 1000 m', () => {
    expect([0, 4, 283, 996, 3170, 123_000].map(formatDistance)).toEqual([
      '0 m',
      '4 m',
      '280 m',
      '1.0 km',
      '3.2 km',
      '123 km',
    ])
  })

  it('say durations and ages in both languages', () => {
    expect(formatDuration(40, 'en')).toBe('40 s')
    expect(formatDuration(725, 'zh-CN')).toBe('12 分钟')
    expect(formatDuration(3900, 'en')).toBe('1 h 5 min')
    expect(formatDuration(7200, 'zh-CN')).toBe('2 小时')
    expect(formatAge(4, 'en')).toBe('4 s ago')
    expect(formatAge(4, 'zh-CN')).toBe('4 秒前')
    expect(formatAgeLength(372, 'en')).toBe('6 min 12 s')
    expect(formatAgeLength(372, 'zh-CN')).toBe('6 分 12 秒')
  })

  it('group phone numbers as they are read', () => {
    expect(formatPhone('+8613800000001')).toBe('138 0000 0001')
  })
})
