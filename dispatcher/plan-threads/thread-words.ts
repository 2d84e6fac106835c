import type { RoadsFound } from '@kerbside/planner/vroom'

/** What the one who asks wants, whatever the problem itself says; null where the problem's own holds. */
export interface PlanWish {
  seconds: number | null
  threads: number | null
  seed: number | null
  planMode: boolean
  /** How distances of a VRPLIB text become whole; null takes no such text. */
  rounding: string | null
}

/** A table of the roads, and how it was had. */
export interface RoadsAnswer extends RoadsFound {
  quality: 'osrm' | 'estimated'
}

/** What a thread is told. */
export type ThreadOrder =
  | {
      kind: 'read'
      /** The problem as it came, UTF-8. */
      bytes: Uint8Array
      wish: PlanWish
      /** Which of the threads of this problem, from 0. */
      thread: number
      /** One Int32: not 0 once the search is to end. */
      told: SharedArrayBuffer
    }
  | {
      kind: 'go'
      roads: RoadsAnswer | null
      /** Where threads that plan together leave their best; see `openSharedBest`. */
      best: SharedArrayBuffer | null
    }

export interface ProblemTrouble {
  kind: 'trouble'
  /** VROOM's code: 1 our mistake, 2 the problem's, 3 the roads'. */
  code: 1 | 2 | 3
  /** Where in the problem, dotted; empty for the whole. */
  field: string
  sentence: { en: string; zh: string }
}
export interface ProblemAnswer {
  kind: 'answer'
  text: string
  cost: number
  /** A sentence beside the answer. */
  note?: string
}
export type ThreadFinal = ProblemAnswer | ProblemTrouble

/** What a thread says. */
export type ThreadWord =
  | {
      kind: 'read'
      threads: number
      seconds: number
      /** `[lon, lat]` between which roads are needed; null where the problem brings its own. */
      lonLats: readonly (readonly [number, number])[] | null
      /** The earliest shift, where all vehicles have one. */
      begins: number | null
      /** Length at most of a plan as a flat sequence. */
      room: number
      /** Whether its search makes the thread slower for later ones. */
      wears: boolean
    }
  | ThreadFinal
