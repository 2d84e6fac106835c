import { z } from 'zod'
import { materialSchema, serviceIdSchema, vehicleClassSchema } from './catalogue.ts'
import { idSchema } from './ids.ts'
import { hoursSchema, zonePolicySchema } from './policy.ts'
import { bilingualSchema, instantSchema, languageSchema, lonLatSchema, phoneSchema } from './units.ts'

export const roleSchema = z.enum(['customer', 'technician', 'supervisor'])
export type Role = z.infer<typeof roleSchema>

/** Somebody who has signed in. */
export const personSchema = z.object({
  id: z.string(),
  role: roleSchema,
  name: z.string(),
  phone: phoneSchema,
  language: languageSchema,
})
export type Person = z.infer<typeof personSchema>

/** A car: class for prices and durations, plate for finding it. */
export const vehicleSchema = z.object({
  vehicleClass: vehicleClassSchema,
  plate: z.string().trim().min(2).max(16),
  energy: z.enum(['fuel', 'electric']).default('fuel'),
  model: z.string().trim().max(60).default(''),
  colour: z.string().trim().max(30).default(''),
})
export type Vehicle = z.infer<typeof vehicleSchema>

/** Where the car stands, with the words to find it. */
export const placeSchema = z.object({
  point: lonLatSchema,
  label: z.string().trim().min(1).max(120),
  note: z.string().trim().max(300).default(''),
})
export type Place = z.infer<typeof placeSchema>

const ring = z.array(lonLatSchema).min(4)
export const polygonSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
])
export type ZonePolygon = z.infer<typeof polygonSchema>

/** A polygon that is served and planned as one. */
export const zoneSchema = z.object({
  id: idSchema('zone'),
  name: bilingualSchema,
  polygon: polygonSchema,
  hours: hoursSchema,
  services: z.array(serviceIdSchema),
  policy: zonePolicySchema,
  version: z.int(),
})
export type Zone = z.infer<typeof zoneSchema>

export const technicianStates = ['free', 'driving', 'on_site', 'working', 'break', 'silent', 'off'] as const
export const technicianStateSchema = z.enum(technicianStates)
export type TechnicianState = z.infer<typeof technicianStateSchema>

/** What a van carries, by material. */
export const stockSchema = z.partialRecord(materialSchema, z.number().min(0))
export type Stock = z.infer<typeof stockSchema>

/** The forecast of an arrival: median, closed 80 % span, and when it was made. */
export const etaSchema = z.object({
  at: instantSchema,
  earliest: instantSchema,
  latest: instantSchema,
  madeAt: instantSchema,
  quality: z.enum(['osrm', 'estimated']),
})
export type Eta = z.infer<typeof etaSchema>

/** A fix of a phone or tracker; metres, degrees clockwise from north, metres per second. */
export const fixSchema = z.object({
  at: instantSchema,
  point: lonLatSchema,
  accuracy: z.number().min(0).max(100_000).default(0),
  heading: z.number().min(0).max(360).nullable().default(null),
  speed: z.number().min(0).max(120).nullable().default(null),
})
export type Fix = z.infer<typeof fixSchema>

/** Why a fix is not believed. */
export const fixRefusals = ['future', 'old', 'inaccurate', 'far', 'jump', 'off_duty'] as const
export const fixRefusalSchema = z.enum(fixRefusals)
export type FixRefusal = z.infer<typeof fixRefusalSchema>
