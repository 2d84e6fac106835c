import type { XY } from '../osm/flat-earth.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'
import { BANK_ROAD_METRES } from './arterials.ts'
import { chanceFrom } from './chance.ts'
import { numberHouses } from './house-numbers.ts'
import { writeMotorway } from './motorway.ts'
import { placeQuarters, type TownQuarter } from './quarters.ts'
import { layTerrain, type Terrain } from './terrain.ts'
import { listBlocks } from './town-blocks.ts'
import { type Building, raiseBuildings } from './town-buildings.ts'
import { growWoods, useOfBlocks } from './town-greens.ts'
import { writeGround } from './town-ground.ts'
import { stemSource } from './town-names.ts'
import { bothNames, openShops, placeStops } from './town-spots.ts'
import { layStreets, type StreetRun, type TownStreets } from './town-streets.ts'
import { TownWriter } from './town-writer.ts'

export const TOWN_NAME = { en: 'Kerbtown', zh: '路缘镇' }
/** The river comes from beyond what a screen shows. */
const FAR = 9000

export const TOWN_TIME_ZONE = 'Asia/Shanghai'

/** A whole town as OpenStreetMap data: river, streets, houses, shops and their names; the same for the same seed. */
export function generateTown(seed: number): OsmData {
  const chance = chanceFrom(seed)
  const terrain = layTerrain(chance.fork('terrain'))
  const quarters = placeQuarters(terrain)
  const streets = layStreets(terrain, quarters, chance)
  const writer = new TownWriter()
  const idOf = writeStreets(writer, streets)
  const blocks = listBlocks(streets.net)
  const uses = useOfBlocks(blocks, { quarters, terrain, hub: streets.hub, chance: chance.fork('ground') })
  const nextStem = stemSource(chance.fork('shop names'))
  writeWater(writer, terrain)
  for (const wood of growWoods(terrain, chance.fork('woods'))) writer.area(wood, { landuse: 'forest' })
  writeGround(writer, { uses, idOf, terrain, nextStem })
  const built = blocks.filter((block) => !['park', 'bank'].includes(uses.get(block) ?? ''))
  const buildings = raiseBuildings({ blocks: built, quarters, terrain, chance: chance.fork('buildings') })
  writeBuildings(writer, buildings, streets)
  const shops = openShops(buildings, nextStem, chance.fork('shops'))
  for (const { at, tags } of [...shops, ...placeStops(streets)]) writer.node(at, tags)
  writeLabels(writer, quarters, streets.hub)
  writeRailway(writer, terrain, streets.hub)
  return writer.finish()
}

function writeStreets(writer: TownWriter, { net, runs, hub }: TownStreets): (node: number) => number {
  const ids = new Map<number, number>()
  const idOf = (node: number): number => {
    const known = ids.get(node)
    if (known !== undefined) return known
    const id = writer.node(net.at[node] ?? hub)
    ids.set(node, id)
    return id
  }
  for (const run of runs) writer.way(run.nodes.map(idOf), streetTags(run))
  writeMotorway(writer, { runs, at: net.at, idOf, axisX: axisNear(runs, net.at, 2330) })
  return idOf
}

function axisNear(runs: readonly StreetRun[], at: readonly XY[], y: number): number {
  const axis = runs
    .filter(({ line }) => line.key === 'main')
    .flatMap(({ nodes }) => nodes.map((node) => at[node]))
  const off = (place: XY | undefined) => (place ? Math.abs(place[1] - y) : Number.POSITIVE_INFINITY)
  return axis.reduce((best, place) => (off(place) < off(best) ? place : best))?.[0] ?? 0
}

const streetTags = ({ line, name, bridge, oneway }: StreetRun): Tags => ({
  highway: name?.zh.endsWith('巷') ? 'living_street' : line.highway,
  ...(name ? bothNames(name) : {}),
  ...(oneway ? { oneway: 'yes' } : {}),
  ...(line.roundabout ? { junction: 'roundabout' } : {}),
  ...(bridge ? { bridge: 'yes', layer: '1' } : {}),
})

function writeWater(writer: TownWriter, { alongRiver, halfWidth, lake }: Terrain): void {
  const bank = (side: 1 | -1) =>
    alongRiver((x) => side * halfWidth(x), -FAR, FAR).filter((_, i) => i % 2 === 0)
  const river = bothNames({ zh: '缘江', en: 'Yuan River' })
  const green = (side: 1 | -1) =>
    alongRiver((x) => side * (halfWidth(x) + BANK_ROAD_METRES), -FAR, FAR).filter((_, i) => i % 2 === 0)
  writer.area([...green(-1), ...green(1).reverse()], { landuse: 'grass' })
  writer.area([...bank(-1), ...bank(1).reverse()], { natural: 'water', water: 'river', ...river })
  writer.area(lake.shore, {
    natural: 'water',
    water: 'lake',
    ...bothNames({ zh: '镜湖', en: 'Mirror Lake' }),
  })
}

function writeBuildings(
  writer: TownWriter,
  buildings: readonly Building[],
  { net, nameOfEdge }: TownStreets,
): void {
  const addresses = numberHouses(buildings, net, nameOfEdge)
  for (const building of buildings) {
    const address = addresses.get(building)
    writer.area(building.corners, {
      building: building.quarter === 'works' ? 'industrial' : 'yes',
      ...(address ? { 'addr:housenumber': String(address.number), 'addr:street': address.street.zh } : {}),
    })
  }
}

function writeLabels(writer: TownWriter, quarters: readonly TownQuarter[], hub: XY): void {
  writer.node([hub[0] + 70, hub[1] - 70], { place: 'town', ...bothNames(TOWN_NAME) })
  for (const { place, zh, en, at } of quarters) writer.node(at, { place, ...bothNames({ zh, en }) })
}

function writeRailway(writer: TownWriter, { railY }: Terrain, hub: XY): void {
  const track = (off: number) =>
    Array.from({ length: 121 }, (_, i): XY => [-FAR + i * 150, railY(-FAR + i * 150) + off])
  for (const off of [-4, 4]) writer.line(track(off), { railway: 'rail' })
  const x = hub[0] - 120
  const platform = (dx: number, dy: number): XY => [x + dx, railY(x) + 16 + dy]
  writer.area([platform(-90, 0), platform(90, 0), platform(90, 26), platform(-90, 26)], {
    building: 'train_station',
  })
  writer.node(platform(0, 13), { railway: 'station', ...bothNames({ zh: '路缘站', en: 'Kerbtown Station' }) })
}
