import { isTracked } from '@kerbside/domain'
import type { Answer, endpoints } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** Where a job's technician is and the rest of his way; nothing at all outside en route. */
export const readTracking = async (
  house: House,
  job: JobRow,
): Promise<Answer<typeof endpoints.getTracking>> => {
  if (!isTracked(job.status) || !job.technician_id) return { fix: null, line: null, quality: null }
  const fix = await house.db
    .selectFrom('fixes')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', job.technician_id)
    .executeTakeFirst()
  if (!fix) return { fix: null, line: null, quality: null }
  const way = await house.roads.route([[fix.lon, fix.lat], job.place.point], {
    at: Math.round(house.clock.now() / 1000),
    zoneId: job.zone_id,
  })
  return {
    fix: {
      at: fix.at.toISOString(),
      point: [fix.lon, fix.lat],
      accuracy: fix.accuracy,
      heading: fix.heading,
      speed: fix.speed,
    },
    line: way.line,
    quality: way.quality,
  }
}
