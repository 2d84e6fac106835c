import type { DemandPoint } from '@kerbside/geo'
import type { DemandSource, endpoints, Read } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'

type Wish = Pick<Read<typeof endpoints.proposeZones, 'body'>, 'source' | 'days' | 'demand'>

/** Expected demand and where it was taken from. */
export interface Demand {
  source: DemandSource
  days: number | null
  points: DemandPoint[]
}

const dayMs = 86_400_000
/** Fewer jobs than this say where luck fell, not where demand is. */
const leastJobs = 30
const mostJobs = 50_000
/** What the city's places stand for where nothing is known: a middling day, and a middling job. */
const placesJobsPerDay = 100
const placesServiceSeconds = 2_400

/** Demand as the caller gave it, else of the jobs of the last days; the city's places only when asked for. */
export const readDemand = async (house: House, wish: Wish): Promise<Demand> => {
  if (wish.demand) return { source: 'given', days: null, points: refuseEmpty(wish.demand) }
  return wish.source === 'places' ? demandOfPlaces(house) : demandOfHistory(house, wish.days)
}

const refuseEmpty = (points: DemandPoint[]): DemandPoint[] => {
  if (points.length > 0) return points
  throw new Refusal('invalid', { en: 'The demand is empty.', zh: '需求数据为空。' }, { field: 'demand' })
}

const demandOfHistory = async (house: House, days: number): Promise<Demand> => {
  const since = new Date(house.clock.now() - days * dayMs)
  const rows = await house.db
    .selectFrom('jobs')
    .select(['place', 'duration_seconds', 'requested_at'])
    .where('city_id', '=', house.city.id)
    .where('requested_at', '>', since)
    .orderBy('requested_at', 'desc')
    .limit(mostJobs)
    .execute()
  if (rows.length < leastJobs) {
    throw new Refusal(
      'invalid',
      {
        en: `There are only ${rows.length} jobs in the last ${days} days. Look further back, give demand, or take the city’s places as a stand-in.`,
        zh: `最近 ${days} 天只有 ${rows.length} 个服务单。请扩大天数、提供需求数据，或改用城市地点估算。`,
      },
      { field: 'source', more: { jobs: rows.length, least: leastJobs } },
    )
  }
  const oldest = rows.at(-1)?.requested_at.getTime() ?? house.clock.now()
  const span = Math.max(1, (house.clock.now() - oldest) / dayMs)
  return {
    source: 'history',
    days,
    points: rows.map((row) => ({
      point: row.place.point,
      jobsPerDay: 1 / span,
      serviceSeconds: row.duration_seconds,
    })),
  }
}

const demandOfPlaces = async (house: House): Promise<Demand> => {
  const { rows } = await sql<{ lon: number; lat: number; weight: number }>`
    select lon, lat, weight / sum(weight) over () as weight from places
    where city_id = ${house.city.id} and kind <> 'quarter' and weight > 0
    order by place_id limit ${mostJobs}`.execute(house.db)
  return {
    source: 'places',
    days: null,
    points: refuseEmpty(
      rows.map(({ lon, lat, weight }) => ({
        point: [lon, lat],
        jobsPerDay: weight * placesJobsPerDay,
        serviceSeconds: placesServiceSeconds,
      })),
    ),
  }
}
