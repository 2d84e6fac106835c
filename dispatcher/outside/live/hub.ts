import type { LiveEvent } from '@kerbside/protocol'

/** Where numbered events come from when somebody has to catch up. */
export interface EventSource {
  current(stream: string): Promise<number>
  after(stream: string, seen: number, limit: number): Promise<LiveEvent[]>
}

/** One watcher of one stream: gets every event once, in order. */
export interface Watcher {
  seq: number
  reload: boolean
  stop(): void
}

const page = 200
/** Who is further behind than this fetches the whole picture anew, which is quicker for both. */
const furthestBehind = 1_000

/** Takes one event; while catching up, what it returns is awaited, so that a slow reader is not buried. */
export type Deliver = (event: LiveEvent) => unknown

interface Subscription {
  seen: number
  deliver: Deliver
  stopped: boolean
  catchingUp: boolean
  /** Something was published while we read the store; it may not have been in what we read. */
  missed: boolean
}

/**
 * Hands each stream's events to its watchers densely: a watcher that missed some (it joined late, or another process
 * published) is brought up to date from the store before anything newer.
 */
export class Hub {
  readonly #source: EventSource
  readonly #onError: (error: Error) => void
  readonly #watchers = new Map<string, Set<Subscription>>()

  constructor(source: EventSource, onError: (error: Error) => void) {
    this.#source = source
    this.#onError = onError
  }

  /**
   * Begins to watch after number `seen`; 0 means from now on. History is delivered before this resolves; who is further
   * behind than `furthest` is told to load anew instead.
   */
  async watch(
    stream: string,
    seen: number,
    deliver: Deliver,
    furthest: number = furthestBehind,
  ): Promise<Watcher> {
    const subscription: Subscription = { seen, deliver, stopped: false, catchingUp: true, missed: false }
    const all = this.#watchers.get(stream) ?? new Set()
    this.#watchers.set(stream, all.add(subscription))
    const stop = (): void => {
      subscription.stopped = true
      all.delete(subscription)
      if (all.size === 0 && this.#watchers.get(stream) === all) this.#watchers.delete(stream)
    }
    try {
      const seq = await this.#source.current(stream)
      const reload = seen > seq || seq - seen > furthest
      if (seen === 0 || reload) subscription.seen = seq
      subscription.catchingUp = false
      await this.#catchUp(stream, subscription)
      return { seq: subscription.seen, reload: reload && seen > 0, stop }
    } catch (error) {
      stop()
      throw error
    }
  }

  /** Publishes events in the order of their numbers. */
  publish(events: readonly LiveEvent[]): void {
    for (const event of events) {
      for (const subscription of this.#watchers.get(event.stream) ?? []) {
        if (event.seq <= subscription.seen || subscription.stopped) continue
        if (subscription.catchingUp) {
          subscription.missed = true
          continue
        }
        if (event.seq === subscription.seen + 1) {
          subscription.seen = event.seq
          void subscription.deliver(event)
        } else {
          this.#catchUp(event.stream, subscription).catch(this.#onError)
        }
      }
    }
  }

  /** Streams that somebody watches here. */
  watched(): string[] {
    return [...this.#watchers.keys()]
  }

  /** Says how far a stream has come, for what was published elsewhere and lost on the way. */
  nudge(stream: string, seq: number): void {
    for (const subscription of this.#watchers.get(stream) ?? []) {
      if (seq > subscription.seen) this.#catchUp(stream, subscription).catch(this.#onError)
    }
  }

  async #catchUp(stream: string, subscription: Subscription): Promise<void> {
    if (subscription.catchingUp) return
    subscription.catchingUp = true
    try {
      for (;;) {
        subscription.missed = false
        const events = await this.#source.after(stream, subscription.seen, page)
        for (const event of events) {
          if (subscription.stopped) return
          subscription.seen = event.seq
          await subscription.deliver(event)
        }
        if (events.length < page && !subscription.missed) return
      }
    } finally {
      subscription.catchingUp = false
    }
  }
}
