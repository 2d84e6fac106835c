import type { Agenda } from './agenda.ts'
import { Interrupted } from './interrupted.ts'

/** Rung when something has changed; whoever waits for a time or a change wakes for either. */
export class Bell {
  #ringing = new AbortController()

  ring(): void {
    const rung = this.#ringing
    this.#ringing = new AbortController()
    rung.abort()
  }

  /** Waits until an instant of Kerbside's time or the next ring; throws `Interrupted` on the signal alone. */
  async waitUntil(agenda: Agenda, dueMs: number, signal: AbortSignal): Promise<void> {
    try {
      await agenda.until(dueMs, AbortSignal.any([this.#ringing.signal, signal]))
    } catch (error) {
      if (!(error instanceof Interrupted) || signal.aborted) throw error
    }
  }
}
