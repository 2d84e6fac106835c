import type { LonLat } from '@kerbside/domain'
import type { WayView } from '@kerbside/protocol'
import type { House } from '../house.ts'

type Way = Awaited<ReturnType<House['roads']['route']>>

/** A way over the roads with its turns, as the phone shows it. */
export const wayView = (way: Way): WayView => ({
  line: way.line,
  seconds: way.seconds,
  metres: way.metres,
  quality: way.quality,
  turns: way.legs.flatMap((leg) =>
    leg.steps.map((turn) => ({
      instruction: turn.instruction,
      name: turn.name,
      metres: turn.metres,
      seconds: turn.seconds,
      maneuver: {
        type: turn.maneuver.type,
        modifier: turn.maneuver.modifier,
        point: turn.maneuver.location,
        bearingAfter: turn.maneuver.bearingAfter,
      },
    })),
  ),
})

/** Where a technician was seen last; at home before anything is known. */
export const lastPoint = async (house: House, technicianId: string): Promise<LonLat> => {
  const fix = await house.db
    .selectFrom('fixes')
    .select(['lon', 'lat'])
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .executeTakeFirst()
  if (fix) return [fix.lon, fix.lat]
  const home = await house.db
    .selectFrom('technicians')
    .select(['home_lon', 'home_lat'])
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .executeTakeFirstOrThrow()
  return [home.home_lon, home.home_lat]
}
