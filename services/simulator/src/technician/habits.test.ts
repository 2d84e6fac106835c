import { expect, it } from 'vitest'
import { jobView, noon, offerView } from '../test-views.ts'
import { drawHabits } from './habits.ts'

const phone = '+8613900000001'
const acts = (seed: number, who: string) => {
  const habits = drawHabits(seed, who)
  return Array.from({ length: 40 }, (_, number) => [
    habits.answers(offerView()),
    habits.leaveMs(jobView(number), noon, noon),
    habits.pace(),
    habits.workFactor(),
    habits.findsNobody(),
    habits.breaksDown(),
    habits.goesToWait(),
  ])
}

it('does the same again with the same seed, and otherwise as another person', () => {
  expect(acts(1, phone)).toEqual(acts(1, phone))
  expect(acts(1, phone)).not.toEqual(acts(2, phone))
  expect(acts(1, phone)).not.toEqual(acts(1, '+8613900000002'))
})

it('keeps one behaviour’s luck from another’s', () => {
  const [busy, idle] = [drawHabits(1, phone), drawHabits(1, phone)]
  for (let i = 0; i < 10; i += 1) busy.answers(offerView())
  expect(busy.workFactor()).toBe(idle.workFactor())
})

it('leaves a while after a job is due, and later only if it was moved before it was due', () => {
  const habits = drawHabits(1, phone)
  const lateMs = habits.leaveMs(jobView(1), noon + 60_000, noon) - noon - 60_000
  expect(lateMs).toBeGreaterThan(0)
  expect(habits.leaveMs(jobView(1), noon + 90_000, noon + 30_000)).toBe(noon + 90_000 + lateMs)
  expect(habits.leaveMs(jobView(1), noon + 300_000, noon + 91_000)).toBe(noon + 90_000 + lateMs)
})

it('accepts mostly, always within the offer; seldom fails, more seldom breaks down', () => {
  const habits = Array.from({ length: 50 }, (_, index) => drawHabits(1, `+86139${index}`))
  const answers = habits.flatMap((one) => Array.from({ length: 40 }, () => one.answers(offerView())))
  const share = (how: string): number =>
    answers.filter((answer) => answer.how === how).length / answers.length
  expect(share('accept')).toBeGreaterThan(0.85)
  expect(share('decline')).toBeGreaterThan(0.02)
  expect(share('lapse')).toBeGreaterThan(0.002)
  expect(answers.every((answer) => answer.how === 'lapse' || answer.afterSeconds <= 27)).toBe(true)
  const nobody = habits.flatMap((one) => Array.from({ length: 100 }, () => one.findsNobody())).filter(Boolean)
  const broken = habits.flatMap((one) => Array.from({ length: 100 }, () => one.breaksDown())).filter(Boolean)
  expect(nobody.length / 5000).toBeCloseTo(0.01, 2)
  expect(broken.length / 5000).toBeCloseTo(0.005, 2)
})

it('works and drives about as long as planned', () => {
  const habits = Array.from({ length: 100 }, (_, index) => drawHabits(1, `+86139${index}`))
  const median = (values: number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  expect(median(habits.map((one) => one.workFactor()))).toBeCloseTo(1, 0)
  expect(median(habits.map((one) => one.pace()))).toBeCloseTo(1, 0)
})
