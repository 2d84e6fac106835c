import { catalogue, serviceIds } from '@kerbside/domain'
import { expect, it } from 'vitest'
import { makeRoster } from './roster.ts'
import { nightShift, shiftsAhead } from './shift-plan.ts'

const zone = 'Asia/Shanghai'

it.each([1, 2, 3, 4, 5, 6, 8])('has four technicians for every service with %i zones', (zones) => {
  const roster = makeRoster(24, zones, 1)
  for (const id of serviceIds) {
    const able = roster.filter((line) => catalogue[id].skills.every((skill) => line.skills.includes(skill)))
    expect(able.length, id).toBeGreaterThanOrEqual(4)
  }
  expect(new Set(roster.map((line) => line.zoneIndex)).size).toBe(zones)
  expect(new Set(roster.map((line) => line.shiftIndex)).size).toBeGreaterThanOrEqual(3)
})

it('names the same people for the same seed, nobody twice', () => {
  const roster = makeRoster(24, 4, 1)
  expect(makeRoster(24, 4, 1)).toEqual(roster)
  expect(makeRoster(24, 4, 2)).not.toEqual(roster)
  expect(new Set(roster.map((line) => line.name)).size).toBe(24)
  expect(new Set(roster.map((line) => line.phone)).size).toBe(24)
  expect(roster.every((line) => /^\p{Script=Han}{2,3}$/u.test(line.name) && line.initials.length <= 3)).toBe(
    true,
  )
})

it('gives today’s and tomorrow’s shifts by the city’s clock, without those that are over', () => {
  const evening = Date.parse('2026-11-24T09:30:00Z')
  const iso = (shiftIndex: number) =>
    shiftsAhead({ shiftIndex }, evening, zone).map((shift) => new Date(shift.fromMs).toISOString())
  expect(iso(0)).toEqual(['2026-11-24T23:00:00.000Z'])
  expect(iso(3)).toEqual(['2026-11-24T04:00:00.000Z', '2026-11-25T04:00:00.000Z'])
})

it('puts people to work at night, and only then, until shortly before their next shift', () => {
  const roster = makeRoster(24, 4, 1)
  const midnight = Date.parse('2026-11-24T16:30:00Z')
  const shifts = roster.map((line) => nightShift(line, roster, midnight, zone))
  expect(shifts.every((shift) => shift !== null && shift.fromMs === midnight)).toBe(true)
  for (const [index, shift] of shifts.entries()) {
    const next = shiftsAhead(roster[index] ?? { shiftIndex: 0 }, midnight, zone)[0]
    expect(shift?.untilMs ?? 0).toBeLessThanOrEqual(next?.fromMs ?? 0)
  }
  const noon = Date.parse('2026-11-24T04:00:00Z')
  expect(roster.map((line) => nightShift(line, roster, noon, zone)).every((shift) => shift === null)).toBe(
    true,
  )
})
