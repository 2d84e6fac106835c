import type { Precedence, RoadHour, Tier, Window } from '../planning-problem.ts'

/** A place of the problem: the row of the matrices it stands for, and its coordinates if they were said. */
export interface VroomPlace {
  row: number
  /** `[lon, lat]`. */
  lonLat: readonly [number, number] | null
  /** Whether the problem gave the row itself, so that the answer repeats it. */
  indexed: boolean
}

export type TaskKind = 'job' | 'pickup' | 'delivery'

/** What a problem says of a job beyond VROOM, under the key `kerbside`. */
export interface JobExtension {
  tier?: Tier
  penalty?: number
  promise?: Window
  /** Ids of vehicles. */
  allowed?: readonly number[]
  refused?: readonly number[]
  reluctance?: Readonly<Record<string, number>>
  crew?: number
  levels?: Readonly<Record<string, number>>
}

/** A job, or one end of a shipment. Durations in seconds; windows are null where any time will do. */
export interface VroomTask {
  kind: TaskKind
  id: number
  /** Where it stands in the problem, `jobs.3` or `shipments.0.pickup`: unique, and the planner's id for it. */
  key: string
  description: string | null
  place: VroomPlace
  setup: number
  service: number
  setupPerType: Readonly<Record<string, number>>
  servicePerType: Readonly<Record<string, number>>
  delivery: readonly number[]
  pickup: readonly number[]
  skills: readonly number[]
  priority: number
  windows: readonly Window[] | null
  extension: JobExtension
}

export interface VroomShipment {
  pickup: VroomTask
  delivery: VroomTask
  amount: readonly number[]
}

export interface VroomBreak {
  id: number
  description: string | null
  service: number
  windows: readonly Window[] | null
  maxLoad: readonly number[] | null
}

export interface VroomCosts {
  fixed: number
  perHour: number
  perTaskHour: number
  perKm: number
}

export type StepKind = 'start' | TaskKind | 'break' | 'end'

/** One step of a route that the problem brings along. */
export interface VroomStep {
  kind: StepKind
  id: number
  field: string
  serviceAt: number | null
  serviceAfter: number | null
  serviceBefore: number | null
}

export interface VehicleExtension {
  levels?: Readonly<Record<string, number>>
  levelFactor?: number
  serviceFactor?: number
  overtime?: number
  reserve?: number
  held?: readonly number[]
}

export interface VroomVehicle {
  id: number
  /** Where it stands, `vehicles.0`: the planner's id for it. */
  key: string
  profile: string
  type: string
  description: string | null
  start: VroomPlace | null
  end: VroomPlace | null
  capacity: readonly number[]
  skills: readonly number[]
  window: Window | null
  breaks: readonly VroomBreak[]
  /** A leg takes the matrix's seconds times this: the reciprocal of `speed_factor`, two decimals. */
  legFactor: number
  maxTasks: number | null
  maxTravelTime: number | null
  maxDistance: number | null
  costs: VroomCosts
  steps: readonly VroomStep[]
  extension: VehicleExtension
}

/** Matrices of a profile, row-major, `size` rows; −1 s where no road leads. */
export interface VroomMatrix {
  size: number
  durations: Int32Array | null
  distances: Int32Array | null
  costs: Int32Array | null
}

/** How to plan: `kerbside` on the problem, or the one-letter `options` of VROOM's own HTTP server. */
export interface VroomOptions {
  seconds: number
  threads: number
  seed: number
  /** Only the times of the routes given as `steps`. */
  planMode: boolean
  /** Distances are wanted even where no cost needs them. */
  distances: boolean
}

/** What a problem says beyond VROOM as a whole. */
export interface ProblemExtension {
  precedences: readonly Precedence[]
  apart: readonly (readonly [string, string])[]
  hours: readonly RoadHour[]
}

/** A problem in VROOM's JSON, read and sound. Instants are the problem's own. */
export interface VroomProblem {
  jobs: readonly VroomTask[]
  shipments: readonly VroomShipment[]
  vehicles: readonly VroomVehicle[]
  /** By row of the matrices: coordinates, where some are known. */
  places: readonly (readonly [number, number] | null)[]
  matrices: Readonly<Record<string, VroomMatrix>>
  dimensions: number
  options: VroomOptions
  extension: ProblemExtension
}
