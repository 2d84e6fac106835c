/** The server's time on this device: an offset and a speed, corrected with every word from the server. */
export interface ServerClock {
  /** Server time now, epoch milliseconds. */
  now(): number
  /** Kerbside seconds per wall second. */
  speed(): number
  /** Takes the server's `now` (ISO) and speed as just heard. */
  hear(now: string, speed: number): void
  subscribe(listener: () => void): () => void
}

/** A clock that follows the server's; until the first word it shows this device's. `wall` gives wall milliseconds. */
export const createServerClock = (wall: () => number = () => Date.now()): ServerClock => {
  const listeners = new Set<() => void>()
  let heardAt = wall()
  let heardNow = heardAt
  let rate = 1
  return {
    now: () => heardNow + (wall() - heardAt) * rate,
    speed: () => rate,
    hear(now, speed) {
      heardAt = wall()
      heardNow = Date.parse(now)
      rate = speed
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
