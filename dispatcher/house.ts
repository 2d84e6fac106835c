import type { Fix, IdKind } from '@kerbside/domain'
import type { Stage } from '@kerbside/protocol'
import type { CityFacts } from './outside/files/index.ts'
import type { PositionBoard } from './outside/live/index.ts'
import type { Roads } from './outside/osrm/index.ts'
import type { CityClock } from './outside/postgres/clock-store.ts'
import type { Db } from './outside/postgres/database.ts'
import type { PlaceFinder } from './outside/postgres/place-finder.ts'
import type { HookSender } from './outside/webhooks/index.ts'
import type { TextPlanner } from './plan-threads/index.ts'
import type { Lessons } from './planning/lessons.ts'
import type { MatrixCache } from './planning/matrix-cache.ts'
import type { PlanAnswer, PlanRequest } from './planning/plan-thread.ts'

/** What the house writes down; pino's shape, so that every line can carry the job's id. */
export interface Log {
  debug(facts: object, sentence: string): void
  info(facts: object, sentence: string): void
  warn(facts: object, sentence: string): void
  error(facts: object, sentence: string): void
}

/** The city the house stands in, as its dataset folder describes it. */
export interface City extends CityFacts {
  currency: string
}

/** Wakes stages; see flow.ts. */
export interface Flow {
  /** Runs a stage here and now, for what cannot wait for the queue. The queue's own wake-up stays and is harmless. */
  wakeNow(stage: Stage, id: string): Promise<void>
}

/** Thinks about a plan away from the event loop. */
export interface Thinker {
  plan(request: PlanRequest): Promise<PlanAnswer>
  close(): Promise<void>
}

/** Plain numbers that /metrics shows. */
export interface Counters {
  plansStored: number
  plansRefused: number
  steps: number
  offersMade: number
  wakeUps: number
}

/** Everything a stage or a door may use, wired in `run/`. */
export interface House {
  db: Db
  clock: CityClock
  city: City
  roads: Roads
  matrices: MatrixCache
  places: PlaceFinder
  lessons: Lessons
  /** The city's dataset folder; null where the house stands without one. */
  cityDir: string | null
  thinker: Thinker
  /** Plans for others, in threads of its own: however long they want, the city's own plans do not wait. */
  textPlanner: TextPlanner
  positions: PositionBoard
  /** Fixes that seem to have jumped, by technician, until as many agree; forgotten without harm. */
  doubtedFixes: Map<string, readonly Fix[]>
  /** Whether traces are recorded. */
  traced: boolean
  /** The way out to webhooks. */
  hooks: HookSender
  flow: Flow
  /** How long what grows is kept. */
  keep: { trackDays: number }
  log: Log
  counters: Counters
  newId: (kind: IdKind) => string
}

/** A stage's handler: woken with an id, does what is due, may be run twice. */
export type StageHandler = (house: House, id: string) => Promise<void>
