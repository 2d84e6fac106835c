/** A closed window of instants, epoch seconds, `from` ≤ `until`. */
export interface Window {
  from: number
  until: number
}

/** Road times (s) and distances (m) between all locations, row-major; −1 s where no road leads. */
export interface RoadMatrix {
  size: number
  seconds: Int32Array
  metres: Int32Array
}

/** How much it weighs when a job is left out: 0 a rescue … 3 whatever can wait. */
export type Tier = 0 | 1 | 2 | 3

export interface ProblemJob {
  id: string
  /** Index into the matrix. */
  location: number
  serviceSeconds: number
  /** When service may begin, hard; sorted, apart, at least one. */
  windows: readonly Window[]
  skills: readonly string[]
  /** What it takes from the van's stock, by material. */
  materials: Readonly<Record<string, number>>
  tier: Tier
  /** What the customer was told, soft: beginning after `until` costs by tier. */
  promise: Window | null
  /** Technicians who may not be given it. */
  excluded: readonly string[]
  /** The only technician who may have it. */
  only: string | null
}

/** A stop that stays where it is at the head of a tour: he drives there, or is there, or works. */
export interface FixedStop {
  jobId: string
  /** When service began, if it did; null while he drives there. */
  beginAt: number | null
  /** Work that is left, counted from now; null for all of it. */
  remainingSeconds: number | null
}

export interface ProblemTechnician {
  id: string
  start: number
  /** Where the tour ends; null ends it at the last stop. */
  end: number | null
  /** When he may leave `start` at the earliest and should be back at the latest. */
  shift: Window
  skills: readonly string[]
  stock: Readonly<Record<string, number>>
  /** His work takes this many times as long as usual. */
  serviceFactor: number
  fixed: readonly FixedStop[]
  /** Beyond the shift's end no tour is planned further than this. */
  maxOvertimeSeconds: number
}

/** Who must be where, who can go, and how long every road takes. */
export interface Problem {
  now: number
  jobs: readonly ProblemJob[]
  technicians: readonly ProblemTechnician[]
  matrix: RoadMatrix
}

/** What a plan costs, in seconds of driving; see `defaultWeights`. */
export interface Weights {
  unplannedByTier: readonly [number, number, number, number]
  latePerSecondByTier: readonly [number, number, number, number]
  /** Each second that service begins after the promise's start: what is urgent goes to who is there soonest. */
  waitPerSecondByTier: readonly [number, number, number, number]
  overtimePerSecond: number
  /** A job that leaves the technician it was planned with. */
  movedTechnician: number
}

/**
 * Leaving a job out outweighs any detour, lateness outweighs overtime, overtime outweighs driving; a rescue's minute of
 * waiting weighs more than a technician's minute of driving.
 */
export const defaultWeights: Weights = {
  unplannedByTier: [1_000_000, 300_000, 200_000, 100_000],
  latePerSecondByTier: [8, 4, 4, 2],
  waitPerSecondByTier: [1.5, 0, 0, 0],
  overtimePerSecond: 2,
  movedTechnician: 300,
}
