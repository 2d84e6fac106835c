import type {
  Bilingual,
  Category,
  Language,
  Material,
  Place,
  Price,
  Role,
  ServiceId,
  Skill,
  Status,
  Stock,
  Vehicle,
} from '@kerbside/domain'
import type { AlertView, MessageView, QuoteView, ReasonView } from '@kerbside/protocol'
import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Actor, Instant, Json, MaybeInstant } from './columns.ts'
import type { MachineTables } from './machine-tables.ts'
import type { RoadTables } from './road-tables.ts'
import type { ZoneTables } from './zone-tables.ts'

export type { Actor } from './columns.ts'

export interface JobsTable {
  city_id: string
  job_id: string
  status: Status
  version: number
  customer_id: string
  zone_id: string
  technician_id: string | null
  category: Category
  services: ServiceId[]
  vehicle: Json<Vehicle>
  place: Json<Place>
  promise_from: Instant
  promise_until: Instant
  duration_seconds: number
  skills: Skill[]
  materials: Json<Partial<Record<Material, number>>>
  price: Json<Price>
  in_danger: boolean
  quote_id: string
  requested_at: Instant
  status_at: Instant
  departed_at: MaybeInstant
  arrived_at: MaybeInstant
  begun_at: MaybeInstant
  done_at: MaybeInstant
}
export type JobRow = Selectable<JobsTable>

export type AssignmentStatus =
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'released'
  | 'over'
/** What was known when the job was offered; shown on the offer and kept for later questions. */
export interface OfferFacts {
  driveSeconds: number
  metres: number
  detourSeconds: number
  payMinor: number
  currency: string
  near: string
  why: ReasonView[]
}

/** What is to be told after a commit; `live` bodies are rendered from the truth when they are sent. */
export type OutboxPayload =
  | { wake: { stage: string; id: string }; dueAt: string | null; trace?: string | null }
  | { live: 'job' | 'technician' | 'tour' | 'zone' | 'alert' | 'message'; id: string }
  | { live: 'offer'; id: string; how: 'made' | 'accepted' | 'declined' | 'expired' | 'withdrawn' }

export interface Database extends MachineTables, ZoneTables, RoadTables {
  clock: { city_id: string; wall_ms: number; shown_ms: number; speed: number; last_shown_ms: number }
  people: {
    city_id: string
    person_id: string
    role: Role
    phone: string
    name: string
    language: Language
    password_hash: string | null
    created_at: Instant
  }
  sessions: { token_hash: string; city_id: string; person_id: string; expires_at: Instant }
  codes: {
    city_id: string
    phone: string
    code_hash: string
    expires_at: Instant
    attempts: Generated<number>
  }
  vehicles: {
    city_id: string
    vehicle_id: string
    customer_id: string
    plate: string
    vehicle: Json<Vehicle>
  }
  technicians: {
    city_id: string
    technician_id: string
    initials: string
    skills: Skill[]
    zone_id: string
    home_lon: number
    home_lat: number
    van_plate: string
    stock: Json<Stock>
    simulated: boolean
    on_duty: Generated<boolean>
    duty_at: MaybeInstant
  }
  shifts: { city_id: string; shift_id: string; technician_id: string; from_at: Instant; until_at: Instant }
  fixes: {
    city_id: string
    technician_id: string
    at: Instant
    lon: number
    lat: number
    accuracy: number
    heading: number | null
    speed: number | null
    stands_since: MaybeInstant
    stands_lon: number | null
    stands_lat: number | null
  }
  tracks: { city_id: string; technician_id: string; at: Instant; lon: number; lat: number; accuracy: number }
  quotes: {
    city_id: string
    quote_id: string
    person_id: string
    zone_id: string
    quote: Json<QuoteView>
    made_at: Instant
    valid_until: Instant
    job_id: string | null
    held_from: MaybeInstant
    held_until: MaybeInstant
    hold_ends: MaybeInstant
  }
  jobs: JobsTable
  job_events: {
    city_id: string
    job_id: string
    seq: number
    at: Instant
    step: string
    status: Status
    actor: Json<Actor>
    set: Json<Record<string, unknown>>
    facts: Json<Record<string, unknown>>
  }
  assignments: {
    city_id: string
    offer_id: string
    job_id: string
    technician_id: string
    status: AssignmentStatus
    offered_at: Instant
    expires_at: MaybeInstant
    ended_at: MaybeInstant
    reason: string | null
    facts: Json<OfferFacts>
  }
  plans: {
    city_id: string
    zone_id: string
    plan_id: string
    version: number
    made_at: Instant
    seconds: number
    quality: 'osrm' | 'estimated'
    cost: Json<Record<string, unknown>>
  }
  tours: {
    city_id: string
    shift_id: string
    technician_id: string
    zone_id: string
    plan_version: number
    depart_at: Instant
    end_at: Instant
    drive_seconds: number
    metres: number
    quality: 'osrm' | 'estimated'
  }
  stops: {
    city_id: string
    shift_id: string
    position: number
    job_id: string
    drive_seconds: number
    metres: number
    arrive_at: Instant
    begin_at: Instant
    end_at: Instant
    late_seconds: number
    frozen: boolean
  }
  unplanned: { city_id: string; job_id: string; zone_id: string; reasons: Json<ReasonView[]> }
  etas: {
    city_id: string
    job_id: string
    at: Instant
    earliest: Instant
    latest: Instant
    made_at: Instant
    quality: 'osrm' | 'estimated'
  }
  alerts: {
    city_id: string
    alert_id: string
    kind: AlertView['kind']
    key: string
    job_id: string | null
    technician_id: string | null
    sentence: Json<Bilingual>
    raised_at: Instant
    resolved_at: MaybeInstant
  }
  messages: {
    city_id: string
    message_id: string
    channel: MessageView['channel']
    recipient: string
    text: string
    kind: string
    job_id: string | null
    at: Instant
  }
  idempotency: {
    city_id: string
    person_id: string
    key: string
    fingerprint: string
    status: number | null
    body: ColumnType<unknown, string | null, string | null>
    created_at: Generated<Date>
  }
  outbox: {
    city_id: string
    id: Generated<string>
    kind: 'wake' | 'live'
    payload: Json<OutboxPayload>
    created_at: Generated<Date>
  }
  streams: { city_id: string; stream: string; seq: number }
  stream_events: {
    city_id: string
    stream: string
    seq: number
    at: Instant
    type: string
    body: Json<Record<string, unknown>>
  }
  places: {
    city_id: string
    place_id: string
    kind: 'road' | 'junction' | 'stop' | 'poi' | 'house' | 'quarter'
    name: string
    name_en: string | null
    pinyin: string
    initials: string
    lon: number
    lat: number
    detail: ColumnType<Bilingual | null, string | null, string | null>
    weight: number
  }
  city_state: { city_id: string; places_hash: string | null }
}
