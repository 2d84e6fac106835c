import { z } from 'zod'
import { wantsTraces } from '../outside/traces/index.ts'

/** What a process may do: answer HTTP, hold live connections, work on wake-ups. */
export const roles = ['api', 'live', 'worker'] as const
export type ProcessRole = (typeof roles)[number]

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
  /** OSRM's programs and a folder for changed roads; without them closed and slow roads change no times. */
  roadTools?: { bin: string; dir: string }
  logLevel: string
  /** Webhooks may go to loopback addresses: development and tests only. */
  hooksToLoopback?: boolean
  /** All of them unless said. */
  roles?: readonly ProcessRole[]
  /** After the signal to end, not ready but serving for so long: whoever sends work here shall see it. */
  drainSeconds?: number
  traced?: boolean
}

/** How long a process has to end: `endSeconds` after draining, what has not ended is abandoned. */
export interface EndingConfig {
  drainSeconds: number
  endSeconds: number
}

const optionalUrl = z.string().trim().min(1).optional()
const rolesSchema = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(z.enum(roles, { error: 'a list of api, live and worker, such as api,live' })).min(1))

/** Every variable that a process reads, but those of OpenTelemetry. */
export const environmentSchema = z.object({
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
  OSRM_BIN: optionalUrl,
  ROADS_DIR: optionalUrl,
  TRACK_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  ROLES: rolesSchema.optional(),
  DRAIN_SECONDS: z.coerce.number().min(0).max(120).default(0),
  // Longer than a statement may take, shorter than an orchestrator's patience.
  END_SECONDS: z.coerce.number().min(1).max(600).default(25),
  WEBHOOK_LOOPBACK: z.enum(['allow', 'refuse']).default('refuse'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Reads the configuration; throws an error whose message names every variable at fault in a sentence. */
export const readConfig = (environment: Record<string, string | undefined>): Config & EndingConfig => {
  const read = environmentSchema.safeParse(environment)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration is not right. ${wrong.join('. ')}.`)
  }
  const it = read.data
  const all = it.ROLES === undefined || roles.every((role) => it.ROLES?.includes(role))
  if (!all && !it.REDIS_URL)
    throw new Error(
      'The configuration is not right. ROLES: several processes need Redis; name it in REDIS_URL.',
    )
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
    ...(it.OSRM_BIN && it.ROADS_DIR ? { roadTools: { bin: it.OSRM_BIN, dir: it.ROADS_DIR } } : {}),
    logLevel: it.LOG_LEVEL,
    roles: it.ROLES ?? roles,
    traced: wantsTraces(environment),
    drainSeconds: it.DRAIN_SECONDS,
    endSeconds: it.END_SECONDS,
    hooksToLoopback: it.WEBHOOK_LOOPBACK === 'allow',
  }
}
