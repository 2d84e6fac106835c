/** Later than any instant of a problem; instants are whole seconds from the problem's own beginning, all ≥ 0. */
export const never = 1_000_000_000
/** Costs and lasts more than any arc: no road leads there. */
export const noRoad = 100_000_000

/** Costs that depend on when work begins or a tour ends, per second; 0 where there is none. Instants as everywhere. */
export interface SoftCosts {
  /** n: beginning after this instant costs `latePerSecond`. */
  readonly dueAt: Int32Array
  readonly latePerSecond: Float64Array
  /** n: each second from this instant to the beginning costs `waitPerSecond`. */
  readonly urgentFrom: Int32Array
  readonly waitPerSecond: Float64Array
  /** n: beginning before `heldFrom` or after `heldUntil` costs `awayPerSecond`: the time that was promised before. */
  readonly heldFrom: Int32Array
  readonly heldUntil: Int32Array
  readonly awayPerSecond: Float64Array
  /** m: ending after this instant costs `overtimePerSecond`; `shiftUntil` is the end of the longest overtime. */
  readonly overtimeFrom: Int32Array
  readonly overtimePerSecond: Float64Array
}

/** Soft costs that are none. */
export const noSoftCosts = (n: number, m: number): SoftCosts => {
  const [instants, rates] = [new Int32Array(n), new Float64Array(n)]
  return {
    dueAt: instants,
    latePerSecond: rates,
    urgentFrom: instants,
    waitPerSecond: rates,
    heldFrom: instants,
    heldUntil: instants,
    awayPerSecond: rates,
    overtimeFrom: new Int32Array(m),
    overtimePerSecond: new Float64Array(m),
  }
}

/** Roads that change with the hour: from each instant, in order, legs take `factor` times as long as `seconds` says. */
export interface PacedRoads {
  readonly hours: readonly { readonly from: number; readonly factor: number }[]
  /** m: what a second of a leg costs beyond those that `seconds` says, and is saved below them. */
  readonly perSecond: Float64Array
}

/**
 * A problem in flat arrays: n jobs, m technicians. Nodes are jobs 0…n−1, then each technician's start n+r and end n+m+r;
 * matrices are nodes × nodes, row-major. Whatever rule lies between one job and one technician alone is folded into
 * `allowed`, `service` and `preference`; time, stock, breaks and limits are the search's own.
 *
 * A fixed head of a tour is folded into its technician: `n+r` is where the head ends, `shiftFrom` when, `capacity`,
 * `mostJobs`, `mostTravel` and `mostMetres` are what it leaves, its breaks are gone, and `started` is 1. Its jobs are
 * no jobs of this problem, and its cost is none of the search's.
 */
export interface ProblemArrays {
  readonly n: number
  readonly m: number
  /** n + 2m. */
  readonly nodes: number
  /** By profile: travel seconds, and arc costs (seconds and metres by this technician's rates); an arc to an open end is 0. */
  readonly seconds: readonly Int32Array[]
  readonly costs: readonly Int32Array[]
  /** By profile: metres of road; null when nobody has a limit in metres. */
  readonly metres: readonly Int32Array[] | null
  /** m: which profile he drives, and is paid, by. */
  readonly profile: Int32Array
  /** n × m: seconds of work, set-up included. */
  readonly service: Int32Array
  /** n + 1: job u's windows are `windowFrom[k] … windowUntil[k]` for k from windowStart[u] to windowStart[u + 1] − 1, apart, in order. */
  readonly windowStart: Int32Array
  readonly windowFrom: Int32Array
  readonly windowUntil: Int32Array
  /** n: cost of leaving it out. */
  readonly penalty: Float64Array
  readonly dimensions: number
  /** n × dimensions: what a job takes from the stock; m × dimensions: what there is of it. */
  readonly demand: Int32Array
  readonly capacity: Int32Array
  /** m each: earliest departure and latest end; jobs, travel seconds and metres at most (`never` for no limit). */
  readonly shiftFrom: Int32Array
  readonly shiftUntil: Int32Array
  readonly mostJobs: Int32Array
  readonly mostTravel: Int32Array
  readonly mostMetres: Int32Array
  /** m: what using him costs; not charged to who has started. */
  readonly fixedCost: Int32Array
  /** m: 1 for who is out already and drives home, and ends his shift, with or without a job. */
  readonly started: Uint8Array
  /** m + 1: r's breaks in the order in which he takes them, each begun inside its window. */
  readonly breakStart: Int32Array
  readonly breakFrom: Int32Array
  readonly breakUntil: Int32Array
  readonly breakSeconds: Int32Array
  /** n × m: 1 where he may do it. */
  readonly allowed: Uint8Array
  /** n × m: what it costs by itself to give it to him, ≥ 0: leaving its technician, not being preferred; null for none. */
  readonly preference: Float64Array | null
  readonly soft: SoftCosts | null
  /** Null where roads are alike at all hours; limits in travel seconds are by `seconds` alone. */
  readonly paced: PacedRoads | null
}

/** The most breaks that one technician of the problem has. */
export const mostBreaks = (problem: ProblemArrays): number => {
  let most = 0
  for (let r = 0; r < problem.m; r += 1) {
    const breaks = (problem.breakStart[r + 1] as number) - (problem.breakStart[r] as number)
    if (breaks > most) most = breaks
  }
  return most
}
