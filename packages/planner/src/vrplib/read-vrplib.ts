import type { VrptwProblem } from '../vrptw/vrptw-problem.ts'
import { VrplibFields } from './vrplib-fields.ts'
import { vrplibFleet } from './vrplib-fleet.ts'
import { type VrplibRounding, vrplibRoundings } from './vrplib-rounding.ts'
import { splitVrplib, VrplibError } from './vrplib-sections.ts'

/** A problem, and what is needed to write its answer in the terms of the text. */
export interface VrplibProblem {
  readonly name: string
  readonly problem: VrptwProblem
  /** Integer units of the problem in one unit of the text. */
  readonly scale: number
  /** Node of the problem → location of the text, counted from 0. */
  readonly locations: Int32Array
  /** Per group of vans the numbers of its vehicles in the text, counted from 1. */
  readonly vehicles: readonly (readonly number[])[]
}

const MOST_LOCATIONS = 5000
const MOST = 2 ** 30

/**
 * Reads a VRPLIB text: VRPTW, and its variants with several depots, with vehicles that serve only some customers, and
 * with prizes (in the dialect of PyVRP's instances). Throws `VrplibError`, which names section and line.
 */
export const readVrplib = (text: string, rounding: VrplibRounding = 'dimacs'): VrplibProblem => {
  const fields = new VrplibFields(splitVrplib(text))
  refuseStrangers(fields)
  const { scale } = vrplibRoundings[rounding]
  const depots = depotsOf(fields)
  const locations = depotsFirst(fields.size, depots)
  const inOrder = (values: readonly number[]): Int32Array => Int32Array.from(locations, (l) => values[l] ?? 0)
  const windows = fields.table('TIME_WINDOW_SECTION', 2)
  requireWindows(fields, windows)
  const durations = distancesOf(fields, rounding, locations)
  const fleet = vrplibFleet(fields, depots, locations, scale)
  const service = serviceOf(fields).map((time, l) => (depots.includes(l) ? 0 : time * scale))
  const problem: VrptwProblem = {
    size: fields.size,
    depots: depots.length,
    durations,
    costs: durations,
    demands: inOrder(fields.has('DEMAND_SECTION') ? fields.wholes('DEMAND_SECTION') : []),
    windowFrom: inOrder(windows.map(([from = 0]) => Math.ceil(from * scale))),
    windowUntil: inOrder(windows.map(([, until = 0]) => Math.floor(until * scale))),
    service: inOrder(service),
    vans: fleet.map(({ vans }) => vans),
    ...prizesOf(fields, inOrder, scale),
  }
  requireRange(problem)
  return {
    name: fields.text('NAME') ?? '',
    problem,
    scale,
    locations,
    vehicles: fleet.map(({ numbers }) => numbers),
  }
}

const KNOWN = new Set(['VRPTW', 'CVRPTW', 'CVRP', 'MDVRPTW', 'SDVRPTW', 'PCVRPTW'])

const refuseStrangers = (fields: VrplibFields): void => {
  const type = fields.text('TYPE')
  if (type !== undefined && !KNOWN.has(type))
    throw new VrplibError('TYPE', fields.lineOf('TYPE'), `${type} is not among ${[...KNOWN].join(', ')}`)
  for (const section of [
    'BACKHAUL_SECTION',
    'RELEASE_TIME_SECTION',
    'PICKUP_AND_DELIVERY_SECTION',
    'LINEHAUL_SECTION',
  ])
    if (fields.has(section)) throw new VrplibError(section, 0, 'is a rule this reader does not know')
  if (fields.size > MOST_LOCATIONS)
    throw new VrplibError(
      'DIMENSION',
      fields.lineOf('DIMENSION'),
      `more than ${MOST_LOCATIONS} locations are not taken`,
    )
}

/** Locations of the depots, counted from 0. */
const depotsOf = (fields: VrplibFields): number[] => {
  const depots: number[] = []
  for (const { line, numbers } of fields.rows('DEPOT_SECTION') ?? []) {
    for (const depot of numbers) {
      if (depot === -1) return depots
      if (!Number.isInteger(depot) || depot < 1 || depot > fields.size)
        throw new VrplibError('DEPOT_SECTION', line, `${depot} is not among 1 … ${fields.size}`)
      if (depots.includes(depot - 1)) throw new VrplibError('DEPOT_SECTION', line, `${depot} comes twice`)
      depots.push(depot - 1)
    }
  }
  return depots.length > 0 ? depots : [0]
}

const depotsFirst = (size: number, depots: readonly number[]): Int32Array => {
  const isDepot = new Set(depots)
  const customers = Array.from({ length: size }, (_, l) => l).filter((l) => !isDepot.has(l))
  return Int32Array.from([...depots, ...customers])
}

const requireWindows = (fields: VrplibFields, windows: readonly (readonly number[])[]): void => {
  const section = 'TIME_WINDOW_SECTION'
  for (const [l, [from = 0, until = 0]] of windows.entries()) {
    if (from >= 0 && until >= from) continue
    const line = fields.lineIn(section, l + 1)
    throw new VrplibError(section, line, `the window of ${l + 1} ends before it begins, or begins before 0`)
  }
}

const serviceOf = (fields: VrplibFields): number[] => {
  if (fields.has('SERVICE_TIME_SECTION')) return fields.wholes('SERVICE_TIME_SECTION')
  const time = fields.has('SERVICE_TIME') ? fields.number('SERVICE_TIME') : 0
  return new Array<number>(fields.size).fill(time)
}

const prizesOf = (
  fields: VrplibFields,
  inOrder: (values: readonly number[]) => Int32Array,
  scale: number,
): { prizes?: Int32Array } => {
  if (!fields.has('PRIZE_SECTION')) return {}
  const prizes = fields.table('PRIZE_SECTION', 1).map(([prize = 0]) => Math.round(prize * scale))
  if (prizes.some((prize) => prize < 0)) throw new VrplibError('PRIZE_SECTION', 0, 'a prize is less than 0')
  return { prizes: inOrder(prizes) }
}

const distancesOf = (fields: VrplibFields, rounding: VrplibRounding, locations: Int32Array): Int32Array => {
  const kind = fields.text('EDGE_WEIGHT_TYPE')
  if (kind === 'EUC_2D') return euclidean(fields.table('NODE_COORD_SECTION', 2), rounding, locations)
  if (kind === 'EXPLICIT') return explicit(fields, rounding, locations)
  const line = fields.lineOf('EDGE_WEIGHT_TYPE')
  throw new VrplibError('EDGE_WEIGHT_TYPE', line, `${kind ?? 'nothing'} is neither EUC_2D nor EXPLICIT`)
}

const euclidean = (
  points: readonly number[][],
  rounding: VrplibRounding,
  locations: Int32Array,
): Int32Array => {
  const { scale, distance } = vrplibRoundings[rounding]
  const size = locations.length
  const x = Float64Array.from(locations, (l) => points[l]?.[0] ?? 0)
  const y = Float64Array.from(locations, (l) => points[l]?.[1] ?? 0)
  const matrix = new Int32Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const dx = (x[i] as number) - (x[j] as number)
      const dy = (y[i] as number) - (y[j] as number)
      const cell = distance(scale * Math.sqrt(dx * dx + dy * dy))
      matrix[i * size + j] = cell
      matrix[j * size + i] = cell
    }
  }
  return matrix
}

const explicit = (fields: VrplibFields, rounding: VrplibRounding, locations: Int32Array): Int32Array => {
  const section = 'EDGE_WEIGHT_SECTION'
  const rows = fields.rows(section)
  if (rows === undefined) throw new VrplibError(section, 0, 'the section is missing')
  if (fields.text('EDGE_WEIGHT_FORMAT') !== 'FULL_MATRIX')
    throw new VrplibError(
      'EDGE_WEIGHT_FORMAT',
      fields.lineOf('EDGE_WEIGHT_FORMAT'),
      'only FULL_MATRIX is read',
    )
  const cells = rows.flatMap(({ numbers }) => numbers)
  const { scale, distance } = vrplibRoundings[rounding]
  const size = locations.length
  if (cells.length !== size * size)
    throw new VrplibError(section, rows[0]?.line ?? 0, `has ${cells.length} cells instead of ${size * size}`)
  return Int32Array.from({ length: size * size }, (_, i) => {
    const from = locations[Math.floor(i / size)] as number
    return distance(scale * (cells[from * size + (locations[i % size] as number)] as number))
  })
}

/** Integers of 32 bits must hold every sum of a route. */
const requireRange = ({ windowUntil, durations, service }: VrptwProblem): void => {
  let most = 0
  for (const cell of durations) if (cell > most) most = cell
  for (const until of windowUntil) if (until > most) most = until
  for (const stay of service) if (stay > most) most = stay
  if (most > MOST)
    throw new VrplibError('TIME_WINDOW_SECTION', 0, `times above ${MOST} after scaling are not taken`)
}
