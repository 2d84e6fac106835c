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
  readonly warpCooling: Cooling
  /** Most customers that one ruin of the second search takes out. */
  readonly mostRemoved: number
}

/** Below this a search that prices rules has no time to overtake one that keeps them. */
const INSTANT = 0.3
const SHORT = 3

/** Parameters by the size of the problem and the seconds there are. */
export const chooseSettings = (_problem: VrptwProblem, seconds: number): SearchSettings => {
  return {
    near: 40,
    reach: 20,
    stringShare: seconds < INSTANT ? 1 : seconds < SHORT ? 0.3 : 0.1,
    stringCooling: { first: 2, last: 0.02 },
    warpCooling: { first: 0.1, last: 0.01 },
    mostRemoved: seconds < SHORT ? 25 : 40,
  }
}
