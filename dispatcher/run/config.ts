import { z } from 'zod'

/** What a process of the dispatcher is told by its environment. */
export interface Config {
  port: number
  host: string
  databaseUrl: string
  redisUrl: string | null
  osrmUrl: string | null
  cityDir: string
  clockSpeed: number
  /** What a new city's clock shows first: an instant, or the next local time `HH:MM`; null for now. */
  clockStart: string | null
  supervisor: { phone: string; password: string } | null
  /** How many days of tracks are kept. */
  trackDays: number
  logLevel: string
}

const optionalUrl = z.string().trim().min(1).optional()
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_534).default(8080),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string({ error: 'name the PostgreSQL database, such as postgres://user@host/kerbside' })
    .min(1),
  REDIS_URL: optionalUrl,
  OSRM_URL: optionalUrl,
  CITY_DIR: z.string({ error: 'name the folder of the city’s dataset' }).min(1),
  CLOCK_SPEED: z.coerce.number().min(0).max(1000).default(1),
  CLOCK_START: z
    .union([z.iso.datetime({ offset: true }), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)], {
      error: 'an ISO instant, or a local time such as 06:45',
    })
    .optional(),
  SUPERVISOR_PHONE: z.string().optional(),
  SUPERVISOR_PASSWORD: z.string().optional(),
  TRACK_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Reads the configuration; throws an error whose message names every variable at fault in a sentence. */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const read = environmentSchema.safeParse(environment)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration is not right. ${wrong.join('. ')}.`)
  }
  const it = read.data
  return {
    port: it.PORT,
    host: it.HOST,
    databaseUrl: it.DATABASE_URL,
    redisUrl: it.REDIS_URL ?? null,
    osrmUrl: it.OSRM_URL ?? null,
    cityDir: it.CITY_DIR,
    clockSpeed: it.CLOCK_SPEED,
    clockStart: it.CLOCK_START ?? null,
    supervisor:
      it.SUPERVISOR_PHONE && it.SUPERVISOR_PASSWORD
        ? { phone: it.SUPERVISOR_PHONE, password: it.SUPERVISOR_PASSWORD }
        : null,
    trackDays: it.TRACK_DAYS,
    logLevel: it.LOG_LEVEL,
  }
}
