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
  /** What a leg costs, where that is neither its seconds nor its metres; −1 where no road leads. */
  costs?: Int32Array
}

/** How much it weighs when a job is left out: 0 a rescue … 3 whatever can wait. */
export type Tier = 0 | 1 | 2 | 3

/** Amounts by material or load dimension, whole numbers. */
export type Amounts = Readonly<Record<string, number>>

export interface ProblemJob {
  id: string
  /** Index into the matrix. */
  location: number
  serviceSeconds: number
  /** Before the work, where the stop before it (or the start) is at another location. */
  setupSeconds?: number
  /** Instead of `serviceSeconds` and `setupSeconds` for technicians of a kind. */
  serviceByKind?: Readonly<Record<string, number>>
  setupByKind?: Readonly<Record<string, number>>
  /** When service may begin, hard; sorted, apart, at least one. */
  windows: readonly Window[]
  skills: readonly string[]
  /** The least level of a skill, above 1. */
  levels?: Readonly<Record<string, number>>
  /** What it takes from the van's stock, by material. */
  materials: Amounts
  /** What it puts aboard and stays there to the end of the tour: it takes room that `materials` have left. */
  collects?: Amounts
  tier: Tier
  /** What leaving it out costs, instead of its tier's. */
  penalty?: number
  /** What the customer was told, soft: beginning after `until` costs by tier. */
  promise: Window | null
  /** Technicians who may not be given it: they refused it, or were refused. */
  excluded: readonly string[]
  /** The only technician who may have it. */
  only: string | null
  /** The only technicians who may have it, if the customer or the law names some. */
  allowed?: readonly string[]
  /** What it costs to give it to somebody (≥ 0), by technician: whom he would rather not have. */
  reluctance?: Readonly<Record<string, number>>
  /** So many technicians work at it, beginning at the same time; all or nobody. 1 if absent. */
  crew?: number
}

/** A stop that stays where it is at the head of a tour: he drives there, or is there, or works. */
export interface FixedStop {
  jobId: string
  /** When service began, if it did; null while he drives there. */
  beginAt: number | null
  /** Work that is left, counted from now; null for all of it. */
  remainingSeconds: number | null
}

/** A pause that belongs to a shift; taken on the road or where he is, never in the middle of work. */
export interface Break {
  id: string
  /** When it may begin: one instant fixes it, a long window lets it float. Sorted, apart, at least one. */
  windows: readonly Window[]
  seconds: number
  /** What may be aboard while he takes it, by load dimension. */
  mostAboard?: Amounts
}

/** What a technician costs, in the plan's cost units; driving costs its seconds where nothing is said. */
export interface TechnicianCosts {
  /** As soon as he has a stop. */
  fixed: number
  perDriveHour: number
  perWorkHour: number
  perKm: number
}

export interface ProblemTechnician {
  id: string
  /** Where he is when his shift begins, now if it has; null begins the tour at its first stop. */
  start: number | null
  /** Where the tour ends; null ends it at the last stop. */
  end: number | null
  /** When he may leave `start` at the earliest and should be back at the latest. */
  shift: Window
  skills: readonly string[]
  /** His level in a skill, above 1; it shortens work by `levelFactor` a level above what is needed. */
  levels?: Readonly<Record<string, number>>
  levelFactor?: number
  stock: Amounts
  /** His work takes this many times as long as usual. */
  serviceFactor: number
  /** His legs take this many times as long as the matrix says. */
  speedFactor?: number
  /** Names the entry of `serviceByKind`, and of the problem's `roads`. */
  kind?: string
  roads?: string
  fixed: readonly FixedStop[]
  /** Jobs that stay his, in this order; others may come before, between and after. */
  held?: readonly string[]
  /** Beyond the shift's end no tour is planned further than this. */
  maxOvertimeSeconds: number
  breaks?: readonly Break[]
  costs?: TechnicianCosts
  maxJobs?: number
  maxDriveSeconds?: number
  maxMetres?: number
  /** Of his shift so many seconds are kept free of all but tier 0. */
  reserveSeconds?: number
}

/** Aboard at the first job, off at the second, on the same tour: a car on a tow truck, a part from the depot. */
export interface Pair {
  pickup: string
  drop: string
  amounts: Amounts
}

/** `after` begins at the earliest `gapSeconds` behind the end of `before`, on whatever tours; without the one, not the other. */
export interface Precedence {
  before: string
  after: string
  gapSeconds: number
}

/** From an instant on legs take `factor` times as long; sorted. Before the first, as the matrix says. */
export interface RoadHour {
  from: number
  factor: number
}

/** Who must be where, who can go, and how long every road takes. */
export interface Problem {
  now: number
  jobs: readonly ProblemJob[]
  technicians: readonly ProblemTechnician[]
  matrix: RoadMatrix
  /** Other matrices over the same locations, by the technicians' `roads`. */
  roads?: Readonly<Record<string, RoadMatrix>>
  hours?: readonly RoadHour[]
  pairs?: readonly Pair[]
  precedences?: readonly Precedence[]
  /** Jobs that never share a tour. */
  apart?: readonly (readonly [string, string])[]
}

/** What a plan costs, in seconds of driving; see `defaultWeights`. */
export interface Weights {
  unplannedByTier: readonly [number, number, number, number]
  latePerSecondByTier: readonly [number, number, number, number]
  /** Each second that service begins after the promise's start: what is urgent goes to who is there soonest. */
  waitPerSecondByTier: readonly [number, number, number, number]
  overtimePerSecond: number
  /** A job that leaves the technician it was planned with; × `nearness` of its promise. */
  movedTechnician: number
  /** Each second that a job begins otherwise than planned, beyond the tolerance; × `nearness`. */
  movedTimePerSecond: number
  movedTimeToleranceSeconds: number
  /** × Σ over tours of (working hours)²: levels the work out. */
  fairness: number
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
  movedTimePerSecond: 0,
  movedTimeToleranceSeconds: 15 * 60,
  fairness: 0,
}

/** Driving and jobs left out, nothing else: the objective of other solvers' problems. */
export const plainWeights: Weights = {
  ...defaultWeights,
  latePerSecondByTier: [0, 0, 0, 0],
  waitPerSecondByTier: [0, 0, 0, 0],
  overtimePerSecond: 0,
  movedTechnician: 0,
}

/** How much a change weighs as a promise nears: 1 a day ahead, 10 in its last hour (linear in between). */
export const nearness = (promise: Window | null, now: number): number => {
  if (!promise) return 1
  const ahead = Math.min(Math.max(promise.from - now, 3600), 86_400)
  return 1 + (9 * (86_400 - ahead)) / (86_400 - 3600)
}
