import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { VroomMatrix, VroomPlace, VroomProblem, VroomVehicle } from './vroom-problem.ts'

/** What the roads must be asked for: a table between places, because the problem brings none or not all of it. */
export interface NeededRoads {
  /** Rows of the problem's matrices, and their coordinates `[lon, lat]` in the same order. */
  rows: readonly number[]
  lonLats: readonly (readonly [number, number])[]
  durations: boolean
  distances: boolean
}

/** A table in the order of `lonLats`, row-major: seconds (−1 where no road leads) and metres. */
export interface RoadsFound {
  seconds: Int32Array
  metres: Int32Array
}

const theProfile = 'car'

/** What is missing of the matrices, null if nothing; refuses a profile that no road is known for, and unknown places. */
export const neededRoads = (problem: VroomProblem): NeededRoads | null => {
  const lacking = problem.vehicles.filter(
    (one) => !matrixOf(problem, one)?.durations || wantsDistances(problem, one),
  )
  const [first] = lacking
  if (!first) return null
  const odd = lacking.find((one) => one.profile !== theProfile)
  if (odd)
    refuseField(
      `${odd.key}.profile`,
      `is ${odd.profile}: without matrices of its own only ${theProfile} is known`,
      `为 ${odd.profile}：未提供矩阵时仅支持 ${theProfile}`,
    )
  const lonLats = new Map<number, readonly [number, number]>()
  for (const { at, place } of placesOf(problem)) {
    const lonLat = problem.places[place.row]
    if (lonLat) lonLats.set(place.row, lonLat)
    else refuseField(at, 'is missing: the roads are asked by coordinates', '缺失：查询道路需要坐标')
  }
  if (lonLats.size > vroomLimits.roadPlaces)
    refuseField(
      'matrices',
      `are missing, and there are ${lonLats.size} places: the roads are asked between at most ${vroomLimits.roadPlaces}`,
      `缺失，且有 ${lonLats.size} 个地点：最多查询 ${vroomLimits.roadPlaces} 个地点间的道路`,
    )
  return {
    rows: [...lonLats.keys()],
    lonLats: [...lonLats.values()],
    durations: lacking.some((one) => !matrixOf(problem, one)?.durations),
    distances: lacking.some((one) => wantsDistances(problem, one)),
  }
}

/** The problem with what the roads said put where it was missing. */
export const withRoads = (problem: VroomProblem, needed: NeededRoads, found: RoadsFound): VroomProblem => {
  const size = problem.places.length
  const before = problem.matrices[theProfile]
  const spread = (from: Int32Array, otherwise: number): Int32Array => {
    const cells = new Int32Array(size * size).fill(otherwise)
    needed.rows.forEach((row, r) => {
      needed.rows.forEach((column, c) => {
        cells[row * size + column] = from[r * needed.rows.length + c] ?? otherwise
      })
    })
    return cells
  }
  const matrix: VroomMatrix = {
    size,
    durations: before?.durations ?? spread(found.seconds, -1),
    distances: before?.distances ?? spread(found.metres, 0),
    costs: before?.costs ?? null,
  }
  return { ...problem, matrices: { ...problem.matrices, [theProfile]: matrix } }
}

const matrixOf = (problem: VroomProblem, { profile }: VroomVehicle): VroomMatrix | undefined =>
  Object.hasOwn(problem.matrices, profile) ? problem.matrices[profile] : undefined

const wantsDistances = (problem: VroomProblem, vehicle: VroomVehicle): boolean =>
  !matrixOf(problem, vehicle)?.distances &&
  (problem.options.distances || vehicle.maxDistance !== null || vehicle.costs.perKm > 0)

const placesOf = ({ jobs, shipments, vehicles }: VroomProblem): { at: string; place: VroomPlace }[] => [
  ...[...jobs, ...shipments.flatMap((one) => [one.pickup, one.delivery])].map(({ key, place }) => ({
    at: `${key}.location`,
    place,
  })),
  ...vehicles.flatMap(({ key, start, end }) => [
    ...(start ? [{ at: `${key}.start`, place: start }] : []),
    ...(end ? [{ at: `${key}.end`, place: end }] : []),
  ]),
]
