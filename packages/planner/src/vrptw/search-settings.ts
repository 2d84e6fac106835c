import type { VrptwProblem } from './vrptw-problem.ts'

/** Times the mean arc: the temperature at the beginning and at the end. */
export interface Cooling {
  readonly first: number
  readonly last: number
}

export interface SearchSettings {
  /** Near customers listed for each, and how many of them the local search looks at. */
  readonly near: number
  readonly reach: number
  /** Share of the time for the search that keeps all rules, before the one that prices them. */
  readonly stringShare: number
  readonly stringCooling: Cooling
  /** Of the second search, where routes are short and where they are long. */
  readonly warpCooling: Cooling
  readonly longWarpCooling: Cooling
  /** Most customers that one ruin of the second search takes out, and how often, 0 … 1, it takes a whole route, though it have more. */
  readonly mostRemoved: number
  readonly wholeRoute: number
  /** Penalties to begin with: per unit of lateness, and mean arcs per mean demand of overload. */
  readonly lateAtFirst: number
  readonly overloadAtFirst: number
}

/** Below so many seconds there is no time to find a way back from plans that break rules: penalties begin high. */
const INSTANT = 0.3
/** Seconds a customer from which on the second search is warmer: first where routes are long, then where they are short. */
const SOME = 0.002
const FAIR = 0.005
/** Stops a route up to which routes are short, and from which on they are long. */
const SHORT = 10
const LONG = 20

/** Parameters by the time there is for each customer; found on Solomon's and Gehring & Homberger's problems. */
export const chooseSettings = ({ size, depots }: VrptwProblem, seconds: number): SearchSettings => {
  const each = seconds / Math.max(1, size - depots)
  const isInstant = seconds < INSTANT
  return {
    near: 24,
    reach: 20,
    stringShare: isInstant ? 0.5 : 0.12,
    stringCooling: { first: 2, last: 0.02 },
    warpCooling: { first: each < FAIR ? 0.1 : 0.3, last: 0.01 },
    longWarpCooling: { first: each < SOME ? 0.1 : 0.8, last: 0.01 },
    mostRemoved: 28,
    wholeRoute: 0.03,
    lateAtFirst: isInstant ? 1000 : 5,
    overloadAtFirst: isInstant ? 100 : 5,
  }
}

/**
 * The cooling for routes of so many stops. Where they are long, an arc is short beside the way from the depot, and only
 * a warm search opens or closes a route.
 */
export const coolingFor = (
  { warpCooling, longWarpCooling }: SearchSettings,
  stopsPerRoute: number,
): Cooling => {
  const share = Math.min(1, Math.max(0, (stopsPerRoute - SHORT) / (LONG - SHORT)))
  const between = (short: number, long: number): number => short + share * (long - short)
  return {
    first: between(warpCooling.first, longWarpCooling.first),
    last: between(warpCooling.last, longWarpCooling.last),
  }
}
