import { meanResponse, zoneAt } from '@kerbside/geo'
import type { endpoints, Read, StationProposal } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'
import { readDemand } from './demand-store.ts'
import { readCells } from './served-cells.ts'
import { listStations, nameNear } from './station-store.ts'
import { waitingCells } from './zone-effect.ts'
import { thinkOfZones } from './zoning-thread.ts'

type Wish = Read<typeof endpoints.proposeStations, 'body'>

/** Places that shorten the mean drive to a job most, beside the waiting places there are; best first. */
export const proposeStations = async (house: House, wish: Wish): Promise<StationProposal> => {
  const zones = await renderZones(house.db, house, 'all')
  const looked = wish.zoneId ? zones.filter(({ id }) => id === wish.zoneId) : zones
  if (wish.zoneId && looked.length === 0)
    throw new Refusal(
      'not_found',
      { en: 'There is no such zone.', zh: '没有这个区域。' },
      { field: 'zoneId' },
    )
  const demand = await readDemand(house, wish)
  const served = await readCells(
    house,
    looked.map(({ polygon }) => polygon),
    demand,
  )
  const { world } = served
  const stations = (await listStations(house.db, house.city.id)).filter(({ zoneId }) =>
    looked.some(({ id }) => id === zoneId),
  )
  const given = [...new Set(waitingCells(served, stations))]
  const within = world.cells.flatMap(({ point }, cell) => (zoneAt(point, looked) ? [cell] : []))
  const { places = [] } = await thinkOfZones({ world, places: { count: wish.places, given, within } })
  const before = meanResponse(world, within, given) ?? null
  const named = await Promise.all(
    places.map(async ({ cell, responseSeconds, gainSeconds }) => {
      const point = world.cells[cell]?.point ?? house.city.center
      return {
        point,
        name: await nameNear(house, point),
        zoneId: zoneAt(point, looked)?.id ?? null,
        gainSeconds,
        responseSeconds,
      }
    }),
  )
  return {
    source: demand.source,
    jobsPerDay: demand.points.reduce((sum, one) => sum + one.jobsPerDay, 0),
    roads: served.roads,
    beforeSeconds: before,
    afterSeconds: places.at(-1)?.responseSeconds ?? before ?? 0,
    places: named,
  }
}
