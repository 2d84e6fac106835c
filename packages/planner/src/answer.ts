/** One stop of a tour; instants in epoch seconds. */
export interface Stop {
  jobId: string
  /** The leg before it. */
  driveSeconds: number
  metres: number
  arriveAt: number
  /** Waited before the leg, where he is: he arrives when he can begin. */
  waitSeconds: number
  beginAt: number
  endAt: number
  /** Service begins so long after the promise's end; 0 without a promise. */
  lateSeconds: number
  fixed: boolean
}

export interface Tour {
  technicianId: string
  stops: readonly Stop[]
  departAt: number
  /** When he is back at his end, or done with the last stop of an open tour. */
  endAt: number
  driveSeconds: number
  metres: number
}

/** Why a job is not, or not there, in a plan; the planner's own rules in numbers. */
export type Reason =
  | { code: 'nobody_on_shift' }
  | { code: 'skill'; technicianId: string | null; missing: readonly string[] }
  | { code: 'stock'; technicianId: string; item: string; needed: number; has: number }
  | { code: 'excluded'; technicianId: string }
  | { code: 'only'; technicianId: string }
  | { code: 'unreachable'; technicianId: string }
  | { code: 'window'; technicianId: string; earliestArrival: number; windowEnds: number }
  | { code: 'shift'; technicianId: string; overtimeSeconds: number }
  | { code: 'tour_full'; technicianId: string; jobId: string; byFixed: boolean }
  | { code: 'dearer'; technicianId: string; addedCost: number }
export type ReasonCode = Reason['code']

export interface Unplanned {
  jobId: string
  /** The nearest miss first; never empty. */
  reasons: readonly Reason[]
}

/** What a plan costs by term, all in seconds of driving. */
export interface PlanCost {
  total: number
  drive: number
  late: number
  wait: number
  overtime: number
  unplanned: number
  moved: number
}

/** One tour a technician, and what could not be planned. */
export interface Plan {
  tours: readonly Tour[]
  unplanned: readonly Unplanned[]
  cost: PlanCost
}
