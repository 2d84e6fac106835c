import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

/** One client of the double. */
export interface DoubleSocket {
  auth: Record<string, unknown>
  emit(event: string, body: unknown): void
}

export interface DoubleSockets {
  onConnect(socket: DoubleSocket): void
  /** Answers an event of a client; what it gives is the acknowledgement. */
  onEvent(socket: DoubleSocket, event: string, body: unknown): unknown
}

const ignored = 999_999_000
const greeting = {
  sid: 'double',
  upgrades: [],
  pingInterval: ignored,
  pingTimeout: ignored,
  maxPayload: 1_000_000,
}

/**
 * The few words of Engine.IO 4 and Socket.IO 5 that a client on a websocket needs: `0` open, `40` connect, `42` event,
 * `43` acknowledgement. The server's library stays behind the dispatcher's door.
 */
export const openDoubleSockets = (http: Server, { onConnect, onEvent }: DoubleSockets) => {
  const server = new WebSocketServer({ server: http, path: '/socket.io/' })
  server.on('connection', (link: WebSocket) => {
    link.send(`0${JSON.stringify(greeting)}`)
    const emit: DoubleSocket['emit'] = (event, body) => link.send(`42${JSON.stringify([event, body])}`)
    const socket: DoubleSocket = { auth: {}, emit }
    link.on('message', (raw) => {
      const [, kind = '', id = '', rest = ''] = /^(\d\d?)(\d*)(.*)$/s.exec(String(raw)) ?? []
      if (kind === '40') {
        socket.auth = JSON.parse(rest)
        link.send(`40${JSON.stringify({ sid: 'double' })}`)
        onConnect(socket)
      }
      if (kind === '42') {
        const [event, body] = JSON.parse(rest)
        link.send(`43${id}${JSON.stringify([onEvent(socket, event, body)])}`)
      }
    })
  })
  return {
    /** Drops every link, as a restart of the server does. */
    drop: () => {
      for (const link of server.clients) link.terminate()
    },
    close: () => server.close(),
  }
}
