import { describe, expect, it } from 'vitest'
import { likelyTimeZone } from './time-zone.ts'

const hints = (longitude: number, names: readonly string[], machine = 'Etc/UTC') =>
  likelyTimeZone({ longitude, names, machine, atMs: Date.parse('2026-01-15T12:00:00Z') })

describe('the time zone of a city that does not say its own', () => {
  it.each([
    [104.1, 'Chengdu'],
    [87.6, 'Ürümqi'],
    [126.6, 'Harbin'],
  ])('is China’s where streets have Chinese names, %d° east (%s)', (longitude) => {
    expect(hints(longitude, ['人民南路', '二环高架路', 'S1'])).toBe('Asia/Shanghai')
  })

  it('is not China’s where they are written with kana', () => {
    const streets = ['明治通り', '靖国通り', '青山']
    expect(hints(139.7, streets)).toBe('Etc/GMT-9')
    expect(hints(139.7, streets, 'Asia/Tokyo')).toBe('Asia/Tokyo')
  })

  it('is the machine’s where its clock can be that of the place', () => {
    expect(hints(-8.6, ['Rua de Santa Catarina'], 'Europe/Lisbon')).toBe('Europe/Lisbon')
    expect(hints(-3.7, ['Gran Vía'], 'Europe/Madrid')).toBe('Europe/Madrid')
    expect(hints(0, [])).toBe('Etc/UTC')
  })

  it('is else the whole hour nearest the sun’s', () => {
    expect(hints(-74, ['Broadway'], 'Asia/Shanghai')).toBe('Etc/GMT+5')
    expect(hints(2.3, ['Rue de Rivoli'], 'America/New_York')).toBe('Etc/GMT')
  })
})
