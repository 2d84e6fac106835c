import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planVroom, readVroom } from './index.ts'
import type { VroomAnswer } from './vroom-answer.ts'

type Json = Record<string, unknown>
interface Task extends Json {
  id: number
  location_index: number
  setup?: number
  service?: number
  service_per_type?: Record<string, number>
  skills?: number[]
  priority?: number
  delivery?: number[]
  pickup?: number[]
  time_windows?: number[][]
}
interface Van extends Json {
  id: number
  start_index?: number
  end_index?: number
  profile?: string
  type?: string
  capacity?: number[]
  skills?: number[]
  time_window?: number[]
  speed_factor?: number
  max_tasks?: number
  max_travel_time?: number
  max_distance?: number
  costs?: { fixed?: number; per_hour?: number; per_km?: number; per_task_hour?: number }
  breaks?: { id: number; service?: number; time_windows?: number[][]; max_load?: number[] }[]
}
interface Shipment extends Json {
  pickup: Task
  delivery: Task
  amount?: number[]
  skills?: number[]
  priority?: number
}
interface Day {
  jobs?: Task[]
  shipments?: Shipment[]
  vehicles: Van[]
  matrices: Record<string, { durations: number[][]; distances?: number[][] }>
}

/** Drives an answer again from the problem's JSON alone and lists what is not true or not allowed. */
const retime = (day: Day, answer: VroomAnswer): string[] => {
  const faults: string[] = []
  const must = (holds: boolean, says: string): void => {
    if (!holds) faults.push(says)
  }
  const inside = (at: number, windows: number[][] | undefined): boolean =>
    !windows || windows.some(([from = 0, until = 0]) => at >= from && at <= until)
  const tasks = new Map<string, Task & { skills?: number[] }>()
  for (const job of day.jobs ?? []) tasks.set(`job ${job.id}`, job)
  for (const { pickup, delivery, amount = [], skills = [], priority = 0 } of day.shipments ?? []) {
    tasks.set(`pickup ${pickup.id}`, { ...pickup, skills, priority, amount })
    tasks.set(`delivery ${delivery.id}`, { ...delivery, skills, priority, amount })
  }
  const done = new Map<string, { route: number; index: number }>()
  let objective = 0
  for (const [r, route] of answer.routes.entries()) {
    const van = day.vehicles.find((one) => one.id === route.vehicle) as Van
    const { durations, distances } = day.matrices[van.profile ?? 'car'] as Day['matrices'][string]
    const factor = Math.round(100 / (van.speed_factor ?? 1)) / 100
    const sizes = van.capacity ?? []
    const load = sizes.map((_, k) =>
      route.steps.reduce(
        (sum, one) => sum + (one.type === 'job' ? (tasks.get(`job ${one.id}`)?.delivery?.[k] ?? 0) : 0),
        0,
      ),
    )
    let place: number | null = null
    let travelled = 0
    let driven = 0
    let metres = 0
    let free: number | null = null
    let [setups, services, waits, count] = [0, 0, 0, 0]
    for (const [index, step] of route.steps.entries()) {
      const who = `${van.id}.${index} ${step.type} ${step.id ?? ''}`
      if (free !== null)
        must(step.arrival === free + step.duration - driven, `${who} arrives at ${step.arrival}`)
      must(step.duration >= driven && step.waiting_time >= 0, `${who} goes back in time`)
      driven = step.duration
      const begin = step.arrival + step.waiting_time
      if (step.type === 'break') {
        const pause = van.breaks?.find((one) => one.id === step.id)
        must(pause !== undefined && step.service === (pause.service ?? 0), `${who} is no break of his`)
        must(inside(begin, pause?.time_windows), `${who} begins at ${begin}`)
        must(
          load.every((one, k) => one <= (pause?.max_load?.[k] ?? one)),
          `${who} with too much aboard`,
        )
      } else {
        const task = tasks.get(`${step.type} ${step.id}`)
        const row: number =
          task?.location_index ?? (step.type === 'start' ? van.start_index : van.end_index) ?? -1
        must(step.location_index === row, `${who} is elsewhere`)
        const leg = place === null ? 0 : Math.round((durations[place]?.[row] ?? 0) * factor)
        travelled += leg
        metres += place === null ? 0 : (distances?.[place]?.[row] ?? 0)
        must(step.duration === travelled, `${who} has driven ${step.duration}, not ${travelled}`)
        if (distances) must(step.distance === metres, `${who} is ${step.distance} m away, not ${metres}`)
        if (task) {
          count += 1
          const key = `${step.type} ${step.id}`
          must(!done.has(key), `${who} is done twice`)
          done.set(key, { route: r, index })
          must(inside(begin, task.time_windows), `${who} begins at ${begin}`)
          must(
            (task.skills ?? []).every((skill) => van.skills?.includes(skill)),
            `${who} without the skill`,
          )
          must(step.setup === (row === place ? 0 : (task.setup ?? 0)), `${who} sets up for ${step.setup}`)
          const service = task.service_per_type?.[van.type ?? ''] ?? task.service ?? 0
          must(step.service === service, `${who} takes ${step.service}`)
          sizes.forEach((_, k) => {
            const shipped = (task.amount as number[] | undefined)?.[k] ?? 0
            const change =
              step.type === 'job'
                ? (task.pickup?.[k] ?? 0) - (task.delivery?.[k] ?? 0)
                : step.type === 'pickup'
                  ? shipped
                  : -shipped
            load[k] = (load[k] ?? 0) + change
          })
        }
        place = row
      }
      must(
        JSON.stringify(step.load ?? []) === JSON.stringify(load),
        `${who} carries ${step.load}, not ${load}`,
      )
      must(
        load.every((one, k) => one <= (sizes[k] ?? 0)),
        `${who} is overloaded`,
      )
      must(step.violations.length === 0, `${who} reports a violation`)
      free = begin + step.setup + step.service
      setups += step.setup
      services += step.type === 'break' ? 0 : step.service
      waits += step.waiting_time
      if (index === 0) must(begin >= (van.time_window?.[0] ?? 0), `${who} begins before the shift`)
    }
    must((free ?? 0) <= (van.time_window?.[1] ?? Number.POSITIVE_INFINITY), `${van.id} ends at ${free}`)
    const taken = route.steps.flatMap((one) => (one.type === 'break' ? [one.id] : [])).sort()
    must(
      JSON.stringify(taken) === JSON.stringify((van.breaks ?? []).map((one) => one.id).sort()),
      `${van.id} takes breaks ${taken}`,
    )
    must(
      route.steps.some((one) => one.type === 'start') === (van.start_index !== undefined),
      `${van.id} has no start`,
    )
    must((route.steps.at(-1)?.type === 'end') === (van.end_index !== undefined), `${van.id} has no end`)
    must(count > 0 && count <= (van.max_tasks ?? count), `${van.id} has ${count} tasks`)
    must(travelled <= (van.max_travel_time ?? travelled), `${van.id} travels ${travelled}`)
    must(metres <= (van.max_distance ?? metres), `${van.id} drives ${metres} m`)
    must(
      route.duration === travelled &&
        route.setup === setups &&
        route.service === services &&
        route.waiting_time === waits,
      `${van.id} sums up wrongly`,
    )
    const { fixed = 0, per_hour = 3600, per_km = 0, per_task_hour = 0 } = van.costs ?? {}
    const cost =
      fixed +
      (travelled * per_hour) / 3600 +
      (metres * per_km) / 1000 +
      ((setups + services) * per_task_hour) / 3600
    must(Math.abs(route.cost - cost) <= 0.5, `${van.id} costs ${route.cost}, not ${cost}`)
    objective += cost
  }
  for (const { pickup, delivery } of day.shipments ?? []) {
    const [first, second] = [done.get(`pickup ${pickup.id}`), done.get(`delivery ${delivery.id}`)]
    must(
      first?.route === second?.route && (first?.index ?? 0) <= (second?.index ?? 0),
      `shipment ${pickup.id} is torn`,
    )
  }
  const left = [...tasks.keys()].filter((key) => !done.has(key))
  must(
    JSON.stringify(answer.unassigned.map((one) => `${one.type} ${one.id}`)) === JSON.stringify(left),
    `${left} are left, not as it says`,
  )
  must(
    answer.kerbside.unassigned.every((one) => one.reasons.length > 0),
    'a task is left without a reason',
  )
  const usual = day.vehicles.every((one) => !one.costs)
  const penalties = left.reduce((sum, key) => sum + 10_000 + 1_000 * (tasks.get(key)?.priority ?? 0), 0)
  if (usual)
    must(
      answer.kerbside.cost?.total === objective + penalties,
      `the objective is not ${objective + penalties}`,
    )
  return faults
}

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
        start_index: row,
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
          breaks: one.breaks.map((pause, k) => ({ id: k, ...pause })),
        })),
        matrices: { car: { durations, distances } },
        kerbside: { seconds: 0.1 },
      }),
    ) as Day),
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
    expect(answer.routes[0]?.steps.map((one) => one.id)).toEqual([undefined, 2, 1])
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
      const day = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Day
      const answer = planned({ ...day, kerbside: { seconds: 0.3 } }, () => performance.now())
      expect(retime(day, answer)).toEqual([])
    },
  )
})
