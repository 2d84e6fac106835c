import type { Bilingual } from '@kerbside/domain'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** More than this is no export but a copy of the database. */
export const mostJobs = 50_000

export interface ExportedJob extends JobRow {
  zone: Bilingual
  technician: string | null
}

/** Jobs requested from an instant until before another, oldest first; one more than may be exported at the most. */
export const readJobs = async (
  { db, city }: Pick<House, 'db' | 'city'>,
  span: { from: string; until: string; zoneId?: string | undefined },
): Promise<ExportedJob[]> =>
  db
    .selectFrom('jobs')
    .innerJoin('zones', (join) =>
      join.onRef('zones.city_id', '=', 'jobs.city_id').onRef('zones.zone_id', '=', 'jobs.zone_id'),
    )
    .leftJoin('people', (join) =>
      join.onRef('people.city_id', '=', 'jobs.city_id').onRef('people.person_id', '=', 'jobs.technician_id'),
    )
    .selectAll('jobs')
    .select(['zones.name as zone', 'people.name as technician'])
    .where('jobs.city_id', '=', city.id)
    .where('requested_at', '>=', new Date(span.from))
    .where('requested_at', '<', new Date(span.until))
    .$if(span.zoneId !== undefined, (query) => query.where('jobs.zone_id', '=', span.zoneId ?? ''))
    .orderBy('requested_at')
    .orderBy('jobs.job_id')
    .limit(mostJobs + 1)
    .execute()
