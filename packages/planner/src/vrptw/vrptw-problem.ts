/** Vans that are alike: where they start and end, what they carry, whom they may serve. */
export interface VanGroup {
  /** At most so many routes. */
  readonly count: number
  readonly capacity: number
  /** Node of the depot they start from and return to. */
  readonly depot: number
  /** Longest time between leaving the depot and being back; none if absent. Waiting at the depot is free. */
  readonly longest?: number
  /** Per node 1 where they may serve; everywhere if absent. */
  readonly serves?: Uint8Array
}

/**
 * A vehicle routing problem with time windows: integers throughout, matrices row-major size×size. Durations are taken to
 * include no service. The classic problem has one depot, one group of vans, and nobody optional.
 */
export interface VrptwProblem {
  /** Nodes: depots 0 … depots − 1, then the customers. */
  readonly size: number
  readonly depots: number
  /** Travel times. */
  readonly durations: Int32Array
  /** Travel costs; may be the same array as `durations`. */
  readonly costs: Int32Array
  readonly demands: Int32Array
  /** Service may begin from … until; a depot's pair is its opening hours. */
  readonly windowFrom: Int32Array
  readonly windowUntil: Int32Array
  /** Time of service at each node. */
  readonly service: Int32Array
  readonly vans: readonly VanGroup[]
  /** Price of leaving a customer out, −1 where he must be served; all must be if absent. */
  readonly prizes?: Int32Array
}

/** How to search. */
export interface VrptwOptions {
  readonly seed: number
  /** The budget in seconds, only to choose parameters. */
  readonly seconds: number
  /** Share of the budget that is gone, 0 … 1; 1 or more ends the search. The only clock. */
  readonly progress: () => number
  /** Told of every better plan; `routes` writes it out, which costs time. */
  readonly onBetter?: (cost: number, routes: () => VrptwRoute[]) => void
  /** Routes to begin from, by their van; what does not fit is inserted anew. */
  readonly warm?: readonly VrptwRoute[]
  /** Called every few per cent of the budget with the best plan; may answer with a better one made elsewhere. */
  readonly exchange?: (best: FlatPlan) => FlatPlan | undefined
}

/** A plan in one array that can be copied between threads, and its cost. */
export interface FlatPlan {
  /** What it costs with the prizes of the unserved; more than any plan for each who must be served and is not. */
  readonly cost: number
  /** Per route its group of vans, its customers and −1; −2 at the end. */
  readonly sequence: Int32Array
}

/** Length that any plan of this problem fits into as a flat sequence: each customer, and two words a route. */
export const longestSequence = ({ size, depots }: VrptwProblem): number => 3 * (size - depots) + 1

/** One van's way from its depot through its customers and back. */
export interface VrptwRoute {
  /** Index into `vans`. */
  readonly group: number
  readonly customers: readonly number[]
}

/** The best plan of a search. */
export interface VrptwAnswer {
  readonly routes: readonly VrptwRoute[]
  /** Travel costs and the prizes of the optional customers left out. */
  readonly cost: number
  /** Customers no van takes, ascending: optional ones, and those for whom no place was found. */
  readonly unserved: readonly number[]
  readonly iterations: number
}

/** Can a van of this group that does nothing else serve this customer and be back in time? */
export const canServe = (problem: VrptwProblem, vans: VanGroup, customer: number): boolean => {
  const { size, durations, windowFrom, windowUntil, service, demands } = problem
  if (vans.count < 1 || (demands[customer] as number) > vans.capacity) return false
  if (vans.serves !== undefined && vans.serves[customer] !== 1) return false
  const { depot } = vans
  const there = durations[depot * size + customer] as number
  const stayAndBack = (service[customer] as number) + (durations[customer * size + depot] as number)
  const begin = Math.max((windowFrom[depot] as number) + there, windowFrom[customer] as number)
  if (begin > (windowUntil[customer] as number) || begin + stayAndBack > (windowUntil[depot] as number))
    return false
  return vans.longest === undefined || there + stayAndBack <= vans.longest
}
