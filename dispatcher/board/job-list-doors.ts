import { type Person, type Status, statuses, statusGroup } from '@kerbside/domain'
import { endpoints, type Read } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { renderEvents, renderJobs, showJob } from '../views/index.ts'

type Query = Read<typeof endpoints.listJobs, 'query'>

export const jobListDoors: readonly Door[] = [
  door(endpoints.listJobs, async (house, { query, person }) => {
    const ids = await findJobIds(house, query, person)
    const page = ids.slice(0, query.limit)
    const audience = { role: person.role, personId: person.id }
    return {
      jobs: await renderJobs(house.db, house, page, audience),
      next: ids.length > query.limit ? (page.at(-1) ?? null) : null,
    }
  }),

  door(endpoints.getJob, (house, { params, person }) => showJob(house.db, house, params.id, person)),

  door(endpoints.listJobEvents, async (house, { params, person }) => {
    await showJob(house.db, house, params.id, person)
    return { events: await renderEvents(house.db, house, params.id, { names: person.role === 'supervisor' }) }
  }),
]

/** One more id than asked for tells whether there is a next page. */
const findJobIds = async (house: House, query: Query, person: Person): Promise<string[]> => {
  let select = house.db
    .selectFrom('jobs')
    .innerJoin('people', (join) =>
      join.onRef('people.city_id', '=', 'jobs.city_id').onRef('people.person_id', '=', 'jobs.customer_id'),
    )
    .select('job_id')
    .where('jobs.city_id', '=', house.city.id)
    .orderBy('job_id', 'desc')
    .limit(query.limit + 1)
  if (person.role === 'customer') select = select.where('customer_id', '=', person.id)
  if (person.role === 'technician') select = select.where('technician_id', '=', person.id)
  const wanted = statusesOf(query)
  if (wanted) select = select.where('status', 'in', wanted)
  if (query.zoneId) select = select.where('zone_id', '=', query.zoneId)
  if (query.before) select = select.where('job_id', '<', query.before)
  const words = query.q
  if (words) {
    select = select.where((where) =>
      where.or([
        where('job_id', 'ilike', `%${escaped(words)}`),
        where('phone', 'like', `%${escaped(words)}%`),
        where(where.ref('vehicle', '->>').key('plate'), 'ilike', `%${escaped(words)}%`),
      ]),
    )
  }
  return (await select.execute()).map((row) => row.job_id)
}

const escaped = (text: string): string => text.replaceAll(/[%_\\]/g, (sign) => `\\${sign}`)

const statusesOf = (query: Query): Status[] | null => {
  if (query.status) return Array.isArray(query.status) ? query.status : [query.status]
  if (query.open === undefined) return null
  return statuses.filter((status) => (statusGroup[status] !== 'over') === (query.open === 'true'))
}
