import type { ProblemTechnician } from '../planning-problem.ts'
import { never, type PacedRoads, type ProblemArrays, type SoftCosts } from '../search/problem-arrays.ts'
import { legSeconds } from '../tours/leg-times.ts'
import type { TourWalk } from '../tours/tour-walk.ts'
import { profilesOf } from './day-profiles.ts'
import { type Day, jobAt, technicianAt } from './planning-day.ts'

/** A day in the search's flat arrays; `nodeOf` gives the day's node of each of its jobs, `origin` the instant of its 0. */
export interface DayArrays {
  arrays: ProblemArrays
  nodeOf: Int32Array
  origin: number
}

/**
 * Whether the flat search knows every rule of the day. What hangs together across stops or tours, and a few rare rules
 * (among them limits of driving where roads change with the hour) are left to the walking search.
 */
export const isFlat = ({ problem, units, apart, weights, technicians, collects }: Day): boolean =>
  units.every((unit) => unit.kind === 'single') &&
  apart.every((foes) => foes.length === 0) &&
  (problem.precedences ?? []).length === 0 &&
  weights.fairness === 0 &&
  collects.every((amount) => amount === 0) &&
  technicians.every(
    (one) =>
      (one.held ?? []).length === 0 &&
      (one.reserveSeconds ?? 0) === 0 &&
      (one.maxDriveSeconds === undefined || (problem.hours ?? []).length === 0) &&
      ((one.breaks ?? []).length === 0 || one.fixed.length === 0) &&
      (one.breaks ?? []).every((pause) => pause.windows.length === 1 && !pause.mostAboard),
  )

/** Where a technician's fixed head leaves him, and what it has used. */
interface HeadEnd {
  location: number
  freeAt: number
  jobs: number
  drive: number
  metres: number
  takes: readonly number[]
}

/** Writes a day that `isFlat` into arrays; fixed heads become starts. */
export const arraysOf = (day: Day, walk: TourWalk): DayArrays => {
  const { technicians, dimensions } = day
  const m = technicians.length
  const bound = new Set(day.heads.flat())
  const nodeOf = Int32Array.from([...Array(day.nodes).keys()].filter((node) => !bound.has(node)))
  const n = nodeOf.length
  const nodes = n + 2 * m
  const heads = technicians.map((_, r) => headEnd(day, walk, r))
  const ends = technicians.map((one) => one.end ?? -1)
  const locations = [
    ...Array.from(nodeOf, (node) => day.location[node] as number),
    ...heads.map((head) => head.location),
    ...ends,
  ]
  const origin = Math.min(...technicians.map((one) => one.shift.from), ...nodeFroms(day, nodeOf))
  const at = (instant: number): number => Math.max(-1, Math.min(never / 2, instant - origin))
  const profiles = profilesOf(day, locations)
  const rows = <T>(cell: (node: number, r: number) => T): T[] =>
    Array.from(nodeOf).flatMap((node) => technicians.map((_, r) => cell(node, r)))
  const windows = Array.from(nodeOf, (node) => jobAt(day, node).windows)
  const breaks = technicians.map((one) => one.breaks ?? [])
  const limit = (most: number | undefined, used: number): number =>
    most === undefined ? never : Math.max(0, most - used)
  const arrays: ProblemArrays = {
    n,
    m,
    nodes,
    seconds: profiles.seconds,
    costs: profiles.costs,
    metres: profiles.metres,
    profile: profiles.of,
    service: Int32Array.from(rows((node, r) => workOf(day, node, r))),
    windowStart: starts(windows),
    windowFrom: Int32Array.from(windows.flat(), (window) => Math.max(0, at(window.from))),
    windowUntil: Int32Array.from(windows.flat(), (window) => at(window.until)),
    penalty: Float64Array.from(nodeOf, (node) => day.units[day.unitOf[node] as number]?.penalty ?? 0),
    dimensions: dimensions.length,
    demand: Int32Array.from(
      Array.from(nodeOf).flatMap((node) =>
        dimensions.map((_, d) => day.takes[node * dimensions.length + d] as number),
      ),
    ),
    capacity: Int32Array.from(
      heads.flatMap((head, r) =>
        dimensions.map(
          (_, d) => (day.capacity[r * dimensions.length + d] as number) - (head.takes[d] as number),
        ),
      ),
    ),
    shiftFrom: Int32Array.from(heads, (head) => Math.max(0, at(head.freeAt))),
    shiftUntil: Int32Array.from(technicians, (one) => at(one.shift.until + one.maxOvertimeSeconds)),
    mostJobs: Int32Array.from(technicians, (one, r) => limit(one.maxJobs, heads[r]?.jobs ?? 0)),
    mostTravel: Int32Array.from(technicians, (one, r) => limit(one.maxDriveSeconds, heads[r]?.drive ?? 0)),
    mostMetres: Int32Array.from(technicians, (one, r) => limit(one.maxMetres, heads[r]?.metres ?? 0)),
    fixedCost: Int32Array.from(technicians, (one) => one.costs?.fixed ?? 0),
    started: Uint8Array.from(heads, (head) => (head.jobs > 0 ? 1 : 0)),
    breakStart: starts(breaks),
    breakFrom: Int32Array.from(breaks.flat(), (pause) => Math.max(0, at(pause.windows[0]?.from ?? 0))),
    breakUntil: Int32Array.from(breaks.flat(), (pause) => at(pause.windows[0]?.until ?? 0)),
    breakSeconds: Int32Array.from(breaks.flat(), (pause) => pause.seconds),
    allowed: Uint8Array.from(rows((node, r) => day.may[node * m + r] as number)),
    preference: preferenceOf(day, rows),
    soft: softOf(day, nodeOf, origin),
    paced: pacedOf(day, origin),
  }
  return { arrays, nodeOf, origin }
}

const nodeFroms = (day: Day, nodeOf: Int32Array): number[] =>
  Array.from(nodeOf, (node) => jobAt(day, node).windows[0]?.from ?? Number.MAX_SAFE_INTEGER).filter(
    (from) => from > 0,
  )

const starts = (lists: readonly { length: number }[]): Int32Array => {
  const begin = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => {
    begin[i + 1] = (begin[i] as number) + list.length
  })
  return begin
}

/** Set-up is counted always: where two cars stand at one place, the written plan is a little earlier than the search's. */
const workOf = (day: Day, node: number, r: number): number => {
  const cell = node * day.technicians.length + r
  return (day.service[cell] as number) + (day.setup[cell] as number)
}

const headEnd = (day: Day, walk: TourWalk, r: number): HeadEnd => {
  const technician = technicianAt(day, r)
  const takes = day.dimensions.map(() => 0)
  const end: HeadEnd = {
    location: technician.start ?? -1,
    freeAt: technician.shift.from,
    jobs: technician.fixed.length,
    drive: 0,
    metres: 0,
    takes,
  }
  technician.fixed.forEach((fixed, i) => {
    const node = day.heads[r]?.[i] ?? -1
    const to = day.location[node] as number
    const leg =
      fixed.beginAt === null ? Math.max(0, legSeconds(walk.van, r, end.location, to, end.freeAt)) : 0
    const work = walk.workSeconds(node, r, end.location)
    end.freeAt = walk.timeFixed(node, i, fixed, end.freeAt + leg, work, leg)
    end.drive += leg
    if (leg > 0) end.metres += walk.van.metres[r]?.[end.location * walk.van.size + to] ?? 0
    end.location = to
    takes.forEach((sum, d) => {
      takes[d] = sum + (day.takes[node * takes.length + d] as number)
    })
  })
  return end
}

/** What lies between one job and one technician alone: reluctance, leaving him, paid work. */
const preferenceOf = (
  day: Day,
  rows: (cell: (node: number, r: number) => number) => number[],
): Float64Array | null => {
  const m = day.technicians.length
  const paid = day.technicians.some((one) => (one.costs?.perWorkHour ?? 0) > 0)
  if (!paid && !day.reluctance && day.before.every((before) => before < 0)) return null
  return Float64Array.from(
    rows((node, r) => {
      const before = day.before[node] as number
      const moved = before >= 0 && before !== r ? (day.movedCost[node] as number) : 0
      const work = (workOf(day, node, r) / 3600) * (day.technicians[r]?.costs?.perWorkHour ?? 0)
      return moved + work + (day.reluctance?.[node * m + r] ?? 0)
    }),
  )
}

const softOf = (day: Day, nodeOf: Int32Array, origin: number): SoftCosts | null => {
  const { weights, technicians } = day
  const column = (cell: (node: number) => number): Float64Array => Float64Array.from(nodeOf, cell)
  const instants = (cell: (node: number) => number): Int32Array =>
    Int32Array.from(nodeOf, (node) => Math.max(-never, Math.min(never, cell(node) - origin)))
  const job = (node: number) => jobAt(day, node)
  const soft: SoftCosts = {
    dueAt: instants((node) => job(node).promise?.until ?? origin + never),
    latePerSecond: column((node) => (job(node).promise ? weights.latePerSecondByTier[job(node).tier] : 0)),
    urgentFrom: instants((node) => job(node).promise?.from ?? job(node).windows[0]?.from ?? origin + never),
    waitPerSecond: column((node) => weights.waitPerSecondByTier[job(node).tier]),
    heldFrom: instants((node) => heldAt(day, node, -1, origin - never)),
    heldUntil: instants((node) => heldAt(day, node, 1, origin + never)),
    awayPerSecond: column((node) =>
      (day.before[node] as number) < 0 ? 0 : (day.movedPerSecond[node] as number),
    ),
    overtimeFrom: Int32Array.from(technicians, (one) => one.shift.until - origin),
    overtimePerSecond: Float64Array.from(technicians, () => weights.overtimePerSecond),
  }
  const anyOvertime = weights.overtimePerSecond > 0 && technicians.some((one) => one.maxOvertimeSeconds > 0)
  const any = [soft.latePerSecond, soft.waitPerSecond, soft.awayPerSecond].some((list) =>
    list.some((one) => one > 0),
  )
  return any || anyOvertime ? soft : null
}

/** A second of driving costs what it does everywhere, but for who is paid by a table of his own. */
const pacedOf = ({ problem, technicians }: Day, origin: number): PacedRoads | null => {
  const hours = problem.hours ?? []
  if (hours.length === 0) return null
  const perSecond = (one: ProblemTechnician): number => {
    if (one.costs) return one.costs.perDriveHour / 3600
    return (problem.roads?.[one.roads ?? ''] ?? problem.matrix).costs ? 0 : 1
  }
  return {
    hours: hours.map(({ from, factor }) => ({ from: from - origin, factor })),
    perSecond: Float64Array.from(technicians, perSecond),
  }
}

const heldAt = (day: Day, node: number, side: -1 | 1, none: number): number => {
  const begin = day.beforeBegin[node] as number
  return begin < 0 ? none : begin + side * day.weights.movedTimeToleranceSeconds
}
