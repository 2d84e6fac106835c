import type { LiveEvent, Stream } from '@kerbside/protocol'

/** What somebody who watches a stream wants to hear. */
export interface Watching {
  /** The number his data already contain; 0 or absent if he does not know. */
  seen?: number | undefined
  onEvent: (event: LiveEvent) => void
  /** Events may have been missed: fetch everything anew. Called once after the first watch from 0, too. */
  onReload: () => void
  /** The server does not let him watch. */
  onRefused?: ((code: string) => void) | undefined
}

interface Entry {
  /** Last number delivered; 0 while none is known. */
  seen: number
  /** The number of the last question; null once it is answered. */
  asked: number | null
  watchers: Set<Watching>
}

/** A stream that nobody watches is kept this long, because pages change faster than streams are opened. */
const lingerMs = 2_000

export interface StreamDoors {
  ask: (stream: Stream, seen: number) => void
  leave: (stream: Stream) => void
  later: (run: () => void, milliseconds: number) => void
}

/**
 * Keeps the last number of every watched stream: drops what was seen, asks again on a gap, and tells the watchers
 * to load anew when the server says they are too far behind. Knows nothing of sockets.
 */
export class StreamBook {
  readonly #entries = new Map<Stream, Entry>()
  readonly #doors: StreamDoors

  constructor(doors: StreamDoors) {
    this.#doors = doors
  }

  add(stream: Stream, watching: Watching): () => void {
    const known = this.#entries.get(stream)
    if (known) {
      known.watchers.add(watching)
      // His data may be older than what was told already; while the first answer is out, that answer will say so.
      const isSettled = known.asked !== 0
      if (isSettled && (known.seen === 0 || watching.seen !== known.seen)) watching.onReload()
    } else {
      const entry: Entry = { seen: watching.seen ?? 0, asked: null, watchers: new Set([watching]) }
      this.#entries.set(stream, entry)
      this.#ask(stream, entry)
    }
    return () => this.#remove(stream, watching)
  }

  /** Asks the server for one stream or for all, from the last number on; after every (re)connect. */
  askAgain(stream?: Stream): void {
    for (const [name, entry] of this.#entries) {
      if (stream === undefined || stream === name) this.#ask(name, entry)
    }
  }

  take(event: LiveEvent): void {
    const entry = this.#entries.get(event.stream)
    if (!entry || event.seq <= entry.seen) return
    if (entry.seen > 0 && event.seq > entry.seen + 1) {
      if (entry.asked === null) this.#ask(event.stream, entry)
      return
    }
    entry.seen = event.seq
    for (const watching of [...entry.watchers]) watching.onEvent(event)
  }

  /** The server's answer to a watch: its number now, and whether too much lies between. */
  answered(stream: Stream, seq: number, reload: boolean): void {
    const entry = this.#entries.get(stream)
    if (!entry) return
    const knewNothing = entry.asked === 0
    entry.asked = null
    if (reload) entry.seen = seq
    else if (knewNothing) entry.seen = Math.max(entry.seen, seq)
    if (reload || knewNothing) for (const watching of [...entry.watchers]) watching.onReload()
  }

  refused(stream: Stream, code: string): void {
    for (const watching of [...(this.#entries.get(stream)?.watchers ?? [])]) watching.onRefused?.(code)
  }

  #ask(stream: Stream, entry: Entry): void {
    entry.asked = entry.seen
    this.#doors.ask(stream, entry.seen)
  }

  #remove(stream: Stream, watching: Watching): void {
    const entry = this.#entries.get(stream)
    if (!entry?.watchers.delete(watching) || entry.watchers.size > 0) return
    this.#doors.later(() => {
      if (entry.watchers.size > 0 || this.#entries.get(stream) !== entry) return
      this.#entries.delete(stream)
      this.#doors.leave(stream)
    }, lingerMs)
  }
}
