import type { XY } from '../osm/flat-earth.ts'
import type { Tags } from '../osm/osm-data.ts'
import type { Chance } from './chance.ts'
import type { QuarterKey } from './quarters.ts'
import { endsOf } from './street-net.ts'
import type { Building } from './town-buildings.ts'
import { type BothNames, romanised } from './town-names.ts'
import type { StreetRun, TownStreets } from './town-streets.ts'

export interface TownSpot {
  at: XY
  tags: Tags
}

type SpotSort = readonly [tag: string, zh: string, en: string, count: number, where?: QuarterKey]

const SPOTS: readonly SpotSort[] = [
  ['amenity=fuel', '加油站', 'Petrol Station', 8],
  ['amenity=charging_station', '充电站', 'Charging Station', 8],
  ['amenity=car_wash', '洗车行', 'Car Wash', 6],
  ['shop=car_repair', '汽修', 'Car Repair', 8],
  ['shop=tyres', '轮胎行', 'Tyres', 4],
  ['amenity=parking', '停车场', 'Car Park', 16],
  ['amenity=school', '小学', 'Primary School', 7],
  ['amenity=school', '中学', 'Middle School', 4],
  ['amenity=kindergarten', '幼儿园', 'Kindergarten', 7],
  ['amenity=hospital', '医院', 'Hospital', 3],
  ['amenity=pharmacy', '药房', 'Pharmacy', 9],
  ['amenity=bank', '银行', 'Bank', 8],
  ['amenity=post_office', '邮局', 'Post Office', 3],
  ['amenity=police', '派出所', 'Police Station', 3],
  ['amenity=library', '图书馆', 'Library', 2],
  ['amenity=marketplace', '菜市场', 'Market', 6],
  ['shop=supermarket', '超市', 'Supermarket', 9],
  ['shop=mall', '广场', 'Plaza', 4],
  ['amenity=restaurant', '酒家', 'Restaurant', 16],
  ['amenity=cafe', '茶馆', 'Teahouse', 10],
  ['tourism=hotel', '宾馆', 'Hotel', 8],
  ['amenity=cinema', '影院', 'Cinema', 2],
  ['amenity=place_of_worship', '寺', 'Temple', 2, 'old'],
  ['tourism=museum', '博物馆', 'Museum', 1, 'old'],
  ['office=company', '机械厂', 'Machine Works', 4, 'works'],
  ['office=company', '物流园', 'Logistics Park', 3, 'works'],
]

export const bothNames = ({ zh, en }: BothNames): Tags => ({ name: zh, 'name:zh': zh, 'name:en': en })

/** Schools, pumps and teahouses, each in a house of its own, named like the streets. */
export function openShops(
  buildings: readonly Building[],
  nextStem: () => string,
  chance: Chance,
): TownSpot[] {
  const free = chance.shuffled(buildings)
  return SPOTS.flatMap(([tag, zh, en, count, where]) =>
    Array.from({ length: count }, () => {
      const index = free.findIndex(({ quarter }) => !where || quarter === where)
      const [building] = free.splice(Math.max(0, index), 1)
      const [key = '', value = ''] = tag.split('=')
      const stem = nextStem()
      const names = bothNames({ zh: `${stem}${zh}`, en: `${romanised(stem)} ${en}` })
      return building ? [{ at: building.middle, tags: { [key]: value, ...names } }] : []
    }).flat(),
  )
}

const BETWEEN_STOPS = 330
const KERB = 8
const SERVED = new Set(['primary', 'secondary'])

/** Bus stops on both sides of the greater roads, called after the street that crosses there. */
export function placeStops({ net, runs }: TownStreets): TownSpot[] {
  const crossing = new Map<number, StreetRun[]>()
  for (const run of runs)
    for (const node of run.nodes) crossing.set(node, [...(crossing.get(node) ?? []), run])
  return runs
    .filter(({ line, name, bridge }) => SERVED.has(line.highway) && name && !bridge)
    .flatMap((run) => stopsOnRun(run, net.at, crossing))
}

function stopsOnRun(
  run: StreetRun,
  at: readonly XY[],
  crossing: ReadonlyMap<number, StreetRun[]>,
): TownSpot[] {
  const stops: TownSpot[] = []
  let since = BETWEEN_STOPS / 2
  for (let i = 1; i < run.nodes.length; i += 1) {
    const [a, b] = endsOf(at, { from: run.nodes[i - 1] ?? 0, to: run.nodes[i] ?? 0 })
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    since += length
    const other = crossing.get(run.nodes[i] ?? 0)?.find(({ name }) => name && name.zh !== run.name?.zh)
    if (since < BETWEEN_STOPS || !other?.name || length < 30) continue
    since = 0
    const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
    for (const side of [KERB, -KERB])
      stops.push({
        at: [b[0] - dx * 26 + dy * side, b[1] - dy * 26 - dx * side],
        tags: { highway: 'bus_stop', public_transport: 'platform', ...bothNames(other.name) },
      })
  }
  return stops
}
