import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseTimes, type TimedThing } from './choose-times.ts'
import { readVroom, timeSteps, type VroomError } from './index.ts'

const making = { seconds: 1, threads: 1, seed: 1, roads: 'matrix' } as const
const times = { loading: 0, solving: 0, routing: 0 }
const timed = (json: unknown) => timeSteps(readVroom(json), { making, times })

const durations = [
  [0, 100, 200],
  [100, 0, 50],
  [200, 50, 0],
]
const route = (vehicle: object, jobs: object[]) => ({
  vehicles: [{ id: 1, start_index: 0, end_index: 0, ...vehicle }],
  jobs,
  matrices: { car: { durations } },
})
const step = (id: number, more: object = {}) => ({ type: 'job', id, ...more })

describe('plan mode', () => {
  it('keeps the order, waits, and leaves no earlier than it must', () => {
    const answer = timed(
      route({ steps: [step(2), step(1)] }, [
        { id: 1, location_index: 1, service: 10, time_windows: [[1000, 2000]] },
        { id: 2, location_index: 2, service: 20, setup: 5 },
        { id: 3, location_index: 1 },
      ]),
    )
    const [only] = answer.routes
    expect(only?.steps.map((one) => [one.type, one.arrival, one.waiting_time])).toEqual([
      ['start', 725, 0],
      ['job', 925, 0],
      ['job', 1000, 0],
      ['end', 1110, 0],
    ])
    expect(answer.summary).toMatchObject({
      violations: [],
      unassigned: 1,
      duration: 350,
      setup: 5,
      service: 30,
    })
    expect(answer.unassigned).toEqual([{ id: 3, type: 'job', location_index: 1 }])
  })

  it('reports every rule that is broken, at its step', () => {
    const { routes } = timed({
      vehicles: [
        {
          id: 1,
          start_index: 0,
          capacity: [1],
          max_tasks: 2,
          max_travel_time: 120,
          time_window: [0, 150],
          breaks: [{ id: 8, service: 5, max_load: [0] }, { id: 9 }],
          steps: [step(1), { type: 'break', id: 8 }, { type: 'delivery', id: 1 }, { type: 'pickup', id: 1 }],
        },
      ],
      jobs: [{ id: 1, location_index: 1, delivery: [2], skills: [4], time_windows: [[0, 80]] }],
      shipments: [
        { pickup: { id: 1, location_index: 2 }, delivery: { id: 1, location_index: 2 }, amount: [2] },
      ],
      matrices: { car: { durations } },
    })
    const causes = routes[0]?.steps.map((one) => one.violations.map((broken) => broken.cause))
    expect(causes).toEqual([
      ['load'],
      ['delay', 'skills'],
      [],
      ['max_travel_time', 'precedence'],
      ['max_tasks', 'max_travel_time', 'precedence'],
      ['delay', 'max_travel_time'],
    ])
    expect(routes[0]?.violations.map((one) => one.cause)).toContain('missing_break')
  })

  it('sets out too early rather than being late for longer', () => {
    const { routes } = timed(
      route({ time_window: [500, 900], steps: [{ type: 'start', service_before: 450 }, step(1)] }, [
        { id: 1, location_index: 1, time_windows: [[560, 700]] },
      ]),
    )
    expect(routes[0]?.steps[0]).toMatchObject({
      arrival: 450,
      violations: [{ cause: 'lead_time', duration: 50 }],
    })
  })

  it('splits a leg around a break in the middle of it', () => {
    const { routes } = timed(
      route(
        {
          time_window: [0, 1000],
          breaks: [{ id: 5, service: 30, time_windows: [[140, 150]] }],
          steps: [step(1), { type: 'break', id: 5 }, step(2)],
        },
        [
          { id: 1, location_index: 1, time_windows: [[100, 120]] },
          { id: 2, location_index: 2, time_windows: [[180, 180]] },
        ],
      ),
    )
    const [, first, pause, second] = routes[0]?.steps ?? []
    expect(first?.arrival).toBe(100)
    expect(pause).toMatchObject({ type: 'break', arrival: 140, duration: 140, violations: [] })
    expect(second).toMatchObject({ arrival: 180, duration: 150, violations: [] })
  })

  it.each([
    ['names nobody', [step(9)], 'vehicles.0.steps.0.id'],
    ['comes twice', [step(1), step(1)], 'vehicles.0.steps.1.id'],
    ['cannot be where it must', [step(1, { service_at: 10 })], 'vehicles.0.steps'],
  ])('refuses a step that %s', (_, steps, field) => {
    const json = route({ steps }, [{ id: 1, location_index: 1 }])
    expect(() => timed(json)).toThrow(expect.objectContaining({ field }) as VroomError)
  })
})

describe('the choice of times', () => {
  const horizon = 14
  const windows = fc
    .array(fc.nat(horizon), { minLength: 2, maxLength: 4 })
    .map((cuts) => [...new Set(cuts)].sort((a, b) => a - b))
    .filter((cuts) => cuts.length % 2 === 0)
    .map((cuts) =>
      Array.from({ length: cuts.length / 2 }, (_, k) => ({
        from: cuts[2 * k] ?? 0,
        until: cuts[2 * k + 1] ?? 0,
      })),
    )
  const place: fc.Arbitrary<TimedThing> = fc.record({
    action: fc.nat(2),
    windows,
    least: fc.constant(0),
    most: fc.constant(Number.POSITIVE_INFINITY),
    pause: fc.constant(false),
    drive: fc.nat(3),
  })
  const pause = place.map((one): TimedThing => ({ ...one, pause: true, drive: 0 }))
  const routes = fc
    .tuple(place, fc.array(fc.oneof(place, pause), { maxLength: 2 }), place)
    .map(([first, inner, last]) => [{ ...first, drive: 0 }, ...inner, last])

  /** The fewest seconds outside windows, by trying every instant. */
  const bruteForce = (things: readonly TimedThing[]): number => {
    let best = Number.POSITIVE_INFINITY
    const go = (index: number, free: number, drivable: number, at: number, outside: number): void => {
      if (outside >= best) return
      const thing = things[index]
      if (!thing) {
        best = outside
        return
      }
      for (let t = free; t <= 2 * horizon; t += 1) {
        // Time to drive on this leg so far: all that was not spent on breaks.
        const driven = drivable + t - at
        if (index > 0 && !thing.pause && driven < thing.drive) continue
        const miss = Math.min(...thing.windows.map((one) => Math.max(0, one.from - t, t - one.until)))
        const end = t + thing.action
        go(index + 1, end, thing.pause ? driven : 0, end, outside + miss)
      }
    }
    go(0, 0, 0, 0, 0)
    return best
  }

  it('misses windows by as little as any choice could', () => {
    fc.assert(
      fc.property(routes, (things) => {
        const chosen = chooseTimes(things) ?? []
        const outside = things.reduce((sum, thing, index) => {
          const at = chosen[index] ?? Number.NaN
          return sum + Math.min(...thing.windows.map((one) => Math.max(0, one.from - at, at - one.until)))
        }, 0)
        expect(outside).toBe(bruteForce(things))
      }),
      { numRuns: 300 },
    )
  })
})
