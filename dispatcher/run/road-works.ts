import { join } from 'node:path'
import type { House } from '../house.ts'
import { RoadKeeper } from '../outside/osrm/index.ts'
import { keepRoads, roadsAsMapped } from '../roads/index.ts'
import type { Config } from './config.ts'

export interface OpenRoadWorks {
  /** Brings the roads in line with the closures in force; one at a time. */
  keep(): Promise<void>
  close(): Promise<void>
}

/** What changes this process's roads: OSRM's programs where they are, else only a note that there are none. */
export const openRoadWorks = (house: House, config: Config, builds: boolean): OpenRoadWorks => {
  const inUse = { version: roadsAsMapped }
  const keeper =
    builds && config.roadTools && config.osrmUrl
      ? new RoadKeeper({ ...config.roadTools, dataset: join(config.cityDir, 'osrm', 'city.osrm') }, (why) => {
          house.log.warn(
            { why },
            'the changed roads are gone; those as mapped serve until they are built anew',
          )
          house.roads.use(null)
          inUse.version = ''
        })
      : null
  let turn: Promise<void> = Promise.resolve()
  return {
    keep: () => {
      turn = turn
        .catch(() => undefined)
        .then(() => keepRoads(house, { keeper, builds, cityDir: config.cityDir }, inUse))
      return turn
    },
    close: async () => {
      await turn.catch(() => undefined)
      await keeper?.close()
    },
  }
}
