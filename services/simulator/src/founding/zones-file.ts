import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bilingualSchema, polygonSchema } from '@kerbside/domain'
import { z } from 'zod'

const zonesFileSchema = z.object({
  features: z
    .array(z.object({ geometry: polygonSchema, properties: z.object({ name: bilingualSchema }) }))
    .min(1),
})

/** The zones that the city's dataset proposes. */
export const readZonesFile = async (cityDir: string) => {
  const text = await readFile(join(cityDir, 'zones.geojson'), 'utf8')
  return zonesFileSchema
    .parse(JSON.parse(text))
    .features.map(({ geometry, properties }) => ({ name: properties.name, polygon: geometry }))
}
