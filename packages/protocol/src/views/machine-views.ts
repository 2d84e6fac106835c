import { idSchema, instantSchema } from '@kerbside/domain'
import { z } from 'zod'
import type { EventType } from '../event-types.ts'
import { scopeSchema } from '../scope.ts'

/** An API key as it may be shown: never the key itself, which is told once when it is made. */
export const keySchema = z.object({
  id: idSchema('key'),
  name: z.string(),
  scopes: z.array(scopeSchema),
  hint: z.string().describe('the last four signs of the key'),
  madeAt: instantSchema,
  usedAt: instantSchema.nullable().describe('to the minute'),
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
})
export type KeyView = z.infer<typeof keySchema>

/** All of the `city` stream but messages, whose texts may hold one-time codes. */
export type HookEvent = Exclude<EventType, 'message.queued'>
const told: Record<HookEvent, true> = {
  'job.changed': true,
  'offer.made': true,
  'offer.ended': true,
  'tour.changed': true,
  'technician.changed': true,
  'zone.changed': true,
  'alert.raised': true,
  'alert.resolved': true,
}
/** Events that are sent to webhooks. */
export const hookEvents = Object.keys(told) as [HookEvent, ...HookEvent[]]
export const hookEventSchema = z.enum(hookEvents)

/** Why a webhook sends nothing any more. */
export const hookStopSchema = z.enum(['supervisor', 'failing', 'gone'])

export const webhookSchema = z.object({
  id: idSchema('webhook'),
  url: z.string(),
  types: z.array(hookEventSchema).describe('empty means all'),
  madeAt: instantSchema,
  failingSince: instantSchema.nullable(),
  stoppedAt: instantSchema.nullable(),
  stoppedWhy: hookStopSchema.nullable(),
  waiting: z.int().describe('deliveries that are still to be tried'),
})
export type WebhookView = z.infer<typeof webhookSchema>

export const deliverySchema = z.object({
  id: idSchema('delivery').describe('the webhook-id header'),
  type: z.string(),
  status: z.enum(['waiting', 'delivered', 'given_up']),
  madeAt: instantSchema,
  attempts: z.int(),
  nextAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  lastStatus: z.int().nullable().describe('HTTP status of the newest attempt'),
  lastError: z.string().nullable(),
})
export type DeliveryView = z.infer<typeof deliverySchema>

export const attemptSchema = z.object({
  at: instantSchema,
  millis: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  answer: z.string().describe('the first 500 signs of the answer'),
})
export type AttemptView = z.infer<typeof attemptSchema>
