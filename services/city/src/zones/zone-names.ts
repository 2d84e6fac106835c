import type { XY } from '../osm/flat-earth.ts'

export interface ZoneName {
  en: string
  zh: string
}

/** A district that may lend a zone its name. */
export interface District {
  at: XY
  name: ZoneName
}

const COMPASS: readonly [number, number, ZoneName][] = [
  [0, 0, { en: 'Centre', zh: '中区' }],
  [0, 1, { en: 'North', zh: '北区' }],
  [1, 0, { en: 'East', zh: '东区' }],
  [0, -1, { en: 'South', zh: '南区' }],
  [-1, 0, { en: 'West', zh: '西区' }],
  [1, 1, { en: 'Northeast', zh: '东北区' }],
  [1, -1, { en: 'Southeast', zh: '东南区' }],
  [-1, -1, { en: 'Southwest', zh: '西南区' }],
  [-1, 1, { en: 'Northwest', zh: '西北区' }],
]

/** Points of the compass around a middle, for cities whose districts have no names in the extract. */
export function compassAround(middle: XY, zoneMiddles: readonly XY[]): District[] {
  const reach = Math.max(...zoneMiddles.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1])))
  return COMPASS.map(([east, north, name]) => {
    const far = east && north ? Math.SQRT1_2 : 1
    return { at: [middle[0] + east * reach * far, middle[1] + north * reach * far], name }
  })
}

/** Every zone gets the nearest district's name, none twice: the best pairs first. */
export function nameZones(zoneMiddles: readonly XY[], districts: readonly District[]): ZoneName[] {
  const pairs = zoneMiddles.flatMap((at, zone) =>
    districts.map((district) => ({
      zone,
      district,
      off: Math.hypot(at[0] - district.at[0], at[1] - district.at[1]),
    })),
  )
  const names = new Map<number, ZoneName>()
  const taken = new Set<string>()
  for (const { zone, district } of pairs.sort((a, b) => a.off - b.off)) {
    if (names.has(zone) || taken.has(district.name.en)) continue
    names.set(zone, district.name)
    taken.add(district.name.en)
  }
  return zoneMiddles.map((_, zone) => names.get(zone) ?? { en: `Zone ${zone + 1}`, zh: `${zone + 1}区` })
}

export const keyOfName = ({ en }: ZoneName): string =>
  en
    .normalize('NFD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
