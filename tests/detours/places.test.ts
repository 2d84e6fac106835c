import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '@kerbside/geo'
import type { FoundPlace, Problem } from '@kerbside/protocol'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts'

let house: TestHouse
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  house = await openTestHouse({ databaseUrl: database.url })
}, 120_000)
afterAll(async () => {
  await house?.close()
  await database?.drop()
})

const find = async (q: string, near?: LonLat) => {
  const query = new URLSearchParams({ q, ...(near ? { near: near.join(',') } : {}) })
  return house.stranger.ask<{ places: FoundPlace[] } & Problem>('GET', `/v1/places?${query}`)
}

describe('a place', () => {
  it('that stands in the city’s data is the first answer to its name, its initials and its two roads turned round', async () => {
    const { label, point } = house.places[1] ?? { label: '', point: house.outside }
    const turned = label.split('/').reverse().join(' ')
    for (const q of [label, turned])
      expect((await find(q, point)).body.places[0]).toMatchObject({ name: label, metres: 0 })
  })

  it('is found for somebody signed in while PostgreSQL could not even say who he is', async () => {
    const { label } = house.places[1] ?? { label: '' }
    const guest = await house.customer()
    const holder = new pg.Client(database.url)
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table sessions in access exclusive mode')
    try {
      const { places } = await guest.get<{ places: FoundPlace[] }>(
        `/v1/places?q=${encodeURIComponent(label)}`,
      )
      expect(places[0]?.name).toBe(label)
    } finally {
      await holder.query('rollback')
      await holder.end()
    }
  }, 10_000)

  it('pasted from a map app lies where the app showed it, and words are found for it', async () => {
    const point = house.places[1]?.point ?? house.outside
    const query = new URLSearchParams({ point: point.join(','), name: '停车场' })
    const links = await house.stranger.get<Record<string, string>>(`/v1/places/links?${query}`)
    for (const link of Object.values(links)) {
      const [found] = (await find(link)).body.places
      expect(found).toMatchObject({ kind: 'point', detail: { zh: expect.stringMatching(/./) } })
      expect(distanceMetres(found?.point ?? house.outside, point)).toBeLessThan(1)
    }
  })

  it.each([
    ['a short link', 'https://surl.amap.com/3k9Xb2', 422],
    ['numbers that are no place', '999,999', 422],
    ['nothing', ' ', 422],
    ['more than anybody types', 'x'.repeat(601), 422],
    ['SQL', "'; drop table places; --", 200],
    ['a wildcard', '%_\\', 200],
    ['an emoji', '🚗🚗', 200],
  ])('asked for by %s gets an answer with a way out', async (_, q, status) => {
    const answer = await find(q)
    expect(answer.status).toBe(status)
    if (status === 422)
      expect(answer.body).toMatchObject({ field: 'q', detail: expect.stringMatching(/.{10}/) })
    else expect(answer.body.places).toEqual([])
  })
})
