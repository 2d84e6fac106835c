import type { Eta } from '@kerbside/domain'
import type { House } from '../house.ts'
import { tell } from '../outside/postgres/outbox.ts'
import type { ApproachRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** What is remembered of a job's way: none before its technician has left or should have. */
export const findApproach = (house: House, jobId: string): Promise<ApproachRow | undefined> =>
  house.db
    .selectFrom('approaches')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()

export type ApproachChange = Partial<Omit<ApproachRow, 'city_id' | 'job_id' | 'technician_id'>>

/** Writes what has changed of a job's way. */
export const saveApproach = async (house: House, job: JobRow, change: ApproachChange): Promise<void> => {
  const { line, guide, ...plain } = change
  const row = {
    ...plain,
    technician_id: job.technician_id ?? '',
    ...(line === undefined ? {} : { line: JSON.stringify(line) }),
    ...(guide === undefined ? {} : { guide: JSON.stringify(guide) }),
  }
  await house.db
    .insertInto('approaches')
    .values({ city_id: job.city_id, job_id: job.job_id, promise_from: job.promise_from, ...row })
    .onConflict((conflict) => conflict.columns(['city_id', 'job_id']).doUpdateSet(row))
    .execute()
}

/** The forecast that stands, if any. */
export const findEta = async (house: House, jobId: string): Promise<Eta | null> => {
  const row = await house.db
    .selectFrom('etas')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!row) return null
  return {
    at: row.at.toISOString(),
    earliest: row.earliest.toISOString(),
    latest: row.latest.toISOString(),
    madeAt: row.made_at.toISOString(),
    quality: row.quality,
  }
}

/** Writes a forecast; `told` tells those who watch the job that it moved. */
export const saveEta = async (house: House, jobId: string, eta: Eta, told: boolean): Promise<void> => {
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
      .values({ city_id: house.city.id, job_id: jobId, ...row })
      .onConflict((conflict) => conflict.columns(['city_id', 'job_id']).doUpdateSet(row))
      .execute()
    if (told) await tell(tx, house.city.id, { live: 'job', id: jobId })
  })
}
