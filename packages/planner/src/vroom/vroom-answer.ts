import type { Bilingual } from '@kerbside/domain'
import type { PlanCost } from '../answer.ts'
import type { StepKind, TaskKind } from './vroom-problem.ts'

export type ViolationCause =
  | 'lead_time'
  | 'delay'
  | 'load'
  | 'max_tasks'
  | 'skills'
  | 'precedence'
  | 'missing_break'
  | 'max_travel_time'
  | 'max_load'
  | 'max_distance'

export interface VroomViolation {
  cause: ViolationCause
  /** Seconds, of `lead_time` and `delay`. */
  duration?: number
}

type LonLat = readonly [number, number]

/** One step of a route; `duration` and `distance` are what was driven until it is reached. */
export interface AnswerStep {
  type: StepKind
  id?: number
  /** The id again, under VROOM's older name. */
  job?: number
  description?: string
  location?: LonLat
  location_index?: number
  setup: number
  service: number
  waiting_time: number
  arrival: number
  duration: number
  load?: readonly number[]
  distance?: number
  violations: readonly VroomViolation[]
}

/** What routes and the whole answer sum up; `duration` is travel, without waiting, setup and service. */
export interface AnswerSums {
  cost: number
  setup: number
  service: number
  duration: number
  waiting_time: number
  priority: number
  distance?: number
  delivery?: readonly number[]
  /** `delivery` again, under VROOM's older name. */
  amount?: readonly number[]
  pickup?: readonly number[]
  violations: readonly VroomViolation[]
}

export interface AnswerRoute extends AnswerSums {
  vehicle: number
  description?: string
  steps: readonly AnswerStep[]
}

export interface UnassignedTask {
  id: number
  type: TaskKind
  description?: string
  location?: LonLat
  location_index?: number
}

/** Why a task is unassigned: the rule, a sentence, and its numbers with `vehicle` by the problem's id. */
export interface ReasonSaid {
  code: string
  sentence: Bilingual
  facts: Readonly<Record<string, unknown>>
}

/** How the answer was had. */
export interface Making {
  seconds: number
  threads: number
  seed: number
  /** Where road times come from: the problem, OSRM, or straight lines because OSRM could not be had. */
  roads: 'matrix' | 'osrm' | 'estimated'
}

/** What the answer says beyond VROOM. */
export interface AnswerExtension extends Making {
  /** The objective by term; null in plan mode. */
  cost: PlanCost | null
  unassigned: readonly { id: number; type: TaskKind; reasons: readonly ReasonSaid[] }[]
}

/** Milliseconds. */
export interface ComputingTimes {
  loading: number
  solving: number
  routing: number
}

/** VROOM's answer. */
export interface VroomAnswer {
  code: 0
  summary: AnswerSums & { routes: number; unassigned: number; computing_times: ComputingTimes }
  unassigned: readonly UnassignedTask[]
  routes: readonly AnswerRoute[]
  kerbside: AnswerExtension
}

/** VROOM's answer to what it cannot read: 1 our mistake, 2 the input's, 3 the roads'. */
export interface VroomFailure {
  code: 1 | 2 | 3
  error: string
}
