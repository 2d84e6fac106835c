import {
  etaSchema,
  fixSchema,
  idSchema,
  instantSchema,
  lonLatSchema,
  technicianStateSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { type EventType, eventTypes } from './event-types.ts'
import {
  alertSchema,
  jobSchema,
  messageSchema,
  offerSchema,
  technicianSchema,
  tourSchema,
  zoneViewSchema,
} from './views/index.ts'

/** The version of everything on the wire; raised by hand when the hash of the schemas changes. */
export const protocolVersion = 9

/** Streams: `job:<id>` for its people, `technician:<id>` for himself, `city` for supervisors and machines. */
export const streamSchema = z.string().regex(/^(city|job:job_[0-9a-f-]+|technician:tech_[0-9a-f-]+)$/)
export type Stream = 'city' | `job:${string}` | `technician:${string}`

/** What a numbered event can say. */
export const eventBodies = {
  'job.changed': z.object({ job: jobSchema }),
  'offer.made': z.object({ offer: offerSchema }),
  'offer.ended': z.object({
    offerId: idSchema('offer'),
    jobId: idSchema('job'),
    how: z.enum(['accepted', 'declined', 'expired', 'withdrawn']),
  }),
  'tour.changed': z.object({ tour: tourSchema }),
  'technician.changed': z.object({ technician: technicianSchema }),
  'zone.changed': z.object({ zone: zoneViewSchema }),
  'alert.raised': z.object({ alert: alertSchema }),
  'alert.resolved': z.object({ alert: alertSchema }),
  'message.queued': z.object({ message: messageSchema }),
} as const satisfies Record<EventType, z.ZodType>
export type EventBody<T extends EventType> = z.infer<(typeof eventBodies)[T]>

/** A numbered event; per stream the numbers are dense and rise by one. */
export const liveEventSchema = z.object({
  stream: streamSchema,
  seq: z.int().min(1),
  at: instantSchema,
  type: z.enum(eventTypes),
  body: z.record(z.string(), z.unknown()),
})
export type LiveEvent = {
  [T in EventType]: { stream: Stream; seq: number; at: string; type: T; body: EventBody<T> }
}[EventType]

/** First word after a connection. */
export const helloSchema = z.object({
  protocol: z.int(),
  now: instantSchema,
  speed: z.number().describe('Kerbside seconds per wall second'),
  personId: z.string(),
})
export type Hello = z.infer<typeof helloSchema>

/** Unnumbered, sheddable: where technicians are now. Supervisors get those in their view, once a second. */
export const positionsSchema = z.object({
  at: instantSchema,
  fixes: z.array(
    z.object({ technicianId: idSchema('technician'), state: technicianStateSchema, fix: fixSchema }),
  ),
})
export type Positions = z.infer<typeof positionsSchema>

/** Unnumbered, sheddable: the customer's own technician on his way, with the forecast. */
export const approachSchema = z.object({
  jobId: idSchema('job'),
  fix: fixSchema,
  eta: etaSchema.nullable(),
  line: z.array(lonLatSchema).nullable(),
})
export type Approach = z.infer<typeof approachSchema>

/** Socket.IO events from the server. */
export interface ServerToClient {
  hello: (hello: Hello) => void
  event: (event: LiveEvent) => void
  positions: (positions: Positions) => void
  approach: (approach: Approach) => void
  problem: (problem: { code: string; detail: string }) => void
}
