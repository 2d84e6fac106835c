import type { ZoneView } from '@kerbside/protocol'
import type { Caller } from '../doors/open-doors.ts'

const standsPerZone = 2

/** Gives every zone that has none the waiting places that Kerbside proposes for it; answers how many were added. */
export const foundStands = async (supervisor: Caller, zones: readonly ZoneView[]): Promise<number> => {
  const { stations } = await supervisor.call('listStations')
  let added = 0
  for (const { id } of zones) {
    if (stations.some((one) => one.zoneId === id && one.kind === 'waiting')) continue
    const { places } = await supervisor.call('proposeStations', {
      body: { source: 'places', places: standsPerZone, zoneId: id },
    })
    for (const { name, point } of places) {
      await supervisor.call('addStation', { body: { kind: 'waiting', name, point, zoneId: id } })
      added += 1
    }
  }
  return added
}
