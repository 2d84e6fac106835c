import {
  bilingualSchema,
  categorySchema,
  dispatchPolicyNameSchema,
  etaSchema,
  idSchema,
  instantSchema,
  phoneSchema,
  placeSchema,
  priceSchema,
  serviceIdSchema,
  statusSchema,
  technicianStateSchema,
  vehicleSchema,
  windowSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { delaySchema } from './delay-views.ts'
import { qualitySchema, reasonSchema, technicianCardSchema } from './shared-views.ts'

/** A job as people see it. Parts that are not the reader's business are null. */
export const jobSchema = z.object({
  id: idSchema('job'),
  sign: z.string().describe('short sign for people, e.g. 7F3K2'),
  status: statusSchema,
  version: z.int(),
  category: categorySchema,
  services: z.array(serviceIdSchema),
  vehicle: vehicleSchema,
  place: placeSchema,
  zoneId: idSchema('zone'),
  inDanger: z.boolean().describe('somebody is hurt, or the car stands in a lane'),
  zoneName: bilingualSchema,
  customer: z.object({ id: idSchema('customer'), name: z.string(), phone: phoneSchema }).nullable(),
  promise: windowSchema,
  eta: etaSchema.nullable(),
  planned: z.object({ beginAt: instantSchema, endAt: instantSchema }).nullable().describe('from the tour'),
  technician: technicianCardSchema.nullable(),
  price: priceSchema,
  durationSeconds: z.int(),
  requestedAt: instantSchema,
  statusAt: instantSchema,
  arrivedAt: instantSchema.nullable(),
  nearSince: instantSchema
    .nullable()
    .describe('since when the van seems to have arrived and nobody has said so; null for customers'),
  late: z.boolean().nullable().describe('arrived after the promise; null before arrival'),
  unplanned: z.array(reasonSchema).nullable().describe('why it is in no tour; null when it is or is over'),
  risk: z.enum(['kept', 'tight', 'danger', 'broken', 'unknown']),
  delay: delaySchema.nullable().describe('the promise at risk; null while it is kept'),
  cancellable: z.boolean(),
})
export type JobView = z.infer<typeof jobSchema>

/** A dense line of a job's history; folding `set` over all lines gives the row again. */
export const jobEventSchema = z.object({
  seq: z.int().min(1),
  at: instantSchema,
  step: z.string(),
  status: statusSchema,
  actor: z.object({
    kind: z.enum(['customer', 'technician', 'supervisor', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  sentence: bilingualSchema,
  facts: z.record(z.string(), z.unknown()),
})
export type JobEventView = z.infer<typeof jobEventSchema>

export const offerSchema = z.object({
  id: idSchema('offer'),
  jobId: idSchema('job'),
  sign: z.string(),
  category: categorySchema,
  services: z.array(serviceIdSchema),
  inDanger: z.boolean().describe('somebody is hurt, or the car stands in a lane'),
  near: z.string().describe('about where; the exact place comes with acceptance'),
  vehicleClass: z.string(),
  promise: windowSchema,
  driveSeconds: z.int(),
  metres: z.int(),
  detourSeconds: z.int(),
  workSeconds: z.int(),
  payMinor: z.int(),
  currency: z.string(),
  why: z.array(reasonSchema),
  offeredAt: instantSchema,
  expiresAt: instantSchema,
})
export type OfferView = z.infer<typeof offerSchema>

/** A candidate for a job, or one left out, with reasons. */
export const candidateSchema = z.object({
  technician: z.object({
    id: idSchema('technician'),
    name: z.string(),
    initials: z.string(),
    state: technicianStateSchema,
  }),
  arriveAt: instantSchema,
  beginAt: instantSchema,
  driveSeconds: z.int(),
  metres: z.int(),
  detourSeconds: z.int(),
  addedCost: z.number(),
  coverLoss: z.number().describe('share of expected rescues that nobody would cover in time without him'),
  lateSeconds: z.int(),
  brokenPromises: z.int(),
  why: z.array(reasonSchema),
})
export const leftOutSchema = z.object({
  technician: candidateSchema.shape.technician,
  reasons: z.array(reasonSchema).min(1),
})
export const rankingSchema = z.object({
  jobId: idSchema('job'),
  madeAt: instantSchema,
  quality: qualitySchema,
  candidates: z.array(candidateSchema),
  left: z.array(leftOutSchema),
  policy: dispatchPolicyNameSchema.describe('by which the candidates are in order'),
  changes: z
    .array(reasonSchema)
    .describe('what would let a job in that nobody can take as things are, nearest first'),
})
export type RankingView = z.infer<typeof rankingSchema>
export type CandidateView = z.infer<typeof candidateSchema>
export type LeftOutView = z.infer<typeof leftOutSchema>
