import { expect, it } from 'vitest'
import { Bell } from './bell.ts'
import { Interrupted } from './interrupted.ts'
import { makeTestWall } from './test-wall.ts'

const noon = Date.parse('2026-11-24T04:00:00Z')

it('runs things in the order of their time, and in the order of asking at the same time', async () => {
  const { agenda, pass } = makeTestWall(noon, 60)
  const ran: string[] = []
  agenda.at(noon + 60_000, () => ran.push('later'))
  agenda.at(noon + 1000, () => ran.push('first'))
  agenda.at(noon + 1000, () => ran.push('second'))
  const callOff = agenda.at(noon + 2000, () => ran.push('never'))
  callOff()
  await pass(59)
  expect(ran).toEqual(['first', 'second'])
  await pass(1)
  expect(ran).toEqual(['first', 'second', 'later'])
})

it('goes on when one of the things fails', async () => {
  const { agenda, errors, pass } = makeTestWall(noon)
  const ran: string[] = []
  agenda.at(noon + 1000, () => {
    throw new Error('fell over')
  })
  agenda.at(noon + 1000, () => ran.push('next'))
  await pass(2)
  expect(errors).toHaveLength(1)
  expect(ran).toEqual(['next'])
})

it('wakes who waits for a time, or calls him away', async () => {
  const { agenda, pass } = makeTestWall(noon)
  const end = new AbortController()
  const woken = agenda.until(noon + 5000, end.signal).then(() => 'woken')
  const called = agenda.until(noon + 50_000, end.signal).catch((error: unknown) => error)
  await pass(6)
  end.abort()
  expect(await woken).toBe('woken')
  expect(await called).toBeInstanceOf(Interrupted)
})

it('wakes everybody who waits when the bell rings', async () => {
  const { agenda, pass } = makeTestWall(noon)
  const bell = new Bell()
  const woken: number[] = []
  for (const one of [1, 2]) {
    bell
      .waitUntil(agenda, noon + 60_000, new AbortController().signal)
      .then(() => woken.push(one))
      .catch((error: unknown) => woken.push(Number(error)))
  }
  await pass(1)
  expect(woken).toEqual([])
  bell.ring()
  await pass(1)
  expect(woken).toEqual([1, 2])
})
