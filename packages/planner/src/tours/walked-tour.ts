import type { Day } from '../day/planning-day.ts'
import type { VanData } from '../day/van-data.ts'
import type { FixedStop } from '../planning-problem.ts'
import type { TourLoads } from './tour-loads.ts'

/** Where the other tours' jobs stand: what a walk must know of them. By node; `pin` −1 for none. */
export interface Elsewhere {
  tour: Int32Array
  begin: Float64Array
  end: Float64Array
  /** The begin that a crew has agreed on. */
  pin: Float64Array
}

/** Why a sequence cannot be driven. */
export type MissKind =
  | 'road'
  | 'window'
  | 'shift'
  | 'stock'
  | 'break'
  | 'jobs'
  | 'drive'
  | 'metres'
  | 'order'
  | 'reserve'

/** A walk as those see it who time its breaks, hold it to limits and price it; `TourWalk` says what each field is. */
export interface WalkedTour {
  readonly day: Day
  readonly van: VanData
  readonly loads: TourLoads
  readonly leg: Float64Array
  readonly early: Float64Array
  readonly begin: Float64Array
  readonly finish: Float64Array
  readonly surelyDone: Float64Array
  readonly length: number
  lastLeg: number
  endAt: number
  drive: number
  metres: number
  miss: MissKind | null
  refuse(kind: MissKind, at: number, value: number): false
  reach(i: number): void
  note(v: number, i: number): void
  workSeconds(v: number, r: number, at: number): number
  timeFixed(
    v: number,
    i: number,
    fixed: Pick<FixedStop, 'beginAt' | 'remainingSeconds'>,
    arrive: number,
    work: number,
    drive: number,
  ): number
  beginFor(v: number, i: number, arrival: number): number
  leavesTime(v: number, i: number, end: number): boolean
  sumMetres(r: number, sequence: Int32Array): number
}
