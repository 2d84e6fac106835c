import {
  bilingualSchema,
  categorySchema,
  fixSchema,
  idSchema,
  instantSchema,
  lonLatSchema,
  phoneSchema,
  serviceIdSchema,
  skillSchema,
  statusSchema,
  stockSchema,
  technicianStateSchema,
  windowSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { pointOfLine, qualitySchema } from './shared-views.ts'

export const stopSchema = z.object({
  jobId: idSchema('job'),
  sign: z.string(),
  status: statusSchema,
  category: categorySchema,
  services: z.array(serviceIdSchema),
  point: lonLatSchema,
  label: z.string(),
  plate: z.string(),
  promise: windowSchema,
  driveSeconds: z.int(),
  metres: z.int(),
  arriveAt: instantSchema,
  beginAt: instantSchema,
  endAt: instantSchema,
  lateSeconds: z.int(),
  frozen: z.boolean(),
})
export type StopView = z.infer<typeof stopSchema>

export const tourSchema = z.object({
  technicianId: idSchema('technician'),
  zoneId: idSchema('zone'),
  planVersion: z.int(),
  departAt: instantSchema.nullable(),
  endAt: instantSchema.nullable(),
  stops: z.array(stopSchema),
  driveSeconds: z.int(),
  metres: z.int(),
  quality: qualitySchema,
  asLine: z.string().describe('the day as one line of text'),
})
export type TourView = z.infer<typeof tourSchema>

/** A waiting place that an idle technician was asked to go to, so that rescues are reached sooner. */
export const waitSchema = z.object({
  id: idSchema('wait'),
  state: z.enum(['proposed', 'going', 'there']),
  name: bilingualSchema,
  point: lonLatSchema,
  driveSeconds: z.int().describe('the drive when it was proposed'),
  gain: z
    .number()
    .describe('share of the rescues to be expected that is reached in time from there and not without'),
  since: instantSchema.describe('when it came to stand so'),
})
export type WaitView = z.infer<typeof waitSchema>

export const technicianSchema = z.object({
  id: idSchema('technician'),
  name: z.string(),
  initials: z.string(),
  phone: phoneSchema,
  skills: z.array(skillSchema),
  zoneId: idSchema('zone'),
  home: lonLatSchema,
  vanPlate: z.string(),
  stock: stockSchema,
  state: technicianStateSchema,
  onDuty: z.boolean(),
  shift: windowSchema.nullable(),
  fix: fixSchema.nullable().describe('last trusted fix, on duty only'),
  jobId: idSchema('job').nullable().describe('the job in hand'),
  wait: waitSchema.nullable().describe('where he was asked to wait while nothing is to be done'),
  loadShare: z.number().min(0).describe('planned work and drive of the shift, share of its length'),
  simulated: z.boolean(),
})
export type TechnicianView = z.infer<typeof technicianSchema>

/** One instruction of the way. */
export const turnSchema = z.object({
  instruction: z.string(),
  name: z.string(),
  metres: z.int(),
  seconds: z.int(),
  maneuver: z.object({
    type: z.string(),
    modifier: z.string().nullable(),
    point: lonLatSchema,
    bearingAfter: z.number(),
  }),
})
export const wayViewSchema = z.object({
  line: pointOfLine,
  seconds: z.int(),
  metres: z.int(),
  turns: z.array(turnSchema),
  quality: qualitySchema,
})
export type WayView = z.infer<typeof wayViewSchema>
