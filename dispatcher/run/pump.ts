import type { Log } from '../house.ts'

/** A loop that runs when rung, never twice at once, and once more when rung while it ran. */
export interface Pump {
  ring(): void
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Makes a pump of `once`, which answers how much it did; it is repeated until there was nothing. Trouble is logged and
 * left to the next ring: what was not done is still in the database.
 */
export const makePump = (name: string, log: Log, once: () => Promise<number>): Pump => {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false

  const run = async (): Promise<void> => {
    do {
      again = false
      try {
        while (!stopped && (await once()) > 0) again = false
      } catch (error) {
        log.warn({ err: error, pump: name }, 'the outbox could not be drained; it is tried again')
        return
      }
    } while (again && !stopped)
  }

  const ring = (): void => {
    again = true
    if (running || stopped) return
    running = run().finally(() => {
      running = null
    })
  }
  return {
    ring,
    idle: async () => {
      while (running) await running
    },
    stop: async () => {
      stopped = true
      while (running) await running
    },
  }
}
