import { bilingualSchema, idSchema, instantSchema, polygonSchema } from '@kerbside/domain'
import { z } from 'zod'

export const closureKinds = ['closed', 'slow'] as const

/** Roads in an area that are closed or slow for a while, as a supervisor entered them. */
export const closureSchema = z.object({
  id: idSchema('closure'),
  kind: z.enum(closureKinds),
  share: z.number().describe('of the usual speed; 0 where closed'),
  polygon: polygonSchema,
  road: z.string().nullable().describe('only the roads of this name; null for all in the area'),
  note: z.string(),
  from: instantSchema,
  until: instantSchema.nullable(),
  madeBy: z.string(),
  active: z.boolean(),
})
export type ClosureView = z.infer<typeof closureSchema>

/** Whether the roads in use know what was entered. */
export const roadStateSchema = z.object({
  state: z.enum(['serving', 'building', 'failed', 'unchanged']),
  says: bilingualSchema,
  segments: z.int().describe('directed stretches whose speed is changed'),
  changedAt: instantSchema.nullable(),
})
export type RoadStateView = z.infer<typeof roadStateSchema>
