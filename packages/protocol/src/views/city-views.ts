import {
  bilingualSchema,
  hoursSchema,
  idSchema,
  instantSchema,
  lonLatSchema,
  polygonSchema,
  serviceIdSchema,
  zonePolicySchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { qualitySchema } from './shared-views.ts'

export const zoneViewSchema = z.object({
  id: idSchema('zone'),
  name: bilingualSchema,
  polygon: polygonSchema,
  hours: hoursSchema,
  services: z.array(serviceIdSchema),
  policy: zonePolicySchema,
  version: z.int(),
  retiredAt: instantSchema.nullable().describe('since when it is no more; such zones are told, not listed'),
})
export type ZoneView = z.infer<typeof zoneViewSchema>

/** A found place. */
export const foundPlaceSchema = z.object({
  id: z.string(),
  kind: z
    .enum(['road', 'junction', 'stop', 'poi', 'house', 'quarter', 'point'])
    .describe('`point`: what a pasted link or coordinates mean'),
  name: z.string(),
  nameEn: z.string().nullable(),
  point: lonLatSchema,
  metres: z.int().nullable().describe('from `near`, where given'),
  detail: bilingualSchema.nullable(),
})
export type FoundPlace = z.infer<typeof foundPlaceSchema>

export const cityViewSchema = z.object({
  id: z.string(),
  name: bilingualSchema,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  center: lonLatSchema,
  timeZone: z.string(),
  currency: z.string(),
  attribution: z.string(),
  kind: z.enum(['osm', 'generated']),
  roads: qualitySchema,
  tiles: z.object({ minzoom: z.int(), maxzoom: z.int(), url: z.string() }),
})
export type CityView = z.infer<typeof cityViewSchema>
