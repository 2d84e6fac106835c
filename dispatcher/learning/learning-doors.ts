import {
  catalogue,
  type LearntWork,
  type ServiceId,
  serviceIds,
  type VehicleClass,
  vehicleClasses,
  workKey,
  workSeconds,
} from '@kerbside/domain'
import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { defaultHourFactors } from '../outside/osrm/index.ts'
import { wake } from '../outside/postgres/outbox.ts'
import { readMileage, readSwitches, writeSwitches } from '../planning/lesson-store.ts'
import { namesOf } from '../planning/ranking.ts'
import { listZoneIds } from '../planning/zone-board.ts'

export const learningDoors: Door[] = [
  door(endpoints.getLessons, async (house) => {
    await house.lessons.refresh(house.db, house.city.id)
    const { hours, work, on } = house.lessons.learnt
    const names = await namesOf(house, Object.keys(work.technicians))
    return {
      on,
      assumed: [...defaultHourFactors],
      all: { ...hours.all, factors: [...hours.all.factors], counts: [...hours.all.counts] },
      zones: Object.entries(hours.zones).map(([zoneId, zone]) => ({
        zoneId,
        ...zone,
        factors: [...zone.factors],
        counts: [...zone.counts],
      })),
      services: servicesOf(work),
      technicians: Object.entries(work.technicians).map(([technicianId, known]) => ({
        technicianId,
        name: names.get(technicianId) ?? '',
        ...known,
      })),
      pairs: pairsOf(work),
    }
  }),

  door(endpoints.switchLessons, async (house, { body, person, commit }) => {
    const on = await commit(async (tx) => {
      const before = await readSwitches(tx, house.city.id)
      const after = {
        roads: body.roads ?? before.roads,
        durations: body.durations ?? before.durations,
      }
      await writeSwitches(tx, house.city.id, after, person.name)
      for (const zone of await listZoneIds(tx, house.city.id)) await wake(tx, house.city.id, 'plan', zone)
      return after
    })
    await house.lessons.refresh(house.db, house.city.id)
    return on
  }),

  door(endpoints.getMileage, async (house, { query }) => ({
    technicians: await readMileage(house.db, house.city.id, new Date(query.since)),
  })),
]

const servicesOf = (work: LearntWork) =>
  serviceIds.flatMap((service) =>
    vehicleClasses.map((vehicleClass) => {
      const what = { services: [service], vehicleClass }
      return {
        service,
        vehicleClass,
        catalogueSeconds: catalogue[service].durationSeconds[vehicleClass],
        medianSeconds: workSeconds(work, what),
        p80Seconds: workSeconds(work, what, 'p80'),
        jobs: work.services[workKey(service, vehicleClass)]?.jobs ?? 0,
      }
    }),
  )

const pairsOf = (work: LearntWork) =>
  Object.entries(work.crossed).map(([key, { jobs }]) => {
    const [service, vehicleClass, technicianId = ''] = key.split('|') as [ServiceId, VehicleClass, string]
    return {
      service,
      vehicleClass,
      technicianId,
      medianSeconds: workSeconds(work, { services: [service], vehicleClass, technicianId }),
      jobs,
    }
  })
