import { bilingualSchema, idSchema, instantSchema, languageSchema, phoneSchema } from '@kerbside/domain'
import { z } from 'zod'

export const alertSchema = z.object({
  id: idSchema('alert'),
  kind: z.enum([
    'nobody_left',
    'unplanned',
    'promise_at_risk',
    'technician_silent',
    'late_departure',
    'off_route',
    'stopped',
    'released',
    'failed',
    'roads_estimated',
    'zone_change',
    'webhook_stopped',
  ]),
  jobId: idSchema('job').nullable(),
  technicianId: idSchema('technician').nullable(),
  sentence: bilingualSchema,
  raisedAt: instantSchema,
  resolvedAt: instantSchema.nullable(),
})
export type AlertView = z.infer<typeof alertSchema>

export const messageSchema = z.object({
  id: idSchema('message'),
  channel: z.enum(['sms', 'email', 'push']),
  to: z.string(),
  text: z.string(),
  kind: z.string(),
  jobId: idSchema('job').nullable(),
  at: instantSchema,
})
export type MessageView = z.infer<typeof messageSchema>

export const sessionSchema = z.object({
  token: z.string(),
  expiresAt: instantSchema,
  person: z.object({
    id: z.string(),
    role: z.enum(['customer', 'technician', 'supervisor']),
    name: z.string(),
    phone: phoneSchema,
    language: languageSchema,
  }),
})
export type SessionView = z.infer<typeof sessionSchema>
