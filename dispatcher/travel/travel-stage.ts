import type { StageHandler } from '../house.ts'
import { forecast } from './forecast.ts'

/** Wakes for a job whose technician has left: the first forecast is made from where he was seen last. */
export const travelStage: StageHandler = async (house, jobId) => {
  const row = await house.db
    .selectFrom('jobs')
    .innerJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'jobs.city_id')
        .onRef('fixes.technician_id', '=', 'jobs.technician_id'),
    )
    .select(['fixes.technician_id', 'fixes.at', 'lon', 'lat', 'accuracy', 'heading', 'speed'])
    .where('jobs.city_id', '=', house.city.id)
    .where('jobs.job_id', '=', jobId)
    .where('jobs.status', '=', 'en_route')
    .executeTakeFirst()
  if (!row) return
  const { at, lon, lat, accuracy, heading, speed } = row
  await forecast(house, row.technician_id, {
    at: at.toISOString(),
    point: [lon, lat],
    accuracy,
    heading,
    speed,
  })
}
