import type { Fix } from '@kerbside/domain'
import {
  type Approach,
  type ClientToServer,
  type FixesAnswer,
  type LiveEvent,
  type Positions,
  protocolVersion,
  type ServerToClient,
  type Stream,
} from '@kerbside/protocol'
import { io, type Socket } from 'socket.io-client'
import type { ServerClock } from './server-clock.ts'
import { StreamBook, type Watching } from './stream-book.ts'

/** How the live link stands; `since` is the server time of the last word, null before the first. */
export interface Connection {
  word: 'live' | 'reconnecting' | 'offline'
  since: string | null
  /** Why the server does not let us in, if it said so. */
  refused: string | null
}

export type LiveSocket = Pick<
  Socket<ServerToClient, ClientToServer>,
  'on' | 'emit' | 'connect' | 'disconnect' | 'connected' | 'active'
>

export interface LiveOptions {
  /** Origin of the server; `''` for the page's own. */
  url: string
  token: string
  clock: ServerClock
  onSignedOut?: (() => void) | undefined
  /** Makes the socket; tests hand in their own. */
  openSocket?: (url: string, auth: { token: string; protocol: number }) => LiveSocket
  later?: (run: () => void, milliseconds: number) => void
}

const openSocketIo: NonNullable<LiveOptions['openSocket']> = (url, auth) =>
  io(url, {
    auth,
    autoConnect: false,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    timeout: 8_000,
  })

/** After this many failed attempts in a row the word is "offline" instead of "reconnecting". */
const patience = 3

/**
 * The live link of one signed-in person: watches streams without losing or repeating a numbered event,
 * across reconnects and server restarts. Open it, and close it when he signs out.
 */
export class Live {
  readonly #socket: LiveSocket
  readonly #clock: ServerClock
  readonly #book: StreamBook
  readonly #listeners = new Set<() => void>()
  readonly #positions = new Set<(positions: Positions) => void>()
  readonly #approaches = new Set<(approach: Approach) => void>()
  readonly #later: NonNullable<LiveOptions['later']>
  #view: [number, number, number, number] | null = null
  #failures = 0
  #closed = false
  #connection: Connection = { word: 'reconnecting', since: null, refused: null }

  constructor(options: LiveOptions) {
    this.#clock = options.clock
    this.#later = options.later ?? ((run, ms) => void setTimeout(run, ms))
    const open = options.openSocket ?? openSocketIo
    this.#socket = open(options.url, { token: options.token, protocol: protocolVersion })
    this.#book = new StreamBook({
      ask: (stream, seen) => this.#askFor(stream, seen),
      leave: (stream) => {
        if (this.#socket.connected) this.#socket.emit('unwatch', { streams: [stream] }, () => undefined)
      },
      later: this.#later,
    })
    this.#listen(options.onSignedOut)
  }

  open(): void {
    this.#closed = false
    this.#socket.connect()
  }

  close(): void {
    this.#closed = true
    this.#socket.disconnect()
  }

  /** The device has lost its network: said at once, for a socket notices only when nothing has come for long. */
  networkGone(): void {
    const since = this.#connection.since ?? new Date(this.#clock.now()).toISOString()
    this.#say({ word: 'offline', since, refused: null })
    this.#socket.disconnect()
  }

  networkBack(): void {
    if (!this.#closed) this.#socket.connect()
  }

  /** Watches a stream after number `seen` (0: from now on); returns the way to stop. */
  watch(stream: Stream, watching: Watching): () => void {
    return this.#book.add(stream, watching)
  }

  /** Batches of technicians' positions in the view told by `look`; for supervisors. */
  onPositions(listener: (positions: Positions) => void): () => void {
    this.#positions.add(listener)
    return () => this.#positions.delete(listener)
  }

  /** The technician on his way to a watched job. */
  onApproach(listener: (approach: Approach) => void): () => void {
    this.#approaches.add(listener)
    return () => this.#approaches.delete(listener)
  }

  /** Tells the server which part of the map is looked at, `[west, south, east, north]`; kept across reconnects. */
  look(bbox: [number, number, number, number]): void {
    this.#view = bbox
    if (this.#socket.connected) this.#socket.emit('view', { bbox }, () => undefined)
  }

  /** Sends a technician's fixes; rejects when there is no answer in 8 s, so that the caller keeps them. */
  async sendFixes(fixes: readonly Fix[]): Promise<FixesAnswer> {
    if (!this.#socket.connected) throw new Error('The live link is down')
    return new Promise((done, failed) => {
      this.#later(() => failed(new Error('No answer to the fixes')), 8_000)
      this.#socket.emit('fixes', { fixes: [...fixes] }, done)
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly connection = (): Connection => this.#connection

  #listen(onSignedOut: (() => void) | undefined): void {
    this.#socket.on('hello', (hello) => {
      this.#clock.hear(hello.now, hello.speed)
      this.#failures = 0
      this.#say({ word: 'live', since: null, refused: null })
      if (this.#view) this.#socket.emit('view', { bbox: this.#view }, () => undefined)
      this.#book.askAgain()
    })
    this.#socket.on('event', (event: LiveEvent) => this.#book.take(event))
    this.#socket.on('positions', (positions) => {
      for (const listener of this.#positions) listener(positions)
    })
    this.#socket.on('approach', (approach) => {
      for (const listener of this.#approaches) listener(approach)
    })
    this.#socket.on('disconnect', (reason) => {
      if (this.#closed || reason === 'io client disconnect') return
      this.#say({ word: 'reconnecting', since: new Date(this.#clock.now()).toISOString(), refused: null })
      if (reason === 'io server disconnect') this.#tryAgain()
    })
    this.#socket.on('connect_error', (error) => {
      this.#failures += 1
      const isRefusal = !this.#socket.active
      const word = isRefusal || this.#failures >= patience ? 'offline' : this.#connection.word
      this.#say({ word, since: this.#connection.since, refused: isRefusal ? error.message : null })
      if (error.message === 'not_signed_in') onSignedOut?.()
      // A refusal from the server's door ends socket.io's own attempts; only "not ready" gets better by waiting.
      else if (error.message === 'not_ready') this.#tryAgain()
    })
  }

  #tryAgain(): void {
    this.#later(() => {
      if (!this.#closed) this.#socket.connect()
    }, 1_500)
  }

  #askFor(stream: Stream, seen: number): void {
    if (!this.#socket.connected) return
    this.#socket.emit('watch', { streams: [{ stream, seen }] }, (answer) => {
      if (answer.ok) for (const one of answer.streams) this.#book.answered(stream, one.seq, one.reload)
      else if (answer.code === 'not_ready') this.#later(() => this.#book.askAgain(stream), 1_500)
      else this.#book.refused(stream, answer.code)
    })
  }

  #say(connection: Connection): void {
    this.#connection = connection
    for (const listener of this.#listeners) listener()
  }
}

/** Makes the live link of a token; nothing is sent before `open()`. */
export const createLive = (options: LiveOptions): Live => new Live(options)
