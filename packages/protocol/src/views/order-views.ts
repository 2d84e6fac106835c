import {
  bilingualSchema,
  categorySchema,
  idSchema,
  instantSchema,
  placeSchema,
  priceSchema,
  serviceIdSchema,
  vehicleSchema,
  windowSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { qualitySchema } from './shared-views.ts'

export const slotSchema = z.object({
  window: windowSchema,
  available: z.boolean(),
  addedDriveSeconds: z.int().nullable(),
  badge: z.enum(['soonest', 'surest', 'greenest']).nullable(),
})
export type SlotView = z.infer<typeof slotSchema>

export const quoteSchema = z.object({
  id: idSchema('quote'),
  category: categorySchema,
  services: z.array(serviceIdSchema),
  vehicle: vehicleSchema,
  place: placeSchema,
  zoneId: idSchema('zone'),
  zoneName: bilingualSchema,
  price: priceSchema,
  durationSeconds: z.int(),
  rescuePromise: windowSchema.nullable().describe('a rescue’s promise; null for scheduled work'),
  slots: z.array(slotSchema).describe('empty for a rescue'),
  roads: qualitySchema,
  madeAt: instantSchema,
  validUntil: instantSchema,
})
export type QuoteView = z.infer<typeof quoteSchema>

/** A slot that is kept for a quote until an instant, unless it is booked before. */
export const heldSlotSchema = z.object({ window: windowSchema, until: instantSchema })
export type HeldSlotView = z.infer<typeof heldSlotSchema>
