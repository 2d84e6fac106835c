import {
  changePolicy,
  defaultPolicy,
  hoursSchema,
  polygonSchema,
  serviceIdSchema,
  serviceIds,
  type ZonePolygon,
  zonePolicyChangeSchema,
} from '@kerbside/domain'
import { bboxOf, distanceMetres } from '@kerbside/geo'
import type { AnswerGiven, endpoints, Read, WantedZone, WantedZones, ZoneView } from '@kerbside/protocol'
import { z } from 'zod'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { refuseBroken, refuseOverlaps } from './polygon-refusal.ts'

type Collection = Read<typeof endpoints.importZones, 'body'>['geojson']
type Feature = Collection['features'][number]

/** The zones as GeoJSON: geometry, and everything else as properties that `readZones` understands. */
export const zonesAsGeoJson = (zones: readonly ZoneView[]): AnswerGiven<typeof endpoints.exportZones> => ({
  type: 'FeatureCollection',
  features: zones.map(({ id, name, polygon, hours, services, policy, version }) => ({
    type: 'Feature',
    id,
    properties: { name, hours, services, policy, version },
    geometry: polygon,
  })),
})

/**
 * Reads GeoJSON as the zones that shall be: a feature with the id or the name of a zone there is changes that one, the
 * others are new, zones that the file lacks are taken out. Refuses with feature and place what cannot be a zone.
 */
export const readZones = (house: House, file: Collection, now: readonly ZoneView[]): WantedZones => {
  if (file.features.length === 0)
    throw new Refusal(
      'invalid',
      { en: 'The file holds no feature.', zh: '文件中没有要素。' },
      { field: 'geojson.features' },
    )
  const zones = file.features.map((feature, index) => readZone(house, feature, index, now))
  refuseTwice(zones)
  refuseOverlaps(zones, zones.length, (index) => fieldOf(index, 'geometry'))
  const kept = new Set(zones.map(({ id }) => id))
  return {
    zones,
    retire: now.filter(({ id }) => !kept.has(id)).map(({ id, version }) => ({ id, version })),
    technicians: [],
  }
}

const fieldOf = (index: number, part: string): string => `geojson.features.${index}.${part}`

const readZone = (house: House, feature: Feature, index: number, now: readonly ZoneView[]): WantedZone => {
  const polygon = readPolygon(house, feature, index)
  const properties = readProperties(feature, index)
  const known =
    now.find((zone) => zone.id === feature.id) ?? now.find((zone) => sameName(zone, properties.name))
  return {
    id: known?.id ?? house.newId('zone'),
    version: known?.version ?? null,
    name: properties.name,
    polygon,
    hours: properties.hours ?? known?.hours ?? hoursSchema.parse({}),
    services: properties.services ?? known?.services ?? [...serviceIds],
    policy: changePolicy(known?.policy ?? defaultPolicy, properties.policy),
  }
}

const sameName = (zone: ZoneView, name: { en: string; zh: string }): boolean =>
  zone.name.en === name.en || zone.name.zh === name.zh

const nameSchema = z
  .union([
    z.object({ en: z.string().trim().min(1), zh: z.string().trim().min(1) }),
    z
      .string()
      .trim()
      .min(1)
      .transform((name) => ({ en: name, zh: name })),
  ])
  .describe('one name, or one in each language')
const propertiesSchema = z.object({
  name: nameSchema,
  hours: hoursSchema.optional(),
  services: z.array(serviceIdSchema).min(1).optional(),
  policy: zonePolicyChangeSchema.prefault({}),
})

const readProperties = (feature: Feature, index: number): z.output<typeof propertiesSchema> => {
  const given = feature.properties ?? {}
  // Other tools write names into columns of their own.
  const { name_en: en, name_zh: zh } = given
  const name = typeof en === 'string' && typeof zh === 'string' ? { en, zh } : given.name
  const read = propertiesSchema.safeParse({ ...given, name })
  if (read.success) return read.data
  const [issue] = read.error.issues
  const part = ['properties', ...(issue?.path ?? [])].join('.')
  const lacksName = issue?.path[0] === 'name'
  throw new Refusal(
    'invalid',
    lacksName
      ? { en: `Feature ${index + 1} has no name.`, zh: `第 ${index + 1} 个要素没有名称。` }
      : {
          en: `Feature ${index + 1}: ${part} is not right (${issue?.message ?? ''}).`,
          zh: `第 ${index + 1} 个要素的 ${part} 有误（${issue?.message ?? ''}）。`,
        },
    { field: fieldOf(index, part) },
  )
}

/** Heights are dropped: a zone is flat. */
const flat = (coordinates: unknown): unknown =>
  Array.isArray(coordinates)
    ? typeof coordinates[0] === 'number'
      ? coordinates.slice(0, 2)
      : coordinates.map(flat)
    : coordinates

const farMetres = 100_000

const readPolygon = (house: House, { geometry }: Feature, index: number): ZonePolygon => {
  const field = fieldOf(index, 'geometry')
  const read = polygonSchema.safeParse({ type: geometry?.type, coordinates: flat(geometry?.coordinates) })
  if (!read.success) {
    const path = read.error.issues[0]?.path.join('.') ?? ''
    throw new Refusal(
      'invalid',
      {
        en: `Feature ${index + 1} is no polygon of closed rings with at least four positions (${geometry?.type ?? 'no geometry'}).`,
        zh: `第 ${index + 1} 个要素不是由闭合环（至少四个坐标）组成的多边形（${geometry?.type ?? '无几何'}）。`,
      },
      { field: path === '' ? field : `${field}.${path}` },
    )
  }
  refuseBroken(read.data, field)
  refuseFar(house, read.data, index, field)
  return read.data
}

/** Exchanged coordinates, or another city's file, would make a zone that nobody ever finds. */
const refuseFar = (house: House, polygon: ZonePolygon, index: number, field: string): void => {
  const rings = polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat()
  const [west, south, east, north] = bboxOf(rings.flat())
  const metres = distanceMetres([(west + east) / 2, (south + north) / 2], house.city.center)
  if (metres <= farMetres) return
  const km = Math.round(metres / 1000)
  throw new Refusal(
    'invalid',
    {
      en: `Feature ${index + 1} lies ${km} km from ${house.city.name.en}; are longitude and latitude exchanged?`,
      zh: `第 ${index + 1} 个要素距${house.city.name.zh} ${km} 公里，经纬度是否写反？`,
    },
    { field, more: { at: [west, south] } },
  )
}

const refuseTwice = (zones: readonly WantedZone[]): void => {
  zones.forEach((zone, index) => {
    if (!zones.slice(0, index).some(({ id, name }) => id === zone.id || name.en === zone.name.en)) return
    throw new Refusal(
      'invalid',
      { en: `${zone.name.en} stands in the file twice.`, zh: `文件中“${zone.name.zh}”出现两次。` },
      { field: fieldOf(index, 'properties.name') },
    )
  })
}
