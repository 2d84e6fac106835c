import type { Fix } from '@kerbside/domain'
import {
  type ClientToServer,
  type Hello,
  type LiveEvent,
  protocolVersion,
  type ServerToClient,
} from '@kerbside/protocol'
import { io, type Socket } from 'socket.io-client'
import type { SignedIn } from '../doors/signed-in.ts'

export interface LinePlan {
  url: string
  person: SignedIn
  /** A numbered event of his stream, each once and in order. */
  onEvent(event: LiveEvent): void
  /** The stream is being watched (again); `reload` when events may have been missed. */
  onUp(): void
  onHello(hello: Hello): void
  onFixes(answer: { taken: number; refused: number }): void
  onError(error: unknown): void
}

const ackMs = 10_000
const knockAgainMs = 2000

/** One technician's Socket.IO link: watches his own stream across restarts of the server, sends his fixes. */
export class TechnicianLine {
  readonly #plan: LinePlan
  #socket: Socket<ServerToClient, ClientToServer> | null = null
  #token = ''
  #stream: `technician:${string}` | null = null
  #seen = 0
  #knocking: NodeJS.Timeout | null = null
  #closed = false

  constructor(plan: LinePlan) {
    this.#plan = plan
  }

  async open(): Promise<void> {
    const session = await this.#plan.person.session()
    if (this.#closed) return
    this.#token = session.token
    this.#stream = `technician:${session.person.id}`
    const socket: Socket<ServerToClient, ClientToServer> = io(this.#plan.url, {
      auth: (give) => give({ token: this.#token, protocol: protocolVersion }),
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      timeout: 10_000,
    })
    this.#socket = socket
    socket.on('hello', (hello) => this.#plan.onHello(hello))
    socket.on('connect', () => this.#attempt(this.#watch()))
    socket.on('event', (event) => this.#take(event))
    socket.on('connect_error', (error) => this.#attempt(this.#turnedAway(error)))
    socket.on('disconnect', (reason) => {
      // The server hung up by itself: Socket.IO leaves coming back to us.
      if (reason === 'io server disconnect') this.#knockAgain()
    })
  }

  /** Sends fixes if the link is up; positions are worth nothing later, so they are never kept. */
  send(fixes: Fix[]): void {
    const socket = this.#socket
    if (!socket?.connected) return
    socket.timeout(ackMs).emit('fixes', { fixes }, (error: Error | null, answer) => {
      if (!error && answer?.ok) this.#plan.onFixes(answer)
    })
  }

  close(): void {
    this.#closed = true
    if (this.#knocking) clearTimeout(this.#knocking)
    this.#socket?.disconnect()
  }

  #take(event: LiveEvent): void {
    if (event.stream !== this.#stream || event.seq <= this.#seen) return
    this.#seen = event.seq
    this.#plan.onEvent(event)
  }

  async #watch(): Promise<void> {
    if (!this.#socket || !this.#stream) return
    const streams = [{ stream: this.#stream, seen: this.#seen }]
    const answer = await this.#socket.timeout(ackMs).emitWithAck('watch', { streams })
    if (!answer.ok) throw new Error(`${this.#stream} cannot be watched: ${answer.detail}`)
    const watched = answer.streams[0]
    // Ahead of the server: it has begun anew.
    if (watched && (this.#seen === 0 || watched.reload)) this.#seen = watched.seq
    this.#plan.onUp()
  }

  async #turnedAway(error: Error): Promise<void> {
    if (this.#socket?.active || this.#closed) return
    if (error.message === 'not_signed_in') this.#token = (await this.#plan.person.renew()).token
    this.#knockAgain()
  }

  #knockAgain(): void {
    if (this.#closed) return
    if (this.#knocking) clearTimeout(this.#knocking)
    this.#knocking = setTimeout(() => this.#socket?.connect(), knockAgainMs)
  }

  #attempt(doing: Promise<void>): void {
    doing.catch((error: unknown) => {
      if (this.#closed) return
      this.#plan.onError(error)
      this.#socket?.disconnect()
      this.#knockAgain()
    })
  }
}
