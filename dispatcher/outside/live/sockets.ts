import type { Server as HttpServer } from 'node:http'
import type { Fix, Person, Role } from '@kerbside/domain'
import {
  type ClientToServer,
  type FixCounts,
  fixesSchema,
  handshakeSchema,
  protocolVersion,
  type ServerToClient,
  unwatchSchema,
  viewSchema,
  watchSchema,
} from '@kerbside/protocol'
import type { Server, Socket } from 'socket.io'
import type { Hub, Watcher } from './hub.ts'
import type { PositionBoard } from './position-board.ts'
import type { Relay } from './relay.ts'

interface Seat {
  person: Person
  watchers: Map<string, Watcher>
}
type OurSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Seat>

export interface LiveDoors {
  server: HttpServer
  relay: Pick<Relay, 'io'>
  hub: Hub
  positions: PositionBoard
  clock: { now(): number; speed: number }
  whoIs(token: string): Promise<Person | null>
  mayWatch(person: Person, stream: string): Promise<boolean>
  takeFixes(person: Person, fixes: readonly Fix[]): Promise<FixCounts>
  onError(error: Error): void
}

/** Who may send which socket event; an event without a line here does not exist. */
const audience: Record<keyof ClientToServer, readonly Role[]> = {
  watch: ['customer', 'technician', 'supervisor'],
  unwatch: ['customer', 'technician', 'supervisor'],
  view: ['supervisor'],
  fixes: ['technician'],
}

const refused = { ok: false as const, code: 'not_allowed', detail: 'This is not for your role.' }
const malformed = { ok: false as const, code: 'invalid', detail: 'The message does not fit the contract.' }

/** Opens Socket.IO on the listener of the API. */
export const openSockets = (doors: LiveDoors) => {
  const io = doors.relay.io as unknown as Server<ClientToServer, ServerToClient, Record<string, never>, Seat>
  io.attach(doors.server, {
    path: '/socket.io',
    maxHttpBufferSize: 256 * 1024,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // CORS does not stop a foreign page from opening a WebSocket; this does.
    allowRequest: (request, decide) => decide(null, sameOrigin(request.headers.origin, request.headers.host)),
  })

  io.use(async (socket, next) => {
    try {
      const handshake = handshakeSchema.safeParse(socket.handshake.auth)
      if (!handshake.success) return next(new Error('malformed'))
      if (handshake.data.protocol !== protocolVersion) return next(new Error('protocol'))
      const person = await doors.whoIs(handshake.data.token)
      if (!person) return next(new Error('not_signed_in'))
      socket.data = { person, watchers: new Map() }
      return next()
    } catch (error) {
      doors.onError(error as Error)
      return next(new Error('not_ready'))
    }
  })

  io.on('connection', (socket) => seat(socket, doors))
  return {
    connections: () => io.engine.clientsCount,
    async close() {
      // The HTTP listener is closed by its owner; here only the sockets go.
      io.disconnectSockets(true)
      await new Promise<void>((done) => io.engine.close() && done())
    },
  }
}

const seat = (socket: OurSocket, doors: LiveDoors): void => {
  const { person, watchers } = socket.data
  const allowed = (event: keyof ClientToServer) => audience[event].includes(person.role)
  socket.emit('hello', {
    protocol: protocolVersion,
    now: new Date(doors.clock.now()).toISOString(),
    speed: doors.clock.speed,
    personId: person.id,
  })

  socket.on('watch', async (body, ack) => {
    if (!allowed('watch')) return answer(ack, refused)
    const wish = watchSchema.safeParse(body)
    if (!wish.success) return answer(ack, malformed)
    try {
      const streams = []
      for (const { stream, seen } of wish.data.streams) {
        if (!(await doors.mayWatch(person, stream)))
          return answer(ack, { ...refused, detail: `You may not watch ${stream}.` })
        watchers.get(stream)?.stop()
        const watcher = await doors.hub.watch(stream, seen, (event) => socket.emit('event', event))
        if (!socket.connected) return watcher.stop()
        watchers.set(stream, watcher)
        if (stream.startsWith('job:'))
          doors.positions.follow(socket.id, stream.slice(4), (approach) =>
            socket.volatile.emit('approach', approach),
          )
        streams.push({ stream, seq: watcher.seq, reload: watcher.reload })
      }
      return answer(ack, { ok: true as const, streams })
    } catch (error) {
      doors.onError(error as Error)
      return answer(ack, { ok: false as const, code: 'not_ready', detail: 'Try again shortly.' })
    }
  })

  socket.on('unwatch', (body, ack) => {
    const wish = unwatchSchema.safeParse(body)
    if (!wish.success) return answer(ack, malformed)
    for (const stream of wish.data.streams) {
      watchers.get(stream)?.stop()
      watchers.delete(stream)
      doors.positions.unfollow(socket.id, stream.slice(4))
    }
    return answer(ack, { ok: true })
  })

  socket.on('view', (body, ack) => {
    if (!allowed('view')) return answer(ack, refused)
    const wish = viewSchema.safeParse(body)
    if (!wish.success) return answer(ack, malformed)
    doors.positions.look(socket.id, wish.data.bbox, (positions) =>
      socket.volatile.emit('positions', positions),
    )
    return answer(ack, { ok: true })
  })

  socket.on('fixes', async (body, ack) => {
    if (!allowed('fixes')) return answer(ack, refused)
    const wish = fixesSchema.safeParse(body)
    if (!wish.success) return answer(ack, malformed)
    try {
      return answer(ack, { ok: true as const, ...(await doors.takeFixes(person, wish.data.fixes)) })
    } catch (error) {
      doors.onError(error as Error)
      return answer(ack, { ok: false as const, code: 'not_ready', detail: 'Try again shortly.' })
    }
  })

  socket.on('disconnect', () => {
    for (const watcher of watchers.values()) watcher.stop()
    doors.positions.leave(socket.id)
  })
}

const answer = <A>(ack: unknown, body: A): void => {
  if (typeof ack === 'function') ack(body)
}

/** A browser names its page's origin; other clients send none. */
const sameOrigin = (origin: string | undefined, host: string | undefined): boolean => {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
