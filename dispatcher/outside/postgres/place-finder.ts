import type { Bilingual } from '@kerbside/domain'
import { type NamedPlace, PlaceIndex } from '@kerbside/geo'
import type { Db } from './database.ts'

/** A place as the city import wrote it, with the words that tell it from others of its name. */
export interface CityPlace extends NamedPlace {
  detail: Bilingual | null
}

/** The city's places, searched in memory; PostgreSQL holds them. */
export interface PlaceFinder {
  /** The index, read once; again after `forget`. */
  index(): Promise<PlaceIndex<CityPlace>>
  forget(): void
}

export const openPlaceFinder = (db: Db, cityId: string): PlaceFinder => {
  let reading: Promise<PlaceIndex<CityPlace>> | null = null
  return {
    index() {
      reading ??= readIndex(db, cityId).catch((error: unknown) => {
        // PostgreSQL may be back for the next who asks.
        reading = null
        throw error
      })
      return reading
    },
    forget() {
      reading = null
    },
  }
}

const readIndex = async (db: Db, cityId: string): Promise<PlaceIndex<CityPlace>> => {
  const rows = await db
    .selectFrom('places')
    .selectAll()
    .where('city_id', '=', cityId)
    .orderBy('place_id')
    .execute()
  return new PlaceIndex(
    rows.map((row) => ({
      id: row.place_id,
      kind: row.kind,
      name: row.name,
      nameEn: row.name_en,
      pinyin: row.pinyin,
      initials: row.initials,
      point: [row.lon, row.lat],
      detail: row.detail,
      weight: row.weight,
    })),
  )
}
