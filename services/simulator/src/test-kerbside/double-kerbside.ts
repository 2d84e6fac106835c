import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeClock } from '@kerbside/domain'
import {
  type Endpoint,
  type EndpointName,
  endpoints,
  fixesSchema,
  protocolVersion,
  watchSchema,
} from '@kerbside/protocol'
import { DoorProblem } from '../doors/door-problem.ts'
import { doubleDoors } from './double-doors.ts'
import { type DoubleSocket, openDoubleSockets } from './double-sockets.ts'
import { DoubleState, type Guest } from './double-state.ts'

const routes = (Object.entries(endpoints) as [EndpointName, Endpoint][]).map(([name, { method, path }]) => ({
  name,
  method,
  pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}))
const guestOf = ({ auth }: DoubleSocket): Guest => JSON.parse(String(auth.token))
const nobody: Guest = { id: '', phone: '', role: 'customer' }

/** Opens a double of Kerbside: HTTP and Socket.IO on a port of its own, a fast clock, all in memory. */
export const openDouble = async (startMs: number, speed: number) => {
  const clock = makeClock({ wallMs: Date.now(), shownMs: startMs, speed }, Date.now)
  const seqs = new Map<string, number>()
  const watchers = new Map<string, DoubleSocket>()
  const state = new DoubleState(
    () => clock.now(),
    (technicianId, event) => {
      const stream = `technician:${technicianId}` as const
      const seq = (seqs.get(stream) ?? 0) + 1
      seqs.set(stream, seq)
      watchers.get(stream)?.emit('event', { ...event, stream, seq, at: state.at() })
    },
  )
  const doors = doubleDoors(state, clock) as Record<string, ((call: object) => unknown) | undefined>
  const http = createServer((request, response) => {
    answer(request)
      .then((body) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
      .catch((error: unknown) => {
        const { status, code } = error instanceof DoorProblem ? error : { status: 500, code: 'our_mistake' }
        const body = { type: '', title: code, status, code, detail: String(error) }
        response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
      })
  })
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const url = new URL(request.url ?? '/', 'http://double')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const route = routes.find((one) => one.method === request.method && one.pattern.test(url.pathname))
    const door = route && doors[route.name]
    if (!route || !door) throw new Error(`the double has no door ${request.method} ${url.pathname}`)
    const token = request.headers.authorization?.slice('Bearer '.length)
    return door({
      guest: token ? (JSON.parse(token) as Guest) : nobody,
      params: { ...route.pattern.exec(url.pathname)?.groups },
      query: Object.fromEntries(url.searchParams),
      body: chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {},
    })
  }
  const sockets = openDoubleSockets(http, {
    onConnect: (socket) => {
      socket.emit('hello', {
        protocol: protocolVersion,
        now: state.at(),
        speed,
        personId: guestOf(socket).id,
      })
    },
    onEvent: (socket, event, body) => {
      if (event === 'watch') {
        watchers.set(`technician:${guestOf(socket).id}`, socket)
        const { streams } = watchSchema.parse(body)
        const watched = streams.map(({ stream }) => ({ stream, seq: seqs.get(stream) ?? 0, reload: false }))
        return { ok: true, streams: watched }
      }
      const { fixes } = fixesSchema.parse(body)
      state.fixes += fixes.length
      return { ok: true, taken: fixes.length, refused: 0 }
    },
  })
  await new Promise<void>((up) => http.listen(0, '127.0.0.1', () => up()))
  const { port } = http.address() as AddressInfo
  return {
    state,
    url: `http://127.0.0.1:${port}`,
    dropSockets: () => sockets.drop(),
    async close() {
      sockets.drop()
      sockets.close()
      http.closeAllConnections()
      await new Promise((closed) => http.close(closed))
    },
  }
}
