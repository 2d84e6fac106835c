import { z } from 'zod'

const lonLat = z.tuple([z.number(), z.number()])

/** `city.json` of a dataset folder: what the city is called, where it lies and which parts it has. */
export const cityManifestSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().min(1),
  name: z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  center: lonLat,
  timeZone: z.string().min(1),
  kind: z.enum(['osm', 'generated']),
  attribution: z.string(),
  roads: z.enum(['osrm', 'none']),
  roadsFile: z.literal('osrm/city.osrm').nullable(),
  tiles: z.strictObject({ minzoom: z.int(), maxzoom: z.int() }),
  placeCount: z.int().nonnegative(),
  datasetHash: z.string().min(1),
})
export type CityManifest = z.infer<typeof cityManifestSchema>
