import type { Bilingual, LonLat, ZonePolygon } from '@kerbside/domain'
import type { DelayCause, DelayChoice, DelayRemedy } from '@kerbside/protocol'
import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Instant, Json, MaybeInstant } from './columns.ts'

type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type Quality = 'osrm' | 'estimated'

/** Tables of positions, roads and delays. */
export interface RoadTables {
  trackers: {
    city_id: string
    tracker_id: string
    technician_id: string
    name: string
    token_hash: string
    made_at: Instant
    seen_at: MaybeInstant
  }
  approaches: {
    city_id: string
    job_id: string
    technician_id: string
    leave_at: MaybeInstant
    promise_from: Instant
    line: MaybeJson<LonLat[]>
    seconds: number | null
    metres: number | null
    quality: Quality | null
    made_at: MaybeInstant
    guide: MaybeJson<LonLat[]>
    off_since: MaybeInstant
    near_since: MaybeInstant
    near_fixes: Generated<number>
    arrived_at: MaybeInstant
  }
  legs: {
    city_id: string
    job_id: string
    technician_id: string
    zone_id: string
    departed_at: Instant
    arrived_at: Instant
    seconds: number
    free_seconds: number
    metres: number
    matched: boolean
    confidence: number | null
  }
  closures: {
    city_id: string
    closure_id: string
    kind: 'closed' | 'slow'
    share: number
    polygon: Json<ZonePolygon>
    road: string | null
    note: string
    from_at: Instant
    until_at: MaybeInstant
    made_at: Instant
    made_by: string
    ended_at: MaybeInstant
  }
  road_state: {
    city_id: string
    version: string
    url: string | null
    state: 'building' | 'serving' | 'failed'
    says: Json<Bilingual>
    segments: number
    changed_at: Instant
  }
  learning: {
    city_id: string
    roads: boolean
    durations: boolean
    changed_at: Instant
    changed_by: string
  }
  delays: {
    city_id: string
    job_id: string
    promise_until: Instant
    cause: DelayCause
    noticed_at: Instant
    likely_at: Instant
    state: 'noticed' | 'mended' | 'told' | 'chosen'
    remedy: DelayRemedy | null
    remedy_facts: ColumnType<Record<string, unknown>, string | undefined, string>
    settled_at: MaybeInstant
    new_from: MaybeInstant
    new_until: MaybeInstant
    choice: DelayChoice | null
    chosen_at: MaybeInstant
  }
}
export type ApproachRow = Selectable<RoadTables['approaches']>
export type DelayRow = Selectable<RoadTables['delays']>
export type ClosureRow = Selectable<RoadTables['closures']>
