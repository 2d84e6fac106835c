import { never, noRoad, type ProblemArrays } from '@kerbside/planner'
import { priceOf, type VroomDay } from './vroom-day.ts'

const ints = (from: Iterable<number>): Int32Array => Int32Array.from(from)

/** A day in the flat arrays of the search. Set-up is always counted: no two jobs of these days share a place. */
export const dayArrays = (day: VroomDay): ProblemArrays => {
  const { jobs, vehicles } = day
  const [n, m] = [jobs.length, vehicles.length]
  const profiles = [...new Set(vehicles.map((one) => one.profile ?? 'car'))]
  const seconds = profiles.map((profile) => roadsOf(day, profile))
  const windows = jobs.map((job) =>
    [...(job.time_windows ?? [[0, never / 2]])].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
  )
  const breaks = vehicles.map((one) => one.breaks ?? [])
  const dimensions = Math.max(0, ...vehicles.map((one) => one.capacity?.length ?? 0))
  const pairs = jobs.flatMap((job) => vehicles.map((vehicle) => ({ job, vehicle })))
  const all = <T>(list: readonly T[], read: (one: T) => number): Int32Array => ints(list.map(read))
  return {
    n,
    m,
    nodes: n + 2 * m,
    seconds,
    costs: seconds,
    metres: null,
    profile: all(vehicles, (one) => profiles.indexOf(one.profile ?? 'car')),
    service: all(pairs, ({ job }) => (job.service ?? 0) + (job.setup ?? 0)),
    windowStart: startsOf(windows),
    windowFrom: all(windows.flat(), (one) => one[0] ?? 0),
    windowUntil: all(windows.flat(), (one) => one[1] ?? never / 2),
    penalty: Float64Array.from(jobs, priceOf),
    dimensions,
    demand: ints(jobs.flatMap((job) => Array.from({ length: dimensions }, (_, d) => job.delivery?.[d] ?? 0))),
    capacity: ints(
      vehicles.flatMap((one) => Array.from({ length: dimensions }, (_, d) => one.capacity?.[d] ?? never)),
    ),
    shiftFrom: all(vehicles, (one) => one.time_window?.[0] ?? 0),
    shiftUntil: all(vehicles, (one) => one.time_window?.[1] ?? never / 2),
    mostJobs: all(vehicles, (one) => one.max_tasks ?? never),
    mostTravel: new Int32Array(m).fill(never),
    mostMetres: new Int32Array(m).fill(never),
    fixedCost: new Int32Array(m),
    started: new Uint8Array(m),
    breakStart: startsOf(breaks),
    breakFrom: all(breaks.flat(), (one) => one.time_windows?.[0]?.[0] ?? 0),
    breakUntil: all(breaks.flat(), (one) => one.time_windows?.[0]?.[1] ?? never / 2),
    breakSeconds: all(breaks.flat(), (one) => one.service ?? 0),
    allowed: Uint8Array.from(pairs, ({ job, vehicle }) =>
      (job.skills ?? []).every((skill) => vehicle.skills?.includes(skill)) ? 1 : 0,
    ),
    preference: null,
    soft: null,
    paced: null,
  }
}

/** What a plan of a day costs by the day itself: travel of used technicians and the price of jobs left out. */
export const dayCost = (
  day: VroomDay,
  tours: readonly (readonly number[])[],
): { cost: number; left: number } => {
  const planned = new Set(tours.flat())
  const left = day.jobs.filter((_, u) => !planned.has(u))
  let cost = left.reduce((sum, job) => sum + priceOf(job), 0)
  tours.forEach((tour, r) => {
    const vehicle = day.vehicles[r]
    const durations = day.matrices[vehicle?.profile ?? 'car']?.durations
    const stops = [vehicle?.start_index, ...tour.map((u) => day.jobs[u]?.location_index), vehicle?.end_index]
    for (let k = 1; tour.length > 0 && k < stops.length; k += 1)
      cost += durations?.[stops[k - 1] ?? -1]?.[stops[k] ?? -1] ?? 0
  })
  return { cost, left: left.length }
}

const startsOf = (lists: readonly (readonly unknown[])[]): Int32Array => {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, k) => {
    starts[k + 1] = (starts[k] ?? 0) + list.length
  })
  return starts
}

const roadsOf = ({ jobs, vehicles, matrices }: VroomDay, profile: string): Int32Array => {
  const places = [
    ...jobs.map((one) => one.location_index),
    ...vehicles.map((one) => one.start_index ?? -1),
    ...vehicles.map((one) => one.end_index ?? -1),
  ]
  const nodes = places.length
  const roads = new Int32Array(nodes * nodes)
  places.forEach((from, i) => {
    const row = matrices[profile]?.durations[from]
    places.forEach((to, k) => {
      if (from >= 0 && to >= 0) roads[i * nodes + k] = row?.[to] ?? noRoad
    })
  })
  return roads
}
