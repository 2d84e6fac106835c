import type { House } from '../house.ts'
import type { WakeUpQueue } from '../outside/queue/wake-ups.ts'
import type { Pump } from './pump.ts'

export interface Works {
  house: House
  queue: WakeUpQueue
  pumps: readonly Pump[]
  /** How many wake-ups have been worked on so far. */
  wokenUp: () => number
}

/** A wake-up that ends between two looks may have woken others: only a round in which none ended is quiet. */
export const untilQuiet = async ({ house, queue, pumps, wokenUp }: Works): Promise<void> => {
  for (;;) {
    const before = wokenUp()
    for (const pump of pumps) pump.ring()
    for (const pump of pumps) await pump.idle()
    const left = await house.db
      .selectFrom('outbox')
      .select('id')
      .where('city_id', '=', house.city.id)
      .limit(1)
      .executeTakeFirst()
    const counts = Object.values(await queue.counts())
    // While the clock stands, a delayed wake-up can only be one that failed and is tried again.
    const delayed = (one: Record<string, number>) => (house.clock.speed === 0 ? (one.delayed ?? 0) : 0)
    const busy = counts.reduce((sum, one) => sum + (one.active ?? 0) + (one.waiting ?? 0) + delayed(one), 0)
    if (!left && busy === 0 && before === wokenUp()) return
    await new Promise((next) => setTimeout(next, 5))
  }
}
