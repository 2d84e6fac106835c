import { bilingualSchema, idSchema, lonLatSchema, phoneSchema } from '@kerbside/domain'
import { z } from 'zod'

export const pointOfLine = z.array(lonLatSchema)
export const qualitySchema = z.enum(['osrm', 'estimated'])

/** A reason in words and numbers: a code with its facts; screens make the sentence from the code. */
export const reasonSchema = z.object({
  code: z.string(),
  sentence: bilingualSchema,
  facts: z.record(z.string(), z.unknown()).default({}),
})
export type ReasonView = z.infer<typeof reasonSchema>

/** The technician as the customer of his job sees him. */
export const technicianCardSchema = z.object({
  id: idSchema('technician'),
  name: z.string(),
  initials: z.string(),
  vanPlate: z.string(),
  phone: phoneSchema.nullable().describe('masked or absent where it is not the reader’s business'),
})
export type TechnicianCard = z.infer<typeof technicianCardSchema>
