import { fixSchema } from '@kerbside/domain'
import { z } from 'zod'
import { liveEventSchema, streamSchema } from './down.ts'
import { fixCountsSchema } from './views/index.ts'

/** How a Socket.IO client introduces itself (`auth` of the handshake). */
export const handshakeSchema = z.object({ token: z.string().min(10), protocol: z.int() })

/**
 * Watch streams; `seen` is the last number the client has (0 = from now on, no history). The server answers with
 * the current number of each stream and sends what lies between as ordinary events before anything newer.
 */
export const watchSchema = z.object({
  streams: z
    .array(z.object({ stream: streamSchema, seen: z.int().min(0) }))
    .min(1)
    .max(50),
})
export const watchAnswerSchema = z.union([
  z.object({
    ok: z.literal(true),
    streams: z.array(
      z.object({
        stream: streamSchema,
        seq: z.int(),
        reload: z.boolean().describe('too far behind: fetch anew'),
      }),
    ),
  }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
])
export type WatchAnswer = z.infer<typeof watchAnswerSchema>

export const unwatchSchema = z.object({ streams: z.array(streamSchema).min(1).max(50) })

/** A supervisor's viewport `[west, south, east, north]`; positions outside are not sent. */
export const viewSchema = z.object({ bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]) })

/** A technician's fixes over the socket, same rules as over HTTP. */
export const fixesSchema = z.object({ fixes: z.array(fixSchema).min(1).max(500) })
export const fixesAnswerSchema = z.union([
  fixCountsSchema.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
])
export type FixesAnswer = z.infer<typeof fixesAnswerSchema>

/** Socket.IO events to the server; each is acknowledged. */
export interface ClientToServer {
  watch: (body: z.input<typeof watchSchema>, ack: (answer: WatchAnswer) => void) => void
  unwatch: (body: z.input<typeof unwatchSchema>, ack: (answer: { ok: boolean }) => void) => void
  view: (body: z.input<typeof viewSchema>, ack: (answer: { ok: boolean }) => void) => void
  fixes: (body: z.input<typeof fixesSchema>, ack: (answer: FixesAnswer) => void) => void
}

/**
 * The machines' websocket (PORT + 1), one JSON text a frame, `Authorization: Bearer` or `?token=` at the upgrade: a session's
 * token, an API key, or for `/v1/gps` a tracker's own.
 * `/v1/gps` takes `fixes` of technicians (scope `positions:write`). `/v1/feed` (scope `feed:read`) sends `city` events: from
 * now on, or after the number `?after=` names; the number of the last event read is the cursor to come back with. Numbers
 * rise; where the key may not read messages, theirs are missing.
 */
export const machineUp = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fixes'),
    ref: z.string().max(60).optional(),
    technicianId: z.string().optional(),
    fixes: z.array(fixSchema).min(1).max(500),
  }),
  z.object({ kind: z.literal('resume'), after: z.int().min(0) }),
])
export type MachineUp = z.infer<typeof machineUp>
export const machineDown = z.discriminatedUnion('kind', [
  fixCountsSchema.extend({ kind: z.literal('taken'), ref: z.string().nullable() }),
  z.object({
    kind: z.literal('welcome'),
    seq: z.int().describe('the newest number'),
    oldest: z.int().describe('the oldest number still kept'),
  }),
  z.object({ kind: z.literal('event'), event: liveEventSchema }),
  z.object({ kind: z.literal('problem'), code: z.string(), detail: z.string() }),
])
export type MachineDown = z.infer<typeof machineDown>
