import { comparedPolicyNames, phoneSchema } from '@kerbside/domain'
import { z } from 'zod'
import { stockDay } from './stock-day.ts'

const settingsSchema = z.object({
  KERBSIDE_URL: z.url({ error: 'name the address of Kerbside, such as http://localhost:8080' }),
  SUPERVISOR_PHONE: phoneSchema,
  SUPERVISOR_PASSWORD: z.string({ error: 'name the supervisor’s password' }).min(1),
  CITY_DIR: z.string({ error: 'name the folder of the city’s dataset' }).min(1),
  SIM_SEED: z.coerce.number().int().default(1),
  SIM_TECHNICIANS: z.coerce.number().int().min(1).max(500).default(stockDay.technicians),
  SIM_RATE: z.coerce.number().min(0).max(100_000).default(360),
  SIM_REQUESTS: z.coerce.number().int().min(1).max(100_000).optional(),
  SIM_HOURS: z.coerce.number().int().min(3).max(15).default(15),
  SIM_POLICY: z.enum(comparedPolicyNames).optional(),
  SIM_LEAVE_TECHNICIAN: phoneSchema.optional(),
  SIM_LEAVE_ZONE: z.string().min(1).optional(),
})
export type Settings = z.infer<typeof settingsSchema>

/** Reads the environment; throws an error whose message names every variable at fault in a sentence. */
export const readSettings = (environment: Record<string, string | undefined>): Settings => {
  const read = settingsSchema.safeParse(environment)
  if (read.success) return read.data
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The simulator is not set up right. ${wrong.join('. ')}.`)
}
