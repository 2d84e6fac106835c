/** One stop of a tour; instants in epoch seconds. */
export interface Stop {
  jobId: string
  /** The leg before it. */
  driveSeconds: number
  metres: number
  /** Where roads change with the hour, a few seconds before `beginAt` although he waited: he leaves on a whole second. */
  arriveAt: number
  /** Waited before the leg, where he is: he arrives when he can begin. Breaks before the leg are not waiting. */
  waitSeconds: number
  beginAt: number
  endAt: number
  /** Of that, set-up. */
  setupSeconds: number
  /** Service begins so long after the promise's end; 0 without a promise. */
  lateSeconds: number
  fixed: boolean
}

/** A break as planned: on the way to the stop at `position`, or to the end where that is the number of stops. */
export interface PlannedBreak {
  breakId: string
  position: number
  beginAt: number
  endAt: number
}

export interface Tour {
  technicianId: string
  stops: readonly Stop[]
  /** In the order in which they are taken. */
  breaks: readonly PlannedBreak[]
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
  | { code: 'level'; technicianId: string; skill: string; needed: number; has: number }
  | { code: 'stock'; technicianId: string; item: string; needed: number; has: number }
  | { code: 'excluded'; technicianId: string }
  | { code: 'only'; technicianId: string }
  | { code: 'not_allowed'; technicianId: string }
  | { code: 'apart'; technicianId: string; jobId: string }
  | { code: 'unreachable'; technicianId: string }
  | { code: 'window'; technicianId: string; earliestArrival: number; windowEnds: number }
  | { code: 'shift'; technicianId: string; overtimeSeconds: number }
  | { code: 'break'; technicianId: string }
  | { code: 'max_jobs'; technicianId: string; most: number }
  | { code: 'max_drive'; technicianId: string; driveSeconds: number; most: number }
  | { code: 'max_distance'; technicianId: string; metres: number; most: number }
  | { code: 'reserve'; technicianId: string; beyondSeconds: number }
  | { code: 'order'; technicianId: string; jobId: string | null }
  | { code: 'crew'; needed: number; able: number }
  | { code: 'tour_full'; technicianId: string; jobId: string; byFixed: boolean }
  | { code: 'dearer'; technicianId: string; addedCost: number }
export type ReasonCode = Reason['code']

export interface Unplanned {
  jobId: string
  /** The nearest miss first; never empty. */
  reasons: readonly Reason[]
}

/** What a plan costs by term, all in the weights' units. */
export interface PlanCost {
  total: number
  drive: number
  late: number
  wait: number
  overtime: number
  unplanned: number
  moved: number
  /** Fixed costs, paid work, reluctance, fairness. */
  other: number
}

/** One tour a technician, and what could not be planned. */
export interface Plan {
  tours: readonly Tour[]
  unplanned: readonly Unplanned[]
  cost: PlanCost
}

/** What one must know of a plan to go on from it: who stands where, and when. Any plan is one. */
export interface KnownPlan {
  tours: readonly {
    technicianId: string
    stops: readonly { jobId: string; beginAt: number; endAt: number }[]
  }[]
}

/** A plan without stops, to begin with or to compare with. */
export const noPlan: Plan = {
  tours: [],
  unplanned: [],
  cost: { total: 0, drive: 0, late: 0, wait: 0, overtime: 0, unplanned: 0, moved: 0, other: 0 },
}
