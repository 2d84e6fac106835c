import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planVroom, readVroom } from './index.ts'
import { type DayJson, retime } from './retime-answer.ts'

/** A clock that moves a little whenever it is looked at, so that a test takes the same time anywhere. */
const stepping = () => {
  let now = 0
  return () => {
    now += 0.5
    return now
  }
}
const planned = (json: unknown, clock: () => number) =>
  planVroom(readVroom(json), { clock, stopped: () => false, roads: 'matrix' }).answer

const windows = (until: number) =>
  fc.tuple(fc.nat(until), fc.nat(until)).map(([a, b]) => [[Math.min(a, b), Math.max(a, b)]])
const size = 5
const square = (most: number) =>
  fc
    .array(fc.array(fc.nat(most), { minLength: size, maxLength: size }), { minLength: size, maxLength: size })
    .map((rows) => rows.map((cells, r) => cells.map((cell, c) => (r === c ? 0 : cell))))
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const row = fc.nat(size - 1)
const task = {
  location_index: row,
  setup: fc.nat(20),
  service: fc.nat(50),
  service_per_type: optional(fc.record({ truck: fc.nat(90) })),
  time_windows: optional(windows(900)),
}
const days = fc
  .record({
    jobs: fc.array(
      fc.record({
        ...task,
        priority: fc.nat(9),
        skills: fc.subarray([1]),
        delivery: fc.tuple(fc.nat(2)),
        pickup: fc.tuple(fc.nat(2)),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    shipments: fc.array(
      fc.record({ pickup: fc.record(task), delivery: fc.record(task), amount: fc.tuple(fc.nat(2)) }),
      { maxLength: 2 },
    ),
    vehicles: fc.array(
      fc.record({
        start_index: optional(row),
        end_index: optional(row),
        type: optional(fc.constant('truck')),
        capacity: fc.tuple(fc.nat(6)),
        skills: fc.subarray([1]),
        time_window: optional(fc.tuple(fc.nat(300), fc.integer({ min: 300, max: 1500 }))),
        speed_factor: optional(fc.constantFrom(0.5, 1.3, 2)),
        max_tasks: optional(fc.nat(4)),
        max_travel_time: optional(fc.nat(800)),
        max_distance: optional(fc.nat(3000)),
        breaks: fc.array(
          fc.record({
            service: fc.nat(40),
            time_windows: windows(900),
            max_load: optional(fc.tuple(fc.nat(5))),
          }),
          { maxLength: 1 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    durations: square(200),
    distances: square(900),
  })
  .map(({ durations, distances, jobs, shipments, vehicles }) => ({
    // What is undefined is absent once it has been JSON.
    ...(JSON.parse(
      JSON.stringify({
        jobs: jobs.map((one, id) => ({ id, ...one })),
        shipments: shipments.map((one, id) => ({
          ...one,
          pickup: { id, ...one.pickup },
          delivery: { id, ...one.delivery },
        })),
        vehicles: vehicles.map((one, id) => ({
          id,
          ...one,
          ...(one.end_index === undefined ? { start_index: one.start_index ?? 0 } : {}),
          breaks: one.breaks.map((pause, k) => ({ id: k, ...pause })),
        })),
        matrices: { car: { durations, distances } },
        kerbside: { seconds: 0.01 },
      }),
    ) as DayJson),
  }))

describe('an answer in VROOM’s JSON', () => {
  it('is true to the second and breaks no rule, whatever the problem', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(retime(day, planned(day, stepping()))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [a, b] = [planned(day, stepping()), planned(day, stepping())]
        expect(a.routes).toEqual(b.routes)
      }),
      { numRuns: 10 },
    )
  })

  it('begins from the steps that the problem brings', () => {
    const answer = planned(
      {
        vehicles: [
          {
            id: 1,
            start_index: 0,
            steps: [
              { type: 'job', id: 2 },
              { type: 'job', id: 1 },
            ],
          },
          { id: 2, start_index: 0 },
        ],
        jobs: [
          { id: 1, location_index: 1 },
          { id: 2, location_index: 1 },
        ],
        matrices: {
          car: {
            durations: [
              [0, 5],
              [5, 0],
            ],
          },
        },
        kerbside: { seconds: 0.01 },
      },
      stepping(),
    )
    expect(answer.routes[0]?.steps.map((one) => one.id)).toEqual([undefined, 2, 1, undefined])
  })
})

describe('a vehicle without working hours', () => {
  it('sets out no earlier than it must', () => {
    const date = 1_700_000_000
    const answer = planned(
      {
        vehicles: [{ id: 1, start_index: 0 }],
        jobs: [
          { id: 1, location_index: 1, service: 600, time_windows: [[date, date + 60]] },
          { id: 2, location_index: 0, service: 300 },
        ],
        matrices: {
          car: {
            durations: [
              [0, 100],
              [400, 0],
            ],
          },
        },
        kerbside: { seconds: 0.1 },
      },
      stepping(),
    )
    expect(answer.routes[0]?.steps.map((one) => one.arrival)).toEqual([
      date - 400,
      date - 400,
      date,
      date + 600,
    ])
    expect(answer.summary.waiting_time).toBe(0)
  })
})

describe('a break', () => {
  it('may come behind both ends of a shipment, though it could come before them', () => {
    const answer = planned(
      {
        vehicles: [
          {
            id: 1,
            start_index: 0,
            time_window: [0, 300],
            breaks: [{ id: 1, service: 50, time_windows: [[200, 290]] }],
          },
        ],
        shipments: [
          {
            pickup: { id: 1, location_index: 1, service: 30 },
            delivery: { id: 1, location_index: 1, service: 30 },
          },
        ],
        jobs: [{ id: 1, location_index: 1, service: 40, time_windows: [[180, 205]] }],
        matrices: {
          car: {
            durations: [
              [0, 100],
              [100, 0],
            ],
          },
        },
        kerbside: { seconds: 0.1 },
      },
      stepping(),
    )
    expect(answer.routes[0]?.steps.map((one) => one.type)).toEqual([
      'start',
      'pickup',
      'delivery',
      'job',
      'break',
      'end',
    ])
  })
})

const folder = new URL('../../../../../shared/instances/days/', import.meta.url)
const there = existsSync(folder)
const title = there
  ? 'days of field service'
  : 'days of field service (skipped: there is no ../shared/instances/days beside the repository)'
describe.skipIf(!there)(title, () => {
  it.each([['020-shanghai-full-80'], ['050-porto-full-100'], ['100-shanghai-plain-90']])(
    '%s is planned by every rule',
    (name) => {
      const day = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as DayJson
      const answer = planned({ ...day, kerbside: { seconds: 0.3 } }, () => performance.now())
      expect(retime(day, answer)).toEqual([])
    },
  )
})
