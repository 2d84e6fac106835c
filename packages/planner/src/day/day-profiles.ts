import type { ProblemTechnician, RoadMatrix } from '../planning-problem.ts'
import { noRoad } from '../search/problem-arrays.ts'
import type { Day } from './planning-day.ts'

/** Matrices over the search's nodes, one set for all technicians who drive and are paid alike. */
export interface DayProfiles {
  seconds: Int32Array[]
  costs: Int32Array[]
  metres: Int32Array[] | null
  /** By technician. */
  of: Int32Array
}

/** Cuts the roads to the places of the search; `locations` by node, −1 for a place that is none. */
export const profilesOf = (day: Day, locations: readonly number[]): DayProfiles => {
  const { technicians, problem } = day
  const keys: string[] = []
  const seconds: Int32Array[] = []
  const costs: Int32Array[] = []
  const metres: Int32Array[] = []
  const limited = technicians.some((one) => one.maxMetres !== undefined)
  const of = technicians.map((one) => {
    const roads = problem.roads?.[one.roads ?? ''] ?? problem.matrix
    const rates = one.costs
    const key = [one.roads ?? '', one.speedFactor ?? 1, rates?.perDriveHour, rates?.perKm].join()
    const known = keys.indexOf(key)
    if (known >= 0) return known
    const duration = cut(roads, roads.seconds, locations, (value) => scaled(value, one))
    keys.push(key)
    seconds.push(duration)
    costs.push(costsOf(roads, one, locations, duration))
    if (limited) metres.push(cut(roads, roads.metres, locations, (value) => value))
    return keys.length - 1
  })
  return { seconds, costs, metres: limited ? metres : null, of: Int32Array.from(of) }
}

const scaled = (value: number, one: ProblemTechnician): number => {
  if (value < 0) return noRoad
  return one.speedFactor === undefined ? value : Math.round(value * one.speedFactor)
}

const costsOf = (
  roads: RoadMatrix,
  one: ProblemTechnician,
  locations: readonly number[],
  duration: Int32Array,
): Int32Array => {
  const rates = one.costs
  if (!rates)
    return roads.costs
      ? cut(roads, roads.costs, locations, (value) => (value < 0 ? noRoad : value))
      : duration
  if (rates.perKm === 0 && rates.perDriveHour === 3600) return duration
  const way = cut(roads, roads.metres, locations, (value) => value)
  return duration.map((value, cell) =>
    value >= noRoad
      ? noRoad
      : Math.round((value * rates.perDriveHour) / 3600 + ((way[cell] as number) * rates.perKm) / 1000),
  )
}

/** A table over locations as a table over nodes; 0 where either is no place. */
const cut = (
  { size }: RoadMatrix,
  table: Int32Array,
  locations: readonly number[],
  value: (cell: number) => number,
): Int32Array => {
  const nodes = locations.length
  const result = new Int32Array(nodes * nodes)
  for (let i = 0; i < nodes; i += 1) {
    const from = locations[i] as number
    for (let k = 0; k < nodes; k += 1) {
      const to = locations[k] as number
      if (from >= 0 && to >= 0) result[i * nodes + k] = value(table[from * size + to] as number)
    }
  }
  return result
}
