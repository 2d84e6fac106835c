import type { LonLat } from '@kerbside/domain'
import { cellOf, centerOf } from '@kerbside/geo'
import type { Reader } from '../outside/postgres/database.ts'

/** Where rescues are to be expected: the middle of a cell and its weight. */
export interface ExpectedDemand {
  point: LonLat
  demand: number
}

/** Cells about 1 km across. */
const resolution = 8
const memoryMs = 28 * 86_400_000
/** What is looked at, and how many cells come of it: enough to tell quarters apart, few enough to be asked of roads at once. */
const mostJobs = 2000
const mostCells = 12
/** Where cars are washed they also break down, now and then. */
const otherWeight = 0.2

/** What some zones must expect, from the jobs of the last four weeks; empty while nothing is known. */
export const readDemand = async (
  reader: Reader,
  cityId: string,
  zoneIds: readonly string[],
  nowMs: number,
): Promise<ExpectedDemand[]> => {
  const rows = await reader
    .selectFrom('jobs')
    .select(['place', 'category'])
    .where('city_id', '=', cityId)
    .where('zone_id', 'in', zoneIds)
    .where('requested_at', '>', new Date(nowMs - memoryMs))
    .orderBy('requested_at', 'desc')
    .limit(mostJobs)
    .execute()
  const weights = new Map<string, number>()
  for (const { place, category } of rows) {
    const cell = cellOf(place.point, resolution)
    weights.set(cell, (weights.get(cell) ?? 0) + (category === 'rescue' ? 1 : otherWeight))
  }
  return [...weights]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, mostCells)
    .map(([cell, demand]) => ({ point: centerOf(cell), demand }))
}
