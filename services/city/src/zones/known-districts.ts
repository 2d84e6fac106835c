import type { ZoneName } from './zone-names.ts'

interface KnownDistrict {
  at: [number, number]
  name: ZoneName
}

/** Cities whose extracts carry no districts although everybody speaks of them, each as the middles of its districts. */
const KNOWN: readonly (readonly KnownDistrict[])[] = [
  [
    { at: [121.447, 31.246], name: { en: "Jing'an", zh: '静安' } },
    { at: [121.481, 31.214], name: { en: 'Huangpu', zh: '黄浦' } },
    { at: [121.434, 31.197], name: { en: 'Xuhui', zh: '徐汇' } },
    { at: [121.501, 31.264], name: { en: 'Hongkou', zh: '虹口' } },
  ],
]

/** The districts of the city that holds them all, if it is one we know and not much larger than they are. */
export function knownDistrictsIn([west, south, east, north]: readonly [number, number, number, number]) {
  const isInside = ({ at: [lon, lat] }: KnownDistrict) =>
    lon > west && lon < east && lat > south && lat < north
  return east - west > 0.3 ? [] : (KNOWN.find((districts) => districts.every(isInside)) ?? [])
}
