import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { openTextPlanner, type TextPlanner } from './index.ts'

const planner = openTextPlanner({ threads: 2, queue: 1 })
afterAll(() => planner.close())

const size = 30
/** Jobs on a circle, each a step from the next, and a van at the first. */
const ring = (change: object = {}) => ({
  vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
  jobs: Array.from({ length: size - 1 }, (_, k) => ({ id: k, location_index: k + 1 })),
  matrices: {
    car: {
      durations: Array.from({ length: size }, (_, a) =>
        Array.from({ length: size }, (_, b) => 100 * Math.min(Math.abs(a - b), size - Math.abs(a - b))),
      ),
    },
  },
  ...change,
})
const wish = { seconds: null, threads: null, seed: null, planMode: false, rounding: null }
const ask = (
  problem: unknown,
  more: { wish?: object; signal?: AbortSignal } = {},
  of: TextPlanner = planner,
) =>
  of.plan({
    bytes: new TextEncoder().encode(typeof problem === 'string' ? problem : JSON.stringify(problem)),
    wish: { ...wish, ...more.wish },
    signal: more.signal ?? new AbortController().signal,
    askRoads: () => Promise.reject(new Error('no roads here')),
  })

describe('threads that plan a text', () => {
  it('search together and answer one plan', async () => {
    const final = await ask(ring(), { wish: { threads: 2, seconds: 0.2 } })
    expect(final).toMatchObject({ kind: 'answer', cost: 100 * size })
  })

  it('take VRPLIB where they are told how to round', async () => {
    const text = [
      'NAME : corner',
      'TYPE : VRPTW',
      'DIMENSION : 3',
      'VEHICLES : 1',
      'CAPACITY : 10',
      'EDGE_WEIGHT_TYPE : EUC_2D',
      'NODE_COORD_SECTION',
      '1 0 0',
      '2 3 0',
      '3 3 4',
      'DEMAND_SECTION',
      '1 0',
      '2 1',
      '3 1',
      'TIME_WINDOW_SECTION',
      '1 0 100',
      '2 0 100',
      '3 5 6',
      'DEPOT_SECTION',
      '1',
      '-1',
      'EOF',
    ].join('\n')
    const seconds = 0.05
    expect(await ask(text, { wish: { rounding: 'dimacs', seconds } })).toMatchObject({
      kind: 'answer',
      text: 'Route #1: 2 1\nCost 12.0',
    })
    const closed = text.replace('3 5 6', '3 0 1')
    expect(await ask(closed, { wish: { rounding: 'dimacs', seconds } })).toMatchObject({
      kind: 'answer',
      note: 'No vehicle can serve 2 and be back in time.',
    })
    const broken = text.replace('3 3 4', '3 x 4')
    expect(await ask(broken, { wish: { rounding: 'round' } })).toMatchObject({ kind: 'trouble', code: 2 })
    expect(await ask(text)).toMatchObject({ kind: 'trouble', code: 2, field: '' })
  })

  it('say what cannot be read, and plan the next problem', async () => {
    expect(await ask(ring({ jobs: 7 }))).toMatchObject({ kind: 'trouble', code: 2, field: 'jobs' })
    expect(
      await ask({ vehicles: [{ id: 1, start: [1, 2] }], jobs: [{ id: 1, location: [1, 3] }] }),
    ).toMatchObject({
      kind: 'trouble',
      code: 1,
    })
    expect(await ask(ring(), { wish: { seconds: 0.01 } })).toMatchObject({ kind: 'answer' })
  })

  it('break off together where the roads cannot be had, and plan the next problem', async () => {
    const of = openTextPlanner({ threads: 2 })
    onTestFinished(() => of.close())
    const roadless = ring({
      matrices: undefined,
      vehicles: [{ id: 1, start: [1, 2] }],
      jobs: Array.from({ length: size - 1 }, (_, id) => ({ id, location: [1, 2 + id / 100] })),
    })
    expect(await ask(roadless, { wish: { threads: 2, seconds: 0.2 } }, of)).toMatchObject({ kind: 'trouble' })
    expect(await ask(ring(), { wish: { threads: 2, seconds: 0.2 } }, of)).toMatchObject({
      kind: 'answer',
      cost: 100 * size,
    })
  })

  it('let one more wait for a thread, refuse the next, and end a search at a word', async () => {
    const end = new AbortController()
    const long = () => ask(ring(), { wish: { seconds: 60 }, signal: end.signal })
    const running = [long(), long()]
    const waiting = ask(ring(), { wish: { seconds: 0.01 } })
    expect(await long()).toBeNull()
    end.abort()
    for (const final of await Promise.all([...running, waiting]))
      expect(final).toMatchObject({ kind: 'answer' })
  })
})
