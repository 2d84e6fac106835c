import type { NeededRoads } from '@kerbside/planner/vroom'
import type { RoadsAnswer, ThreadFinal } from './thread-words.ts'

/** A problem that was read and waits for its roads. */
export interface ReadProblem {
  threads: number
  seconds: number
  needed: NeededRoads | null
  begins: number | null
  room: number
  /** It is planned long enough for a fresh thread to be worth its start, and makes this one slow for later problems. */
  wears: boolean
  solve(how: SolveHow): ThreadFinal
}

export interface SolveHow {
  roads: RoadsAnswer | null
  thread: number
  stopped: () => boolean
  best: SharedArrayBuffer | null
}
