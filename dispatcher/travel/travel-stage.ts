import type { House, StageHandler } from '../house.ts'
import { recordLeg } from './finished-leg.ts'
import { forecast } from './forecast.ts'

/** Wakes for a job whose technician has left: a forecast from where he was seen last. When he is there, the drive is written down. */
export const travelStage: StageHandler = async (house, jobId) => {
  const job = await house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (job?.status === 'en_route' && job.technician_id) await forecastFrom(house, job.technician_id)
  else if (job?.arrived_at) await recordLeg(house, job)
}

const forecastFrom = async (house: House, technicianId: string): Promise<void> => {
  const row = await house.db
    .selectFrom('fixes')
    .select(['at', 'lon', 'lat', 'accuracy', 'heading', 'speed'])
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .executeTakeFirst()
  if (!row) return
  const { at, lon, lat, accuracy, heading, speed } = row
  await forecast(house, technicianId, {
    at: at.toISOString(),
    point: [lon, lat],
    accuracy,
    heading,
    speed,
  })
}
