import type { FixedStop, ProblemTechnician, RoadMatrix } from '../planning-problem.ts'
import { makeRoadClock, meanPace, type RoadClock } from '../road-clock.ts'
import { type Day, never } from './planning-day.ts'

/** What a walk reads of each technician, by index; locations −1 where there is none. */
export interface VanData {
  count: number
  size: number
  seconds: readonly Int32Array[]
  metres: readonly Int32Array[]
  costs: readonly (Int32Array | undefined)[]
  start: Int32Array
  end: Int32Array
  shiftFrom: Float64Array
  shiftUntil: Float64Array
  latestEnd: Float64Array
  speedFactor: Float64Array
  head: Int32Array
  fixed: readonly (readonly FixedStop[])[]
  maxJobs: Float64Array
  maxDrive: Float64Array
  maxMetres: Float64Array
  reserve: Float64Array
  breakSeconds: Float64Array
  fixedCost: Float64Array
  perDriveHour: Float64Array
  perWorkHour: Float64Array
  perKm: Float64Array
  /** 1 where a leg costs its seconds as the matrix says them, and nothing else of a tour can get cheaper by a stop more. */
  plain: Uint8Array
  /** Null where roads are alike at all hours. */
  clock: RoadClock | null
  /** The mean pace of his shift. */
  pace: Float64Array
  /** 1 where held jobs have an order. */
  holds: Uint8Array
}

/** Lays the technicians out in columns. */
export const makeVanData = ({
  problem,
  technicians,
  weights,
}: Pick<Day, 'problem' | 'technicians' | 'weights'>): VanData => {
  const column = (value: (one: ProblemTechnician) => number): Float64Array =>
    Float64Array.from(technicians, value)
  const roads = (one: ProblemTechnician): RoadMatrix => problem.roads?.[one.roads ?? ''] ?? problem.matrix
  const hours = problem.hours ?? []
  return {
    count: technicians.length,
    clock: hours.length > 0 ? makeRoadClock(hours) : null,
    pace: column(({ shift }) => meanPace(hours, shift.from, shift.until)),
    size: problem.matrix.size,
    seconds: technicians.map((one) => roads(one).seconds),
    metres: technicians.map((one) => roads(one).metres),
    costs: technicians.map((one) => (one.costs ? undefined : roads(one).costs)),
    start: Int32Array.from(technicians, (one) => one.start ?? -1),
    end: Int32Array.from(technicians, (one) => one.end ?? -1),
    shiftFrom: column((one) => one.shift.from),
    shiftUntil: column((one) => one.shift.until),
    latestEnd: column((one) => one.shift.until + one.maxOvertimeSeconds),
    speedFactor: column((one) => one.speedFactor ?? 1),
    head: Int32Array.from(technicians, (one) => one.fixed.length),
    fixed: technicians.map((one) => one.fixed),
    maxJobs: column((one) => one.maxJobs ?? never),
    maxDrive: column((one) => one.maxDriveSeconds ?? never),
    maxMetres: column((one) => one.maxMetres ?? never),
    reserve: column((one) => one.reserveSeconds ?? 0),
    breakSeconds: column((one) => (one.breaks ?? []).reduce((sum, pause) => sum + pause.seconds, 0)),
    fixedCost: column((one) => one.costs?.fixed ?? 0),
    perDriveHour: column((one) => one.costs?.perDriveHour ?? 3600),
    perWorkHour: column((one) => one.costs?.perWorkHour ?? 0),
    perKm: column((one) => one.costs?.perKm ?? 0),
    holds: Uint8Array.from(technicians, (one) => ((one.held?.length ?? 0) > 1 ? 1 : 0)),
    plain: Uint8Array.from(technicians, (one) =>
      one.costs || roads(one).costs || one.speedFactor || weights.movedTimePerSecond ? 0 : 1,
    ),
  }
}
