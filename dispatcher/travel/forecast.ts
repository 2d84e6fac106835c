import { type Eta, type Fix, type LonLat, type TechnicianState, toInstant } from '@kerbside/domain'
import type { House } from '../house.ts'
import { tell } from '../outside/postgres/outbox.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** A forecast younger than this (Kerbside's time) is good enough while he drives on. */
const freshMs = 30_000
/** A forecast that moved less than this is not told to those who do not look at the map. */
const toldMs = 60_000

/**
 * Shows a technician's newest fix to those who may see it and, while he drives to a job, forecasts his arrival from
 * the rest of his way: the median by OSRM and the hour, 80 % span of a minute and a quarter of what remains.
 */
export const forecast = async (house: House, technicianId: string, fix: Fix): Promise<void> => {
  const job = await jobInHand(house, technicianId)
  house.positions.put(technicianId, stateOf(job), fix)
  if (job?.status !== 'en_route') return
  const { eta, line } = await etaOf(house, job, fix)
  house.positions.approach({ jobId: job.job_id, fix, eta, line })
}

const jobInHand = (house: House, technicianId: string): Promise<JobRow | undefined> =>
  house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('status', 'in', ['en_route', 'on_site', 'working'])
    .executeTakeFirst()

const stateOf = (job: JobRow | undefined): TechnicianState => {
  if (job?.status === 'en_route') return 'driving'
  if (job?.status === 'on_site') return 'on_site'
  return job ? 'working' : 'free'
}

const etaOf = async (house: House, job: JobRow, fix: Fix): Promise<{ eta: Eta; line: LonLat[] | null }> => {
  const known = await house.db
    .selectFrom('etas')
    .selectAll()
    .where('city_id', '=', job.city_id)
    .where('job_id', '=', job.job_id)
    .executeTakeFirst()
  const nowMs = house.clock.now()
  if (known && nowMs - known.made_at.getTime() < freshMs) {
    return {
      eta: {
        at: known.at.toISOString(),
        earliest: known.earliest.toISOString(),
        latest: known.latest.toISOString(),
        madeAt: known.made_at.toISOString(),
        quality: known.quality,
      },
      line: null,
    }
  }
  const way = await house.roads.route([fix.point, job.place.point], { at: Math.round(nowMs / 1000) })
  const eta = spread(nowMs, way.seconds, way.quality)
  const moved = !known || Math.abs(known.at.getTime() - Date.parse(eta.at)) > toldMs
  const row = {
    at: eta.at,
    earliest: eta.earliest,
    latest: eta.latest,
    made_at: eta.madeAt,
    quality: eta.quality,
  }
  await house.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('etas')
      .values({ city_id: job.city_id, job_id: job.job_id, ...row })
      .onConflict((conflict) => conflict.columns(['city_id', 'job_id']).doUpdateSet(row))
      .execute()
    if (moved) await tell(tx, job.city_id, { live: 'job', id: job.job_id })
  })
  return { eta, line: way.line }
}

/** The forecast of an arrival `seconds` away: what is far is less sure. */
export const spread = (nowMs: number, seconds: number, quality: Eta['quality']): Eta => {
  const half = (60 + seconds * (quality === 'osrm' ? 0.25 : 0.5)) * 1000
  const at = nowMs + seconds * 1000
  return {
    at: toInstant(at),
    earliest: toInstant(Math.max(nowMs, at - half)),
    latest: toInstant(at + half),
    madeAt: toInstant(nowMs),
    quality,
  }
}
