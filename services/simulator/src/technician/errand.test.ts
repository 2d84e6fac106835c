import type { TechnicianStep } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import { expect, it } from 'vitest'
import { jobView, minutes, noon } from '../test-views.ts'
import { Interrupted } from '../time/interrupted.ts'
import { makeTestWall } from '../time/test-wall.ts'
import { type Runner, runErrand } from './errand.ts'
import { drawHabits } from './habits.ts'

const leadsTo = {
  depart: 'en_route',
  arrive: 'on_site',
  begin: 'working',
  finish: 'done',
  fail: 'failed',
  release: 'waiting',
} as const satisfies Record<TechnicianStep, JobView['status']>

const scene = (habits: Partial<Runner['habits']> = {}) => {
  const wall = makeTestWall(noon, 60)
  const steps: string[] = []
  const told = (step: string) => steps.push(`${step} ${Math.round((wall.clock.now() - noon) / 60_000)}`)
  const runner: Runner = {
    agenda: wall.agenda,
    habits: {
      ...drawHabits(1, '+8613900000001'),
      pace: () => 1,
      workFactor: () => 1,
      settlesMs: () => 60_000,
      findsNobody: () => null,
      breaksDown: () => null,
      ...habits,
    },
    step: async (_, step) => {
      told(step)
      return jobView(1, { status: leadsTo[step], statusAt: new Date(wall.clock.now()).toISOString() })
    },
    way: async () => ({
      line: [
        [121.47, 31.23],
        [121.48, 31.23],
      ],
      seconds: 600,
      metres: 950,
      turns: [],
      quality: 'osrm',
    }),
    drive: () => told('drive'),
    stand: () => undefined,
    breakDown: async () => {
      told('break down')
    },
  }
  return { ...wall, runner, steps }
}
const never = new AbortController().signal

it('serves a job from acceptance to the end, and begins no earlier than promised', async () => {
  const { runner, steps, pass } = scene()
  const done = runErrand(runner, jobView(1), never)
  await pass(4000)
  await done
  expect(steps).toEqual(['depart 0', 'drive 0', 'arrive 10', 'begin 30', 'finish 60'])
})

it('goes on from where a job stands after a restart', async () => {
  const { runner, steps, pass } = scene()
  const done = runErrand(runner, jobView(1, { status: 'working', statusAt: minutes(-20) }), never)
  await pass(700)
  await done
  expect(steps).toEqual(['finish 10'])
})

it('fails a job when customer and car are gone', async () => {
  const { runner, steps, pass } = scene({ findsNobody: () => ({ waitSeconds: 300, reason: '无人' }) })
  const done = runErrand(runner, jobView(1, { status: 'en_route' }), never)
  await pass(1000)
  await done
  expect(steps).toEqual(['drive 0', 'arrive 10', 'fail 15'])
})

it('breaks down on the way', async () => {
  const { runner, steps, pass } = scene({ breaksDown: () => ({ afterShare: 0.5, reason: '故障' }) })
  const done = runErrand(runner, jobView(1), never)
  await pass(1000)
  await done
  expect(steps).toEqual(['depart 0', 'drive 0', 'break down 5'])
})

it('stops where he is when the job is taken away', async () => {
  const { runner, steps, pass } = scene()
  const taken = new AbortController()
  const ended = runErrand(runner, jobView(1), taken.signal).catch((error: unknown) => error)
  await pass(120)
  taken.abort()
  expect(await ended).toBeInstanceOf(Interrupted)
  expect(steps).toEqual(['depart 0', 'drive 0'])
})
