import type { Problem, ProblemTechnician } from '../planning-problem.ts'
import { legsOf } from '../road-clock.ts'

/** A piece of the map with the calls to be expected there; any grid will do. */
export interface DemandCell {
  /** Index into the problem's matrix: its middle. */
  location: number
  /** Expected calls, in whatever unit all cells share. */
  demand: number
}

/** Who could answer a call where, in time. */
export interface Cover {
  /** By cell, as a share of all demand: sums to 1, or to 0 where nothing is expected. */
  demand: readonly number[]
  /** By technician: the cells he would reach in time. */
  reach: ReadonlyMap<string, readonly number[]>
  /** The probability that a technician is busy when he is called, 0 … 1. */
  busyShare: number
}

export interface CoverOptions {
  /** A call is covered by who can be there within so many seconds. */
  withinSeconds: number
  busyShare: number
  /** Who could answer such calls at all; everybody if absent. */
  able?: (technician: ProblemTechnician) => boolean
}

/** Looks who covers what now: a busy technician counts with what is left of his work. */
export const coverOf = (problem: Problem, cells: readonly DemandCell[], options: CoverOptions): Cover => {
  const total = cells.reduce((sum, cell) => sum + cell.demand, 0)
  const able = problem.technicians.filter(
    (one) => one.shift.until > problem.now && (options.able?.(one) ?? true),
  )
  return {
    demand: cells.map((cell) => (total > 0 ? cell.demand / total : 0)),
    reach: new Map(able.map((one) => [one.id, reachOf(problem, one, cells, options.withinSeconds)])),
    busyShare: options.busyShare,
  }
}

const reachOf = (
  problem: Problem,
  technician: ProblemTechnician,
  cells: readonly DemandCell[],
  withinSeconds: number,
): number[] => {
  const { at, freeAt } = whereFree(problem, technician)
  if (at === null) return []
  return reachFrom(problem, at, cells, withinSeconds - Math.max(0, freeAt - problem.now), freeAt)
}

/** The cells within so many seconds of a place, for who leaves it at an instant, or now. */
export const reachFrom = (
  problem: Problem,
  from: number,
  cells: readonly DemandCell[],
  withinSeconds: number,
  leaveAt = problem.now,
): number[] => {
  const legSeconds = legsOf(problem)
  return cells.flatMap((cell, v) => {
    const seconds = legSeconds(from, cell.location, leaveAt)
    return seconds >= 0 && seconds <= withinSeconds ? [v] : []
  })
}

/** Where a technician is when he has done what he cannot leave any more, and when. */
export const whereFree = (
  problem: Problem,
  technician: ProblemTechnician,
): { at: number | null; freeAt: number } => {
  const legSeconds = legsOf(problem)
  let [at, freeAt] = [technician.start, Math.max(problem.now, technician.shift.from)]
  for (const stop of technician.fixed) {
    const job = problem.jobs.find((one) => one.id === stop.jobId)
    if (!job) continue
    const drive = at === null ? 0 : Math.max(0, legSeconds(at, job.location, freeAt))
    freeAt += stop.beginAt === null ? drive : 0
    freeAt += stop.remainingSeconds ?? job.serviceSeconds * technician.serviceFactor
    at = job.location
  }
  return { at, freeAt }
}

/**
 * The share of demand that is expected to be answered in time: Σ d(1 − q^k), k technicians within reach of the cell and
 * each busy with probability q (MEXCLP; Daskin 1983, "A maximum expected covering location model").
 */
export const expectedCover = ({ demand, reach, busyShare }: Cover): number => {
  const counts = countsOf(demand.length, reach.values())
  return demand.reduce((sum, share, v) => sum + share * (1 - busyShare ** (counts[v] as number)), 0)
}

/**
 * What sending a technician takes from that: Σ d(1 − q)q^(k−1) over the cells he covers (Jagtenberg, Bhulai & van der Mei
 * 2015, "An efficient heuristic for real-time ambulance redeployment"). 0 for somebody who covers nothing.
 */
export const coverLoss = ({ demand, reach, busyShare }: Cover, technicianId: string): number => {
  const counts = countsOf(demand.length, reach.values())
  return (reach.get(technicianId) ?? []).reduce(
    (sum, v) =>
      sum + (demand[v] as number) * (1 - busyShare) * busyShare ** Math.max(0, (counts[v] as number) - 1),
    0,
  )
}

const countsOf = (cells: number, reaches: Iterable<readonly number[]>): Int32Array => {
  const counts = new Int32Array(cells)
  for (const reach of reaches) for (const v of reach) counts[v] = (counts[v] as number) + 1
  return counts
}
