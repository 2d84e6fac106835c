import { fixRefusalSchema, idSchema, instantSchema } from '@kerbside/domain'
import { z } from 'zod'

/** What became of a batch of fixes; doubled and late ones count as taken, for nothing is left to send. */
export const fixCountsSchema = z.object({
  taken: z.int(),
  refused: z.int(),
  why: z.partialRecord(fixRefusalSchema, z.int()).describe('how many were refused, by reason'),
})
export type FixCounts = z.infer<typeof fixCountsSchema>

/** A tracker or tracker app that sends a technician's fixes by a token of its own. */
export const trackerSchema = z.object({
  id: idSchema('tracker'),
  technicianId: idSchema('technician'),
  name: z.string(),
  madeAt: instantSchema,
  seenAt: instantSchema.nullable().describe('when it last sent something'),
})
export type TrackerView = z.infer<typeof trackerSchema>
