import type { JobView, TechnicianView, TourView } from '@kerbside/protocol'
import { expect, it } from 'vitest'
import { jobView, minutes, noon, stopOf, technicianView, tourView } from '../test-views.ts'
import { decide } from './decide.ts'

const habit = { leaveMs: (_: JobView, dueMs: number) => dueMs, brokenUntilMs: 0 }
const minute = 60_000
const view = (jobs: JobView[], tour: TourView = tourView([]), me: Partial<TechnicianView> = {}) => ({
  me: technicianView(me),
  jobs: new Map(jobs.map((job) => [job.id, job])),
  tour,
})

it('comes on duty when his shift begins, not before and not for its last minutes', () => {
  const off = { onDuty: false, shift: { from: minutes(30), until: minutes(510) } }
  expect(decide(view([], undefined, off), noon + 10 * minute, habit)).toEqual({
    do: 'wait',
    untilMs: noon + 30 * minute,
    thenLook: true,
  })
  expect(decide(view([], undefined, off), noon + 30 * minute, habit)).toEqual({ do: 'go_on_duty' })
  expect(decide(view([], undefined, off), noon + 500 * minute, habit)).toMatchObject({ do: 'wait' })
})

it('goes off duty after his shift only when nothing is left to do', () => {
  const over = { shift: { from: minutes(-480), until: minutes(-1) } }
  expect(decide(view([], undefined, over), noon, habit)).toEqual({ do: 'go_off_duty' })
  const tomorrow = { shift: { from: minutes(900), until: minutes(1400) } }
  expect(decide(view([], undefined, tomorrow), noon, habit)).toEqual({ do: 'go_off_duty' })
  const last = jobView(1)
  const tour = tourView([stopOf(last, minutes(10))], minutes(0))
  expect(decide(view([last], tour, over), noon, habit)).toEqual({ do: 'serve', job: last })
})

it('leaves for his next stop when the tour says so, and later by his habit', () => {
  const job = jobView(1)
  const tour = tourView([stopOf(job, minutes(30))], minutes(18))
  expect(decide(view([job], tour), noon, habit)).toEqual({ do: 'wait', untilMs: noon + 18 * minute })
  expect(decide(view([job], tour), noon + 18 * minute, habit)).toEqual({ do: 'serve', job })
  const late = { ...habit, leaveMs: (_: JobView, dueMs: number) => dueMs + 5 * minute }
  expect(decide(view([job], tour), noon + 18 * minute, late)).toEqual({
    do: 'wait',
    untilMs: noon + 23 * minute,
  })
})

it('takes the stops in the order of his tour', () => {
  const [one, two] = [jobView(1), jobView(2)]
  const tour = tourView([stopOf(two, minutes(-5)), stopOf(one, minutes(-1))], minutes(-15))
  expect(decide(view([one, two], tour), noon, habit)).toEqual({ do: 'serve', job: two })
})

it('leaves for a rescue at once, but finishes the job in hand first', () => {
  const wash = jobView(1)
  const rescue = jobView(2, { category: 'rescue', statusAt: minutes(0) })
  const tour = tourView([stopOf(wash, minutes(5))], minutes(-5))
  expect(decide(view([wash, rescue], tour), noon, habit)).toEqual({ do: 'serve', job: rescue })
  const working = jobView(1, { status: 'working' })
  expect(decide(view([working, rescue], tour), noon, habit)).toEqual({ do: 'serve', job: working })
})

it('waits for a job that stands in no tour yet to be planned', () => {
  const job = jobView(1, { statusAt: minutes(0) })
  expect(decide(view([job]), noon, habit)).toEqual({ do: 'wait', untilMs: noon + 10 * minute })
})

it('stays off the road while his van is broken', () => {
  const broken = { ...habit, brokenUntilMs: noon + 60 * minute }
  expect(decide(view([], undefined, { onDuty: false }), noon, broken)).toEqual({
    do: 'wait',
    untilMs: noon + 60 * minute,
  })
})

it('goes where he was asked to wait while nothing is to be left for, and nowhere once he is there', () => {
  const wait = {
    id: 'wait_01900000-0000-7000-8000-000000000001',
    state: 'proposed' as const,
    name: { zh: '东站', en: 'East stand' },
    point: [121.5, 31.2] as [number, number],
    driveSeconds: 300,
    gain: 0.1,
    since: minutes(0),
  }
  expect(decide(view([], undefined, { wait }), noon, habit)).toEqual({ do: 'answer_wait', wait })
  const going = { ...wait, state: 'going' as const }
  expect(decide(view([], undefined, { wait: going }), noon, habit)).toEqual({ do: 'go_waiting', wait: going })
  expect(decide(view([], undefined, { wait: { ...wait, state: 'there' } }), noon, habit).do).toBe('wait')
  const job = jobView(1)
  const tour = tourView([stopOf(job, minutes(10))], minutes(0))
  expect(decide(view([job], tour, { wait: going }), noon, habit)).toEqual({ do: 'serve', job })
})
