import type { NeededRoads } from '@kerbside/planner/vroom'
import type { RoadsAnswer, ThreadFinal } from './thread-words.ts'

/** A problem that was read and waits for its roads. */
export interface ReadProblem {
  threads: number
  seconds: number
  needed: NeededRoads | null
  begins: number | null
  room: number
  /** Its search makes this thread slower for later ones, and is slower itself in one that has searched. */
  wears: boolean
  solve(how: SolveHow): ThreadFinal
}

export interface SolveHow {
  roads: RoadsAnswer | null
  thread: number
  stopped: () => boolean
  best: SharedArrayBuffer | null
}
