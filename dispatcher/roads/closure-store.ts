import type { ClosureView, endpoints, Read, RoadStateView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import type { ClosureRow } from '../outside/postgres/road-tables.ts'

type Wish = Read<typeof endpoints.addClosure, 'body'>

/** Closures that are in force or will be, newest first. */
export const listClosures = (reader: Reader, cityId: string): Promise<ClosureRow[]> =>
  reader
    .selectFrom('closures')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', nowOf(cityId))]))
    .orderBy('closure_id', 'desc')
    .execute()

/** Whether a closure is in force at an instant. */
export const isInForce = (row: ClosureRow, nowMs: number): boolean =>
  row.ended_at === null && row.from_at.getTime() <= nowMs && (row.until_at?.getTime() ?? Infinity) > nowMs

export const closureView = (row: ClosureRow, nowMs: number): ClosureView => ({
  id: row.closure_id,
  kind: row.kind,
  share: row.share,
  polygon: row.polygon,
  road: row.road,
  note: row.note,
  from: row.from_at.toISOString(),
  until: row.until_at?.toISOString() ?? null,
  madeBy: row.made_by,
  active: isInForce(row, nowMs),
})

/** Writes a closure down. */
export const writeClosure = (tx: Tx, house: House, wish: Wish, by: string): Promise<ClosureRow> =>
  tx
    .insertInto('closures')
    .values({
      city_id: house.city.id,
      closure_id: house.newId('closure'),
      kind: wish.kind,
      share: wish.kind === 'closed' ? 0 : (wish.share ?? 0.5),
      polygon: JSON.stringify(wish.polygon),
      road: wish.road,
      note: wish.note,
      from_at: wish.from ?? sql<Date>`kerbside_now(${house.city.id})`,
      until_at: wish.until,
      made_at: nowOf(house.city.id),
      made_by: by,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

/** Ends a closure; undefined when there is none in force or to come. */
export const finishClosure = (tx: Tx, cityId: string, closureId: string): Promise<ClosureRow | undefined> =>
  tx
    .updateTable('closures')
    .set({ ended_at: nowOf(cityId) })
    .where('city_id', '=', cityId)
    .where('closure_id', '=', closureId)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

type StateRow = { version: string; url: string | null; state: 'building' | 'serving' | 'failed' } & Pick<
  RoadStateView,
  'says' | 'segments'
>

/** What the roads in use know; undefined while nothing has ever been changed. */
export const findRoadState = async (reader: Reader, cityId: string) =>
  reader.selectFrom('road_state').selectAll().where('city_id', '=', cityId).executeTakeFirst()

/** Writes down what the roads in use know. */
export const saveRoadState = async (house: House, state: StateRow): Promise<void> => {
  const row = { ...state, says: JSON.stringify(state.says), changed_at: nowOf(house.city.id) }
  await house.db
    .insertInto('road_state')
    .values({ city_id: house.city.id, ...row })
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet(row))
    .execute()
}

/** After the roads have changed: ways under way are asked for anew, every zone is planned anew. */
export const wakeAfterRoads = async (house: House): Promise<{ zones: string[]; jobs: string[] }> => {
  const zones = await house.db
    .selectFrom('zones')
    .select('zone_id')
    .where('city_id', '=', house.city.id)
    .execute()
  const jobs = await house.db
    .selectFrom('jobs')
    .select('job_id')
    .where('city_id', '=', house.city.id)
    .where('status', '=', 'en_route')
    .execute()
  await house.db
    .updateTable('approaches')
    .set({ line: null, seconds: null })
    .where('city_id', '=', house.city.id)
    .where('job_id', 'in', ['', ...jobs.map((one) => one.job_id)])
    .execute()
  return { zones: zones.map((one) => one.zone_id), jobs: jobs.map((one) => one.job_id) }
}
