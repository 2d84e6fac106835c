import websocket from '@fastify/websocket'
import type { Person } from '@kerbside/domain'
import { type MachineDown, machineUp } from '@kerbside/protocol'
import Fastify, { type FastifyRequest } from 'fastify'
import type { Hub, Watcher } from './hub.ts'
import type { LiveDoors } from './sockets.ts'
import { hangTrackerForms, type TrackerFormDoors } from './tracker-forms.ts'

declare module 'fastify' {
  interface FastifyRequest {
    machine: Person | null
  }
}

export interface MachineDoors
  extends Pick<LiveDoors, 'hub' | 'whoIs' | 'takeFixes' | 'onError'>,
    Pick<TrackerFormDoors, 'clock' | 'whoseTracker'> {
  host: string
  port: number
  /** Resolves a technician for a supervisor's tracker gateway. */
  technician(id: string): Promise<Person | null>
}

/**
 * Opens the machines' websocket on a listener of its own: `@fastify/websocket` answers every upgrade of its server,
 * so it cannot share one with Socket.IO.
 */
export const openMachines = async (doors: MachineDoors): Promise<{ close(): Promise<void> }> => {
  const app = Fastify({ logger: false })
  await app.register(websocket, { options: { maxPayload: 256 * 1024 } })
  app.decorateRequest('machine', null)
  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.config.ownToken) return
    const feed = request.url.startsWith('/v1/feed')
    const wanted = feed ? ['supervisor'] : ['technician', 'supervisor']
    const token = tokenOf(request)
    const whose = async () => (await doors.whoIs(token)) ?? (feed ? null : doors.whoseTracker(token))
    const person = await whose().catch((error: Error) => {
      doors.onError(error)
      return null
    })
    if (!person) return reply.code(401).send({ code: 'not_signed_in' })
    if (!wanted.includes(person.role)) return reply.code(403).send({ code: 'not_allowed' })
    request.machine = person
  })

  hangTrackerForms(app, doors)
  app.get('/v1/gps', { websocket: true }, (socket, request) => {
    socket.on('message', async (data: Buffer) => {
      const send = (message: MachineDown) => socket.send(JSON.stringify(message))
      const message = parse(data)
      if (message?.kind !== 'fixes') return send(unreadable)
      const person = request.machine
      const who = person?.role === 'technician' ? person : await doors.technician(message.technicianId ?? '')
      if (!who) return send({ kind: 'problem', code: 'not_found', detail: 'There is no such technician.' })
      try {
        const counts = await doors.takeFixes(who, message.fixes)
        return send({ kind: 'taken', ref: message.ref ?? null, ...counts })
      } catch (error) {
        doors.onError(error as Error)
        return send({ kind: 'problem', code: 'not_ready', detail: 'Try again shortly.' })
      }
    })
  })

  app.get('/v1/feed', { websocket: true }, (socket) => feed(socket, doors.hub, doors.onError))
  await app.listen({ host: doors.host, port: doors.port })
  return { close: () => app.close() }
}

interface Wire {
  send(text: string): void
  on(event: 'message', listener: (data: Buffer) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

const unreadable: MachineDown = {
  kind: 'problem',
  code: 'invalid',
  detail: 'The message does not fit the contract.',
}

const feed = (socket: Wire, hub: Hub, onError: (error: Error) => void): void => {
  let watcher: Watcher | undefined
  const send = (message: MachineDown) => socket.send(JSON.stringify(message))
  const watch = async (after: number): Promise<void> => {
    watcher?.stop()
    watcher = await hub.watch('city', after, (event) => send({ kind: 'event', event }))
    if (watcher.reload)
      send({ kind: 'problem', code: 'stale', detail: 'The cursor is too old; the feed goes on from now.' })
  }
  socket.on('message', (data) => {
    const message = parse(data)
    if (message?.kind === 'resume') watch(message.after).catch(onError)
    else send(unreadable)
  })
  socket.on('close', () => watcher?.stop())
  watch(0).catch(onError)
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
