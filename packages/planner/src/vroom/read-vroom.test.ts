import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neededRoads, readVroom, toPlanner, VroomError } from './index.ts'

const job = (change: object = {}) => ({ id: 1, location_index: 1, ...change })
const vehicle = (change: object = {}) => ({ id: 1, start_index: 0, ...change })
const problem = (change: object = {}) => ({
  vehicles: [vehicle()],
  jobs: [job()],
  matrices: {
    car: {
      durations: [
        [0, 60],
        [70, 0],
      ],
    },
  },
  ...change,
})
const withJob = (change: object) => problem({ jobs: [job(change)] })
const withVehicle = (change: object) => problem({ vehicles: [vehicle(change)] })
const matrix = (durations: unknown) => problem({ matrices: { car: { durations } } })

/** The field that is refused; `null` where nothing is. */
const refused = (json: unknown): string | null => {
  try {
    const read = readVroom(json)
    neededRoads(read)
    toPlanner(read)
    return null
  } catch (error) {
    if (error instanceof VroomError) return error.field
    throw error
  }
}

describe('a problem in VROOM’s JSON', () => {
  it('is read when all is well, keys that nobody knows included', () => {
    expect(refused(problem({ note: 'ours', jobs: [job({ color: 'red' })] }))).toBeNull()
  })

  it.each([
    ['no object', 7, ''],
    ['no vehicles', problem({ vehicles: undefined }), 'vehicles'],
    ['an empty fleet', problem({ vehicles: [] }), 'vehicles'],
    ['nothing to do', problem({ jobs: [] }), 'jobs'],
    ['a job without an id', withJob({ id: undefined }), 'jobs.0.id'],
    ['an id that is a text', withJob({ id: 'a' }), 'jobs.0.id'],
    ['a job that comes twice', problem({ jobs: [job(), job()] }), 'jobs.1.id'],
    ['a row beyond the matrix', withJob({ location_index: 2 }), 'jobs.0.location_index'],
    ['no row', withJob({ location_index: undefined }), 'jobs.0.location_index'],
    ['half a second', withJob({ service: 0.5 }), 'jobs.0.service'],
    ['time backwards', withJob({ setup: -1 }), 'jobs.0.setup'],
    [
      'a window inside out',
      withJob({
        time_windows: [
          [5, 9],
          [4, 2],
        ],
      }),
      'jobs.0.time_windows.1',
    ],
    [
      'windows that overlap',
      withJob({
        time_windows: [
          [5, 9],
          [9, 12],
        ],
      }),
      'jobs.0.time_windows.1',
    ],
    ['no window at all', withJob({ time_windows: [] }), 'jobs.0.time_windows'],
    ['a priority beyond 100', withJob({ priority: 101 }), 'jobs.0.priority'],
    ['an amount that no vehicle can carry', withJob({ delivery: [1] }), 'jobs.0.delivery'],
    [
      'a service by type that is none',
      withJob({ service_per_type: { truck: 'x' } }),
      'jobs.0.service_per_type.truck',
    ],
    ['a misspelt wish beyond VROOM', withJob({ kerbside: { penalti: 3 } }), 'jobs.0.kerbside.penalti'],
    ['a vehicle that is not there', withJob({ kerbside: { allowed: [9] } }), 'jobs.0.kerbside.allowed'],
    ['a vehicle from nowhere to nowhere', withVehicle({ start_index: undefined }), 'vehicles.0.start'],
    ['a vehicle that stands still', withVehicle({ speed_factor: 0 }), 'vehicles.0.speed_factor'],
    ['a break that comes twice', withVehicle({ breaks: [{ id: 1 }, { id: 1 }] }), 'vehicles.0.breaks.1.id'],
    ['a step of no kind', withVehicle({ steps: [{ type: 'nap' }] }), 'vehicles.0.steps.0.type'],
    ['a profile without roads', withVehicle({ profile: 'bike' }), 'vehicles.0.profile'],
    ['distances that nobody can know', withVehicle({ max_distance: 5 }), 'jobs.0.location'],
    ['a matrix that is not square', matrix([[0, 1], [2]]), 'matrices.car.durations.1'],
    [
      'a leg that is no number',
      matrix([
        [0, null],
        [2, 0],
      ]),
      'matrices.car.durations.0.1',
    ],
    ['a shipment without a delivery', problem({ shipments: [{ pickup: job() }] }), 'shipments.0.delivery'],
    ['too long a search', problem({ kerbside: { seconds: 61 } }), 'kerbside.seconds'],
    [
      'a precedence of strangers',
      problem({ kerbside: { precedences: [{ before: 1, after: 2 }] } }),
      'kerbside.precedences.0.after',
    ],
    ['too many jobs', problem({ jobs: Array.from({ length: 2001 }, (_, id) => job({ id })) }), 'jobs'],
    [
      'too many vehicles',
      problem({ vehicles: Array.from({ length: 501 }, (_, id) => vehicle({ id })) }),
      'vehicles',
    ],
    [
      'costs of two kinds',
      {
        ...withVehicle({ costs: { per_hour: 10 } }),
        matrices: {
          car: {
            durations: [
              [0, 1],
              [1, 0],
            ],
            costs: [
              [0, 1],
              [1, 0],
            ],
          },
        },
      },
      'vehicles.0.costs.per_hour',
    ],
    ['a matrix but coordinates', problem({ jobs: [{ id: 1, location: [1, 2] }] }), 'jobs.0.location_index'],
    [
      'latitude and longitude swapped',
      { vehicles: [{ id: 1, start: [31, 121] }], jobs: [{ id: 1, location: [31, 121] }] },
      'vehicles.0.start',
    ],
  ])('with %s is refused by the field', (_, json, field) => expect(refused(json)).toBe(field))

  it('may be as old as VROOM’s first releases: a matrix without a profile, an amount that is delivered', () => {
    const read = readVroom({
      vehicles: [vehicle({ capacity: [3] })],
      jobs: [job({ amount: [2] })],
      matrix: [
        [0, 60],
        [70, 0],
      ],
    })
    expect(read.jobs[0]?.delivery).toEqual([2])
    expect(read.matrices.car?.durations).toEqual(Int32Array.of(0, 60, 70, 0))
  })

  it('keeps a place once, however often its coordinates come', () => {
    const place = [121.47, 31.23]
    const read = readVroom({
      vehicles: [{ id: 1, start: place, end: place }],
      jobs: [
        { id: 1, location: place },
        { id: 2, location: [121.5, 31.2] },
      ],
    })
    expect(neededRoads(read)?.lonLats).toEqual([place, [121.5, 31.2]])
  })

  it('takes the letters of VROOM’s HTTP server', () => {
    const { options } = readVroom(problem({ options: { c: true, g: true, t: 32, l: 5, x: 5 } }))
    expect(options).toMatchObject({ planMode: true, distances: true, threads: 4, seconds: 5 })
  })

  it('counts from its earliest shift, be its instants dates or not', () => {
    const at = 1_700_000_000
    const { problem: planned, horizon } = toPlanner(
      readVroom({
        ...withVehicle({ time_window: [at, at + 3600] }),
        jobs: [job({ time_windows: [[0, at + 60]] })],
      }),
    )
    expect(horizon.from).toBe(at)
    expect(planned.jobs[0]?.windows).toEqual([{ from: 0, until: 60 }])
    expect(planned.technicians[0]?.shift).toEqual({ from: 0, until: 3600 })
  })

  it('weighs what is left out by its priority, and never so lightly that a dear vehicle stays at home', () => {
    const penalty = (json: unknown) => toPlanner(readVroom(json)).problem.jobs[0]?.penalty
    expect(penalty(problem())).toBe(10_000)
    expect(penalty(withJob({ priority: 25 }))).toBe(35_000)
    expect(penalty(withVehicle({ costs: { fixed: 1_000_000 } }))).toBeGreaterThan(2_000_000)
    expect(penalty(withJob({ kerbside: { penalty: 5 } }))).toBe(5)
  })

  it('that is any JSON at all is read or refused by a field, never anything else', () => {
    const word = fc.constantFrom(
      'id',
      'location_index',
      'service',
      'skills',
      'time_windows',
      'start_index',
      'capacity',
      'breaks',
      'steps',
      'kerbside',
      'type',
      'pickup',
      'delivery',
      'amount',
    )
    const part = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.nat(3),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 4 }),
      ),
    })).value
    const random = fc.record(
      {
        vehicles: part,
        jobs: part,
        shipments: part,
        matrices: part,
        matrix: part,
        kerbside: part,
        options: part,
      },
      { requiredKeys: [] },
    )
    // A sound problem with one thing put wrong.
    const spoilt = fc
      .tuple(fc.constantFrom('vehicles', 'jobs', 'shipments', 'matrices', 'kerbside', 'options'), part)
      .map(([key, value]) => problem({ [key]: value }))
    const spoiltJob = fc.dictionary(word, part, { maxKeys: 3 }).map((change) => withJob(change))
    const spoiltVehicle = fc.dictionary(word, part, { maxKeys: 3 }).map((change) => withVehicle(change))
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), random, spoilt, spoiltJob, spoiltVehicle),
        (json) => void refused(json),
      ),
      { numRuns: 1_000 },
    )
  })
})
