import type { Stage } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { forgetDeliveries } from '../machines/index.ts'
import { forgetEvents } from '../outside/postgres/stream-store.ts'
import { forgetTraces } from '../outside/postgres/trace-store.ts'
import { forgetTracks } from '../travel/fix-store.ts'

/** How long, on the wall, a job may stand where a stage should have taken it on. */
const patienceSeconds = 5
/** Every zone is planned anew this often, Kerbside's time but no more than so often on the wall: time moves on even when nothing happens. */
const replanSeconds = 180
const replanWallSeconds = 15
const keepEventsMs = 48 * 3_600_000
const dayMs = 86_400_000

/** Everybody who stands where a stage should have moved him, by stage. */
export const listOverdue = async (house: House): Promise<{ stage: Stage; id: string }[]> => {
  const found = Object.entries(overdue).map(([stage, query]) =>
    ids(house, stage as Stage, query(house.city.id, house.clock.speed)),
  )
  return (await Promise.all(found)).flat()
}

/** Clears what nobody will ask for again; run now and then. */
export const tidy = async (house: House): Promise<void> => {
  await forgetTracks(house, new Date(house.clock.now() - house.keep.trackDays * dayMs))
  await sql`
    delete from approaches a using jobs j
    where a.city_id = ${house.city.id} and j.city_id = a.city_id and j.job_id = a.job_id
      and j.status in ('settled', 'cancelled', 'failed')`.execute(house.db)
  await forgetEvents(house.db, house.city.id, new Date(house.clock.now() - keepEventsMs))
  await forgetDeliveries(house)
  await forgetTraces(house.db, house.city.id)
  await sql`delete from idempotency where city_id = ${house.city.id} and created_at < now() - interval '2 days'`.execute(
    house.db,
  )
  await sql`delete from sessions where city_id = ${house.city.id} and expires_at < kerbside_now(${house.city.id})`.execute(
    house.db,
  )
}

const patience = (speed: number) =>
  sql`make_interval(secs => ${patienceSeconds * Math.max(1, speed)}::float8)`

const ids = async (
  house: House,
  stage: Stage,
  query: ReturnType<typeof sql<{ id: string }>>,
): Promise<{ stage: Stage; id: string }[]> => {
  const { rows } = await query.execute(house.db)
  return rows.map((row) => ({ stage, id: row.id }))
}

/** What each stage has left lying, by the database's clock. */
const overdue: Partial<
  Record<Stage, (cityId: string, speed: number) => ReturnType<typeof sql<{ id: string }>>>
> = {
  zone: (city, speed) => sql<{ id: string }>`
    select job_id as id from jobs
    where city_id = ${city} and status = 'requested' and status_at < kerbside_now(${city}) - ${patience(speed)}
    union
    select j.job_id from jobs j
    join zones z on z.city_id = j.city_id and z.zone_id = j.zone_id
    where j.city_id = ${city} and j.status = 'waiting' and z.retired_at is not null
    union
    select change_id from zone_changes
    where city_id = ${city} and status = 'scheduled' and effective_at <= kerbside_now(${city})`,
  offer: (city, speed) => sql<{ id: string }>`
    select a.job_id as id from assignments a
    where a.city_id = ${city} and a.status = 'offered' and a.expires_at < kerbside_now(${city})
    union
    select j.job_id from jobs j
    left join stops s on s.city_id = j.city_id and s.job_id = j.job_id
    join zones z on z.city_id = j.city_id and z.zone_id = j.zone_id
    where j.city_id = ${city} and j.status = 'waiting' and j.status_at < kerbside_now(${city}) - ${patience(speed)}
      and (j.category = 'rescue' or least(s.arrive_at, j.promise_until) - make_interval(secs => s.drive_seconds)
           < kerbside_now(${city}) + make_interval(secs => (z.policy->>'offerAheadSeconds')::float8))`,
  plan: (city, speed) => sql<{ id: string }>`
    select z.zone_id as id from zones z
    where z.city_id = ${city} and z.retired_at is null and coalesce((
      select max(p.made_at) from plans p where p.city_id = z.city_id and p.zone_id = z.zone_id
    ), 'epoch') < kerbside_now(${city}) - make_interval(secs => ${Math.max(replanSeconds, replanWallSeconds * speed)}::float8)
    union
    select distinct j.zone_id from jobs j
    left join stops s on s.city_id = j.city_id and s.job_id = j.job_id
    left join unplanned u on u.city_id = j.city_id and u.job_id = j.job_id
    where j.city_id = ${city} and j.status in ('waiting', 'accepted') and s.job_id is null and u.job_id is null
      and j.status_at < kerbside_now(${city}) - ${patience(speed)}`,
  settle: (city, speed) => sql<{ id: string }>`
    select job_id as id from jobs
    where city_id = ${city} and status = 'done' and status_at < kerbside_now(${city}) - ${patience(speed)}`,
}
