import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '@kerbside/geo'
import type { FoundPlace } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { Reader } from '../outside/postgres/database.ts'

interface PlaceRow {
  place_id: string
  kind: FoundPlace['kind']
  name: string
  name_en: string | null
  lon: number
  lat: number
  detail: FoundPlace['detail']
}

const mostCandidates = 60

/**
 * Finds places by Chinese or English name, pinyin or initials; junctions in either order. What begins with the words
 * comes before what merely holds them, and that before what resembles them (trigrams); near ones first among equals.
 */
export const searchPlaces = async (
  reader: Reader,
  cityId: string,
  wish: { q: string; near?: LonLat | undefined; limit: number },
): Promise<FoundPlace[]> => {
  const q = needleOf(wish.q)
  if (q === '') return []
  const turned = wish.q.includes('/') ? needleOf(wish.q.split('/').reverse().join('/')) : q
  const like = (text: string) => text.replaceAll(/[%_\\]/g, (sign) => `\\${sign}`)
  const [lon, lat] = wish.near ?? [0, 0]
  const away = wish.near ? sql`((lon - ${lon}) ^ 2 + (lat - ${lat}) ^ 2)` : sql`0::float8`
  const { rows } = await sql<PlaceRow>`
    select place_id, kind, name, name_en, lon, lat, detail
    from places
    where city_id = ${cityId}
      and (needle like ${`%${like(q)}%`} or needle like ${`%${like(turned)}%`} or ${q} <% needle)
    order by
      case when needle like ${`${like(q)}%`} or needle like ${`% ${like(q)}%`} or needle like ${`% ${like(turned)}%`} or needle like ${`${like(turned)}%`} then 0
           when needle like ${`%${like(q)}%`} then 1 else 2 end,
      word_similarity(${q}, needle) * weight desc,
      ${away}
    limit ${mostCandidates}`.execute(reader)
  return rows.slice(0, wish.limit).map((row) => found(row, wish.near))
}

/** The place nearest to a point, for putting words to it; null in an empty city. */
export const nearestPlace = async (
  reader: Reader,
  cityId: string,
  point: LonLat,
): Promise<FoundPlace | null> => {
  const [lon, lat] = point
  const squeeze = Math.cos((lat * Math.PI) / 180)
  const { rows } = await sql<PlaceRow>`
    select place_id, kind, name, name_en, lon, lat, detail from places
    where city_id = ${cityId} and kind <> 'quarter'
    order by ((lon - ${lon}) * ${squeeze}) ^ 2 + (lat - ${lat}) ^ 2
    limit 1`.execute(reader)
  return rows[0] ? found(rows[0], point) : null
}

const found = (row: PlaceRow, near: LonLat | undefined): FoundPlace => ({
  id: row.place_id,
  kind: row.kind,
  name: row.name,
  nameEn: row.name_en,
  point: [row.lon, row.lat],
  metres: near ? Math.round(distanceMetres(near, [row.lon, row.lat])) : null,
  detail: row.detail,
})

/** How names and wishes are compared: lower case, spaces and points of compound names taken away. */
export const needleOf = (text: string): string => text.toLowerCase().replaceAll(/[\s·'’.]+/g, '')
