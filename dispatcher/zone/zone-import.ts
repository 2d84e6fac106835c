import { zoneAt } from '@kerbside/geo'
import type { endpoints, Read, WantedZones, ZoneEffect } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'
import { type Demand, readDemand } from './demand-store.ts'
import { readCells, zoneOfCells } from './served-cells.ts'
import { listStations } from './station-store.ts'
import { countTechnicians, listHomes } from './technician-share.ts'
import { effectOf } from './zone-effect.ts'
import { readZones } from './zone-geojson.ts'

type Wish = Read<typeof endpoints.importZones, 'body'>

/** Reads a file into zones that shall be, with their effect where demand is known; nothing is written. */
export const importZones = async (
  house: House,
  wish: Wish,
): Promise<{ wanted: WantedZones; effect: ZoneEffect | null }> => {
  const now = await renderZones(house.db, house, 'all')
  const wanted = readZones(house, wish.geojson, now)
  const demand = await demandIfKnown(house, wish)
  if (!demand) return { wanted, effect: null }
  const served = await readCells(
    house,
    [...now, ...wanted.zones].map(({ polygon }) => polygon),
    demand,
  )
  const homes = await listHomes(house)
  const kept = new Set(wanted.zones.map(({ id }) => id))
  const after = homes.map((one) => ({
    zoneId: kept.has(one.zoneId) ? one.zoneId : (zoneAt(one.home, wanted.zones)?.id ?? one.zoneId),
  }))
  const effect = effectOf(served, demand, await listStations(house.db, house.city.id), {
    before: { zones: now, zoneOf: zoneOfCells(served.world, now), technicians: countTechnicians(homes) },
    after: {
      zones: wanted.zones,
      zoneOf: zoneOfCells(served.world, wanted.zones),
      technicians: countTechnicians(after),
    },
  })
  return { wanted, effect }
}

/** A file may be read before there is any history; then its effect is not known. */
const demandIfKnown = async (house: House, wish: Wish): Promise<Demand | null> => {
  try {
    return await readDemand(house, wish)
  } catch (error) {
    if (error instanceof Refusal && error.field === 'source') return null
    throw error
  }
}
