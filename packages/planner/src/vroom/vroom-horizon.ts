import type { Window } from '../planning-problem.ts'
import type { VroomProblem, VroomVehicle } from './vroom-problem.ts'

/** Between which instants of the problem's own time anything can happen. */
export interface Horizon {
  from: number
  until: number
}

/** The planner counts from the horizon's beginning and no further than this. */
const longest = 800_000_000

/**
 * VROOM's problems count from 0 or from 1970 and may leave any window out. The horizon begins with the earliest shift, or
 * so long before the earliest window that everything could be done before it, and ends as generously.
 */
export const horizonOf = (problem: VroomProblem): Horizon => {
  const { vehicles } = problem
  const spare = workOf(problem)
  const windows = windowsOf(problem)
  const shifts = vehicles.flatMap((one) => (one.window ? [one.window] : []))
  const allTold = shifts.length === vehicles.length
  const earliest = Math.min(...(allTold ? shifts : windows).map((one) => one.from))
  const latest = Math.max(...windows.map((one) => one.until))
  const from = windows.length === 0 ? 0 : allTold ? earliest : Math.max(0, earliest - spare)
  const until = windows.length === 0 ? spare : latest + spare
  return { from, until: Math.min(until, from + longest) }
}

const windowsOf = ({ jobs, shipments, vehicles }: VroomProblem): Window[] => [
  ...[...jobs, ...shipments.flatMap((one) => [one.pickup, one.delivery])].flatMap((one) => one.windows ?? []),
  ...vehicles.flatMap((one) => [
    ...(one.window ? [one.window] : []),
    ...one.breaks.flatMap((each) => each.windows ?? []),
  ]),
]

/** Seconds that suffice for one vehicle to do everything there is, by the longest roads. */
const workOf = (problem: VroomProblem): number => {
  const { jobs, shipments, vehicles, matrices } = problem
  const tasks = [...jobs, ...shipments.flatMap((one) => [one.pickup, one.delivery])]
  const work = tasks.reduce((sum, one) => sum + mostOf(one), 0)
  const leg = Object.values(matrices).reduce((most, one) => Math.max(most, largest(one.durations)), 0)
  const slowest = Math.max(...vehicles.map((one) => one.legFactor))
  const breaks = Math.max(...vehicles.map(breakSeconds))
  return Math.min(longest / 4, Math.ceil(work + (tasks.length + 1) * leg * slowest + breaks) + 1)
}

const mostOf = (task: VroomProblem['jobs'][number]): number =>
  Math.max(task.setup, ...Object.values(task.setupPerType)) +
  Math.max(task.service, ...Object.values(task.servicePerType))

const breakSeconds = ({ breaks }: VroomVehicle): number => breaks.reduce((sum, one) => sum + one.service, 0)

const largest = (cells: Int32Array | null): number =>
  cells?.reduce((most, cell) => Math.max(cell, most), 0) ?? 0
