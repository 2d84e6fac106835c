import { type Fix, fixSchema } from '@kerbside/domain'
import { z } from 'zod'

/**
 * The OsmAnd form, which public tracker apps speak: `id lat lon timestamp accuracy|hdop speed bearing|heading`, as a query
 * or as a posted form. `id` is the tracker's token. `timestamp` is seconds or milliseconds since 1970, or ISO 8601; without
 * one the fix is of now. `speed` is in knots, as these apps send it, unless `speed_unit` says `ms` or `kmh`.
 */
export const trackerFormSchema = z.object({
  id: z.string({ error: 'the token of the tracker is missing' }).min(1).max(200),
  lat: z.coerce.number({ error: 'degrees from −90 to 90' }).min(-90).max(90),
  lon: z.coerce.number({ error: 'degrees from −180 to 180' }).min(-180).max(180),
  timestamp: z.string().trim().max(40).optional(),
  accuracy: z.coerce.number().min(0).optional(),
  hdop: z.coerce.number().min(0).optional(),
  speed: z.coerce.number().optional(),
  speed_unit: z.enum(['knots', 'ms', 'kmh']).default('knots'),
  bearing: z.coerce.number().optional(),
  heading: z.coerce.number().optional(),
})

/** What newer tracker apps post as JSON instead: one location, speed in m/s (−1 for unknown), or a batch of them. */
const appLocationSchema = z.object({
  timestamp: z.union([z.string(), z.number()]).optional(),
  coords: z.object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    accuracy: z.number().min(0).nullish(),
    speed: z.number().nullish(),
    heading: z.number().nullish(),
  }),
})
export const trackerJsonSchema = z.object({
  device_id: z.string({ error: 'the token of the tracker is missing' }).min(1).max(200),
  location: z.union([appLocationSchema, z.array(appLocationSchema).min(1).max(500)]),
})

export type TrackerReading =
  | { ok: true; token: string; fixes: Fix[] }
  | { ok: false; field: string; says: string }

const metresPerSecond = { knots: 0.514444, ms: 1, kmh: 1 / 3.6 } as const
/** A receiver's dilution of precision becomes metres by the usual error of a phone's range. */
const metresPerHdop = 5

/** Reads a query or a posted form; `nowMs` stands in for a missing timestamp. */
export const readTrackerForm = (form: unknown, nowMs: number): TrackerReading => {
  const read = trackerFormSchema.safeParse(form)
  if (!read.success) return wrong(read.error)
  const it = read.data
  return fixesOf(it.id, [
    {
      atMs: instantOf(it.timestamp, nowMs),
      lon: it.lon,
      lat: it.lat,
      accuracy: it.accuracy ?? (it.hdop === undefined ? null : it.hdop * metresPerHdop),
      speed: it.speed === undefined ? null : it.speed * metresPerSecond[it.speed_unit],
      heading: it.bearing ?? it.heading ?? null,
    },
  ])
}

/** Reads the JSON of newer apps. */
export const readTrackerJson = (body: unknown, nowMs: number): TrackerReading => {
  const read = trackerJsonSchema.safeParse(body)
  if (!read.success) return wrong(read.error)
  return fixesOf(
    read.data.device_id,
    [read.data.location].flat().map(({ timestamp, coords }) => ({
      atMs: instantOf(timestamp === undefined ? undefined : String(timestamp), nowMs),
      lon: coords.longitude,
      lat: coords.latitude,
      accuracy: coords.accuracy ?? null,
      speed: coords.speed ?? null,
      heading: coords.heading ?? null,
    })),
  )
}

interface Raw {
  atMs: number
  lon: number
  lat: number
  accuracy: number | null
  speed: number | null
  heading: number | null
}

const fixesOf = (token: string, raws: readonly Raw[]): TrackerReading => {
  const fixes: Fix[] = []
  for (const { atMs, lon, lat, accuracy, speed, heading } of raws) {
    if (!Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15)
      return { ok: false, field: 'timestamp', says: 'seconds or milliseconds since 1970, or ISO 8601' }
    fixes.push(
      fixSchema.parse({
        at: new Date(atMs).toISOString(),
        point: [lon, lat],
        accuracy: Math.min(100_000, accuracy ?? 0),
        // Apps say −1 where the receiver does not know.
        speed: speed !== null && speed >= 0 && speed <= 120 ? speed : null,
        heading: heading !== null && heading >= 0 && heading <= 360 ? heading : null,
      }),
    )
  }
  return { ok: true, token, fixes }
}

const instantOf = (text: string | undefined, nowMs: number): number => {
  if (text === undefined || text === '') return nowMs
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    const number = Number(text)
    // Beyond the year 5000 in seconds it can only be milliseconds.
    return Math.abs(number) < 1e11 ? number * 1000 : number
  }
  return Date.parse(text)
}

const wrong = (error: z.ZodError): TrackerReading => {
  const [issue] = error.issues
  return { ok: false, field: issue?.path.join('.') ?? '', says: issue?.message ?? 'not readable' }
}
