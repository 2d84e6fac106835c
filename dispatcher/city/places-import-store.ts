import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bilingualSchema } from '@kerbside/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { House } from '../house.ts'

const placeLineSchema = z.object({
  id: z.string(),
  kind: z.enum(['road', 'junction', 'stop', 'poi', 'house', 'quarter']),
  name: z.string(),
  nameEn: z.string().nullable(),
  pinyin: z.string(),
  initials: z.string(),
  lon: z.number(),
  lat: z.number(),
  detail: bilingualSchema.nullable(),
  weight: z.number(),
})
type PlaceLine = z.infer<typeof placeLineSchema>
const batch = 2_000

/** Brings the dataset's places into PostgreSQL, all at once, when they are others than those there. Answers how many. */
export const importPlaces = async (house: House, cityDir: string): Promise<number> => {
  const file = join(cityDir, 'places.ndjson')
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const cityId = house.city.id
  const state = await house.db
    .selectFrom('city_state')
    .select('places_hash')
    .where('city_id', '=', cityId)
    .executeTakeFirst()
  if (state?.places_hash === hash) return 0
  const places: PlaceLine[] = []
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line.trim() !== '') places.push(placeLineSchema.parse(JSON.parse(line)))
  }
  await house.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('places').where('city_id', '=', cityId).execute()
    for (let at = 0; at < places.length; at += batch) {
      await sql`
        insert into places (city_id, place_id, kind, name, name_en, pinyin, initials, lon, lat, detail, weight)
        select ${cityId}, p->>'id', p->>'kind', p->>'name', p->>'nameEn', p->>'pinyin', p->>'initials',
               (p->>'lon')::float8, (p->>'lat')::float8, nullif(p->'detail', 'null'), (p->>'weight')::real
        from jsonb_array_elements(${JSON.stringify(places.slice(at, at + batch))}::jsonb) as p`.execute(tx)
    }
    await tx
      .insertInto('city_state')
      .values({ city_id: cityId, places_hash: hash })
      .onConflict((conflict) => conflict.column('city_id').doUpdateSet({ places_hash: hash }))
      .execute()
  })
  house.places.forget()
  return places.length
}
