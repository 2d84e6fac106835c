import type { Bilingual } from '@kerbside/domain'
import type { CellWorld } from '@kerbside/geo'
import type {
  endpoints,
  Read,
  StationView,
  WantedZone,
  WantedZones,
  ZoneEffect,
  ZoneView,
} from '@kerbside/protocol'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'
import { readDemand } from './demand-store.ts'
import { readCells, type ServedCells, zoneOfCells } from './served-cells.ts'
import { listStations } from './station-store.ts'
import { countTechnicians, listHomes, shareOut } from './technician-share.ts'
import { effectOf } from './zone-effect.ts'
import { type SplitAnswer, thinkOfZones } from './zoning-thread.ts'

type Wish = Read<typeof endpoints.proposeZones, 'body'>

/** Splits the area served into zones of even work, and says what that would change; nothing is written. */
export const proposeZones = async (
  house: House,
  wish: Wish,
): Promise<{ wanted: WantedZones; effect: ZoneEffect }> => {
  const now = await renderZones(house.db, house, 'all')
  const demand = await readDemand(house, wish)
  const served = await readCells(
    house,
    now.map(({ polygon }) => polygon),
    demand,
  )
  refuseTooMany(served, wish.zones)
  const { world, area } = served
  const { split } = await thinkOfZones({ world, split: { zones: wish.zones, seed: wish.seed, area } })
  if (!split) throw new Error('the thread was asked to split')
  const cellsNow = zoneOfCells(world, now)
  const { zoneOf } = split
  const zones = nameZones(house, world, split, { zones: now, zoneOf: cellsNow })
  const retire = now.filter(({ id }) => !zones.some((zone) => zone.id === id))
  const stations: StationView[] = await listStations(house.db, house.city.id)
  const homes = await listHomes(house)
  const technicians = shareOut(served, homes, zoneOf, zones)
  const moved = technicians.filter(
    ({ id, zoneId }) => homes.find((home) => home.id === id)?.zoneId !== zoneId,
  )
  const effect = effectOf(served, demand, stations, {
    before: { zones: now, zoneOf: cellsNow, technicians: countTechnicians(homes) },
    after: { zones, zoneOf, technicians: countTechnicians(technicians) },
  })
  const wanted = { zones, retire: retire.map(({ id, version }) => ({ id, version })), technicians: moved }
  return { wanted, effect }
}

const refuseTooMany = ({ world }: ServedCells, zones: number): void => {
  const wanted = world.cells.filter(({ jobsPerDay }) => jobsPerDay > 0).length
  if (wanted >= zones * 2) return
  const most = Math.max(1, Math.floor(wanted / 2))
  throw new Refusal(
    'invalid',
    {
      en: `Demand lies in ${wanted} cells: enough for ${most} zones at the most.`,
      zh: `需求仅分布在 ${wanted} 个网格中，最多可分 ${most} 个区域。`,
    },
    { field: 'zones', more: { most } },
  )
}

/** The parts of a split as zones: each keeps the name and rules of the zone whose work it mostly takes over. */
const nameZones = (
  house: House,
  world: CellWorld,
  { zoneOf, outlines }: SplitAnswer,
  before: { zones: readonly ZoneView[]; zoneOf: Int32Array },
): WantedZone[] => {
  const shared = outlines.map(() => before.zones.map(() => 0))
  world.cells.forEach(({ jobsPerDay }, cell) => {
    const row = shared[zoneOf[cell] ?? -1]
    const old = before.zoneOf[cell] ?? -1
    // A cell without demand counts a little, so that empty land goes by area.
    if (row && old >= 0) row[old] = (row[old] ?? 0) + jobsPerDay + 0.01
  })
  const heirs = pairUp(shared)
  const taken = new Set<string>()
  return shared.flatMap((row, part) => {
    const polygon = outlines[part]
    const own = before.zones[heirs.get(part) ?? -1]
    const like = own ?? before.zones[row.indexOf(Math.max(...row))] ?? before.zones[0]
    if (!polygon || !like) return []
    const { hours, services, policy } = like
    const name = own?.name ?? freeName(like.name, [...before.zones.map((zone) => zone.name.en), ...taken])
    taken.add(name.en)
    return [
      {
        id: own?.id ?? house.newId('zone'),
        version: own?.version ?? null,
        name,
        polygon,
        hours,
        services,
        policy,
      },
    ]
  })
}

/** Pairs new parts with old zones, the largest common share first, each once. */
const pairUp = (shared: readonly (readonly number[])[]): Map<number, number> => {
  const pairs = shared.flatMap((row, part) => row.map((share, old) => ({ part, old, share })))
  const heirs = new Map<number, number>()
  const given = new Set<number>()
  for (const { part, old, share } of pairs.sort((a, b) => b.share - a.share)) {
    if (share === 0 || heirs.has(part) || given.has(old)) continue
    heirs.set(part, old)
    given.add(old)
  }
  return heirs
}

const freeName = (like: Bilingual, taken: readonly string[]): Bilingual => {
  for (let number = 2; ; number += 1) {
    const en = `${like.en} ${number}`
    if (!taken.includes(en)) return { en, zh: `${like.zh}${number}区` }
  }
}
