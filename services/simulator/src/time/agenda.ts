import type { Clock } from '@kerbside/domain'
import TinyQueue from 'tinyqueue'
import { Interrupted } from './interrupted.ts'

interface Entry {
  dueMs: number
  order: number
  run: (() => void) | null
}

/** Sets one timer of the wall; answers how to stop it. */
export type SetTimer = (run: () => void, wallMs: number) => () => void

const nodeTimer: SetTimer = (run, wallMs) => {
  const timer = setTimeout(run, wallMs)
  return () => clearTimeout(timer)
}

/** A clock may be stopped or set anew while we wait: nobody sleeps longer than this without looking at it. */
const longestSleepMs = 1000

/** Everything the city will do, by Kerbside's time, on one timer of the wall; what is due together runs together. */
export class Agenda {
  readonly #clock: Clock
  readonly #setTimer: SetTimer
  readonly #onError: (error: unknown) => void
  readonly #queue = new TinyQueue<Entry>([], (a, b) => a.dueMs - b.dueMs || a.order - b.order)
  #order = 0
  #stopTimer: (() => void) | null = null
  #closed = false

  constructor(clock: Clock, onError: (error: unknown) => void, setTimer: SetTimer = nodeTimer) {
    this.#clock = clock
    this.#onError = onError
    this.#setTimer = setTimer
  }

  now(): number {
    return this.#clock.now()
  }

  /** Kerbside milliseconds that pass in so many of the wall. */
  inWall(wallMs: number): number {
    return wallMs * this.#clock.speed
  }

  /** Runs something at an instant (epoch ms of Kerbside's time), or next if that is past; answers how to call it off. */
  at(dueMs: number, run: () => void): () => void {
    const entry: Entry = { dueMs, order: this.#order++, run }
    this.#queue.push(entry)
    if (this.#queue.peek() === entry) this.rearm()
    return () => {
      entry.run = null
    }
  }

  /** Waits for an instant; throws `Interrupted` when the signal comes first. */
  until(dueMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Interrupted())
      const callOff = this.at(dueMs, () => {
        signal.removeEventListener('abort', interrupt)
        resolve()
      })
      const interrupt = (): void => {
        callOff()
        reject(new Interrupted())
      }
      signal.addEventListener('abort', interrupt, { once: true })
      return undefined
    })
  }

  /** Looks at the clock anew, after it was set. */
  rearm(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    const next = this.#queue.peek()
    if (!next || this.#closed) return
    const { speed } = this.#clock
    const wallMs = speed > 0 ? (next.dueMs - this.#clock.now()) / speed : longestSleepMs
    this.#stopTimer = this.#setTimer(() => this.#runDue(), Math.min(Math.max(0, wallMs), longestSleepMs))
  }

  close(): void {
    this.#closed = true
    this.rearm()
  }

  #runDue(): void {
    const nowMs = this.#clock.now()
    for (let next = this.#queue.peek(); next && next.dueMs <= nowMs; next = this.#queue.peek()) {
      this.#queue.pop()
      try {
        next.run?.()
      } catch (error) {
        this.#onError(error)
      }
    }
    this.rearm()
  }
}
