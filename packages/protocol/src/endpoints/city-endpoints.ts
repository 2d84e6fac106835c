import { bilingualSchema, idSchema, instantSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { cityViewSchema, foundPlaceSchema, zoneViewSchema } from '../views/index.ts'
import { pointText } from './parameters.ts'

/** What everybody may know of the city. */
export const city = {
  getClock: endpoint({
    method: 'GET',
    path: '/v1/clock',
    audience: 'everybody',
    tag: 'city',
    says: 'Kerbside’s time and how fast it runs.',
    answer: z.object({ now: instantSchema, speed: z.number() }),
  }),
  getCity: endpoint({
    method: 'GET',
    path: '/v1/city',
    audience: 'everybody',
    tag: 'city',
    says: 'The city, its map and how its roads are known.',
    answer: cityViewSchema,
  }),
  findPlaces: endpoint({
    method: 'GET',
    path: '/v1/places',
    audience: 'everybody',
    tag: 'city',
    says: 'Places by name: roads, junctions in either order, stops, points of interest, house numbers; Chinese, English, pinyin or initials, with slips of typing. Links pasted from Amap, Baidu and Tencent maps and coordinates are read too.',
    query: z.object({
      q: z.string().trim().min(1).max(600),
      near: pointText.optional(),
      limit: z.coerce.number().int().min(1).max(20).default(8),
    }),
    answer: z.object({ places: z.array(foundPlaceSchema) }),
  }),
  describePlace: endpoint({
    method: 'GET',
    path: '/v1/places/at',
    audience: 'everybody',
    tag: 'city',
    says: 'Words for a point: the nearest named place, and the zone it lies in, if any.',
    query: z.object({ point: pointText }),
    answer: z.object({
      label: z.string(),
      place: foundPlaceSchema.nullable(),
      zone: z.object({ id: idSchema('zone'), name: bilingualSchema }).nullable(),
      nearestZone: z.object({ id: idSchema('zone'), name: bilingualSchema, metres: z.int() }).nullable(),
    }),
  }),
  linkPlace: endpoint({
    method: 'GET',
    path: '/v1/places/links',
    audience: 'everybody',
    tag: 'city',
    says: 'Links that open a place in Amap, Baidu and Tencent maps, each in its own datum, and as `geo:`.',
    query: z.object({ point: pointText, name: z.string().trim().min(1).max(120) }),
    answer: z.object({ amap: z.url(), baidu: z.url(), tencent: z.url(), geo: z.string() }),
  }),
  listZones: endpoint({
    method: 'GET',
    path: '/v1/zones',
    audience: 'everybody',
    tag: 'city',
    says: 'The zones we serve.',
    answer: z.object({ zones: z.array(zoneViewSchema) }),
  }),
}
