/** Lets no more than so many calls be under way at once; the others queue in order. */
export const limitInFlight = (most: number): (<T>(call: () => Promise<T>) => Promise<T>) => {
  let under = 0
  const waiting: (() => void)[] = []
  return async (call) => {
    if (under >= most) await new Promise<void>((go) => waiting.push(go))
    else under += 1
    try {
      return await call()
    } finally {
      // The place is handed to the next in the queue, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else under -= 1
    }
  }
}
