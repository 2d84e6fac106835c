import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bilingualSchema, lonLatSchema } from '@kerbside/domain'
import { z } from 'zod'

const manifestSchema = z.object({
  id: z.string(),
  name: bilingualSchema,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  center: lonLatSchema,
  timeZone: z.string(),
  kind: z.enum(['osm', 'generated']),
  attribution: z.string(),
  tiles: z.object({ minzoom: z.int(), maxzoom: z.int() }),
})

/** What a city's dataset folder says of the city, as far as the house needs it. */
export type CityFacts = z.infer<typeof manifestSchema>

/** Reads a dataset folder's `city.json`; throws a sentence when there is none or it cannot be read. */
export const readCity = async (cityDir: string): Promise<CityFacts> => {
  let text: string
  try {
    text = await readFile(join(cityDir, 'city.json'), 'utf8')
  } catch (error) {
    throw new Error(`There is no city in ${cityDir}. Import one first; npm start does it by itself.`, {
      cause: error,
    })
  }
  return manifestSchema.parse(JSON.parse(text))
}

/** The gzipped bytes of a vector tile; null where nothing is drawn. */
export const readTile = async (cityDir: string, z: number, x: number, y: number): Promise<Buffer | null> => {
  try {
    return await readFile(join(cityDir, 'tiles', String(z), String(x), `${y}.mvt`))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
