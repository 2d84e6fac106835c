import type { Scope, WebhookView } from '@kerbside/protocol'
import type { Generated, Selectable } from 'kysely'
import type { Instant, Json, MaybeInstant } from './columns.ts'

/** What a webhook is sent, by the Standard Webhooks convention. */
export interface HookPayload {
  type: string
  timestamp: string
  data: Record<string, unknown>
}

export interface MachineTables {
  api_keys: {
    city_id: string
    key_id: string
    key_hash: string
    hint: string
    name: string
    scopes: Scope[]
    made_at: Instant
    made_by: string
    used_at: MaybeInstant
    expires_at: MaybeInstant
    revoked_at: MaybeInstant
  }
  webhooks: {
    city_id: string
    webhook_id: string
    url: string
    types: WebhookView['types']
    secret: string
    old_secret: string | null
    old_secret_until: MaybeInstant
    /** The newest number of the `city` stream that has been looked at for it. */
    seen_seq: number
    made_at: Instant
    failing_since: MaybeInstant
    stopped_at: MaybeInstant
    stopped_why: WebhookView['stoppedWhy']
  }
  webhook_deliveries: {
    city_id: string
    delivery_id: string
    webhook_id: string
    type: string
    payload: Json<HookPayload>
    status: 'waiting' | 'delivered' | 'given_up'
    made_at: Instant
    /** Tries of this day; a replay begins anew. */
    tries: Generated<number>
    total_tries: Generated<number>
    next_at: MaybeInstant
    leased_until: MaybeInstant
    delivered_at: MaybeInstant
    last_status: number | null
    last_error: string | null
  }
  webhook_attempts: {
    city_id: string
    delivery_id: string
    attempt: number
    at: Instant
    millis: number
    status: number | null
    error: string | null
    answer: string
  }
  job_traces: { city_id: string; job_id: string; traceparent: string }
  calendar_links: { city_id: string; technician_id: string; link_hash: string; made_at: Instant }
}
export type WebhookRow = Selectable<MachineTables['webhooks']>
export type DeliveryRow = Selectable<MachineTables['webhook_deliveries']>
