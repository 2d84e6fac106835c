import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../../tests/setup/fresh-database.ts'
import { openClock } from './clock-store.ts'
import { migrate, type OpenDatabase, openDatabase } from './database.ts'

let database: OpenDatabase
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase(fresh.url, { poolSize: 2, onError: () => undefined })
  await migrate(database.db)
})
afterAll(async () => {
  await database?.close()
  await fresh?.drop()
})

const noon = Date.parse('2030-06-01T04:00:00Z')

describe('a city’s clock in several processes', () => {
  it('is one: who joins reads the anchor that runs already, however fast it runs', async () => {
    const first = await openClock(database.db, 'fast', { speed: 60, startMs: noon })
    const second = await openClock(database.db, 'fast', { speed: 60, startMs: 0 })
    expect(Math.abs(second.now() - first.now())).toBeLessThan(60 * 50)
    const rows = await database.db.selectFrom('clock').selectAll().where('city_id', '=', 'fast').execute()
    expect(rows).toMatchObject([{ shown_ms: noon, speed: 60 }])
  })

  it('is followed when another process sets it', async () => {
    const first = await openClock(database.db, 'set', { speed: 1, startMs: noon })
    const second = await openClock(database.db, 'set', { speed: 1 })
    await first.set({ shownMs: noon + 3_600_000 })
    await second.remember()
    expect(second.now() - noon).toBeGreaterThan(3_599_000)
    expect(first.now() - second.now()).toBeLessThan(1_000)
  })

  it('never falls back to what it showed before it was set, however the two cross', async () => {
    const clock = await openClock(database.db, 'crossing', { speed: 0, startMs: noon })
    for (let hour = 1; hour <= 20; hour += 1) {
      const shownMs = noon + hour * 3_600_000
      await Promise.all([clock.remember(), clock.set({ shownMs }), clock.remember()])
      expect(clock.now()).toBe(shownMs)
    }
  })

  it('of another speed is not joined but taken over, and never goes back', async () => {
    const first = await openClock(database.db, 'new speed', { speed: 60, startMs: noon })
    await first.remember()
    const second = await openClock(database.db, 'new speed', { speed: 1 })
    expect(second.speed).toBe(1)
    expect(second.now()).toBeGreaterThanOrEqual(noon)
  })
})
