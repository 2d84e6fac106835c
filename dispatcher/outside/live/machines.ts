import websocket from '@fastify/websocket'
import type { Person } from '@kerbside/domain'
import { type MachineDown, machineUp, type Scope } from '@kerbside/protocol'
import Fastify, { type FastifyRequest } from 'fastify'
import { type FeedDoors, openFeed, parseCursor } from './feed.ts'
import type { LiveDoors } from './sockets.ts'
import { hangTrackerForms, type TrackerFormDoors } from './tracker-forms.ts'

interface Machine {
  person: Person
  scopes: readonly Scope[]
}
declare module 'fastify' {
  interface FastifyRequest {
    machine: Machine | null
  }
}

export interface MachineDoors
  extends Pick<LiveDoors, 'takeFixes' | 'onError'>,
    Pick<TrackerFormDoors, 'clock' | 'whoseTracker'>,
    FeedDoors {
  host: string
  port: number
  whoCalls(token: string): Promise<Machine | null>
  /** Resolves a technician for a supervisor's tracker gateway. */
  technician(id: string): Promise<Person | null>
}

const scopeOf = (url: string): Scope => (url.startsWith('/v1/feed') ? 'feed:read' : 'positions:write')
const heartbeatMs = 25_000

/**
 * Opens the machines' websocket on a listener of its own: `@fastify/websocket` answers every upgrade of its server,
 * so it cannot share one with Socket.IO.
 */
export const openMachines = async (doors: MachineDoors): Promise<{ close(): Promise<void> }> => {
  const app = Fastify({ logger: false })
  await app.register(websocket, { options: { maxPayload: 256 * 1024 } })
  app.decorateRequest('machine', null)
  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.config.ownToken) return undefined
    const machine = await doors.whoCalls(tokenOf(request)).catch((error: Error) => {
      doors.onError(error)
      return undefined
    })
    if (machine === undefined) return reply.code(503).header('retry-after', '2').send({ code: 'not_ready' })
    if (!machine) return reply.code(401).send({ code: 'not_signed_in' })
    const scope = scopeOf(request.url)
    if (!machine.scopes.includes(scope)) return reply.code(403).send({ code: 'scope_missing', scope })
    request.machine = machine
  })

  hangTrackerForms(app, doors)
  app.get('/v1/gps', { websocket: true }, (socket, request) => {
    socket.on('message', async (data: Buffer) => {
      const send = (message: MachineDown) => socket.send(JSON.stringify(message))
      const message = parse(data)
      if (message?.kind !== 'fixes') return send(unreadable)
      const person = request.machine?.person
      try {
        const who =
          person?.role === 'technician' ? person : await doors.technician(message.technicianId ?? '')
        if (!who) return send({ kind: 'problem', code: 'not_found', detail: 'There is no such technician.' })
        const counts = await doors.takeFixes(who, message.fixes)
        return send({ kind: 'taken', ref: message.ref ?? null, ...counts })
      } catch (error) {
        doors.onError(error as Error)
        return send({ kind: 'problem', code: 'not_ready', detail: 'Try again shortly.' })
      }
    })
  })

  app.get<{ Querystring: { after?: string } }>(
    '/v1/feed',
    {
      websocket: true,
      preValidation: async (request, reply) => {
        if (parseCursor(request.query.after) === null)
          return reply.code(422).send({ code: 'invalid', field: 'after' })
        return undefined
      },
    },
    (socket, request) => {
      const after = parseCursor(request.query.after) ?? 0
      const scopes = request.machine?.scopes ?? []
      const feed = openFeed(socket, doors, { after, messages: scopes.includes('messages:read') })
      socket.on('message', (data: Buffer) => {
        const message = parse(data)
        if (message?.kind === 'resume') feed.resume(message.after)
        else socket.send(JSON.stringify(unreadable))
      })
      keepAlive(socket, () => doors.whoCalls(tokenOf(request)))
    },
  )
  await app.listen({ host: doors.host, port: doors.port })
  return { close: () => app.close() }
}

interface Alive {
  ping(): void
  terminate(): void
  close(code: number, reason: string): void
  on(event: 'pong' | 'close', listener: () => void): unknown
}

/** Ends a connection whose other end is gone, or whose key was revoked meanwhile. */
const keepAlive = (socket: Alive, stillMay: () => Promise<Machine | null>): void => {
  let answered = true
  const timer = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
    // Trouble with the database is no reason to end it.
    stillMay().then(
      (machine) => machine?.scopes.includes('feed:read') || socket.close(1008, 'the key is no longer valid'),
      () => undefined,
    )
  }, heartbeatMs)
  socket.on('pong', () => {
    answered = true
  })
  socket.on('close', () => clearInterval(timer))
}

const unreadable: MachineDown = {
  kind: 'problem',
  code: 'invalid',
  detail: 'The message does not fit the contract.',
}

const parse = (data: Buffer) => {
  try {
    return machineUp.safeParse(JSON.parse(data.toString('utf8'))).data
  } catch {
    return undefined
  }
}

const tokenOf = (request: FastifyRequest): string => {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const query = new URL(request.url, 'http://localhost').searchParams.get('token')
  return bearer ?? query ?? ''
}
