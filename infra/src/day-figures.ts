import pg from 'pg'

/** What a lived day has cost and moved, read from its database; seconds, metres, counts. */
export interface DayFigures {
  jobs: number
  done: number
  /** Never served although the promise has passed, or given up on. */
  lost: number
  late: number
  /** To jobs and to waiting places; metres alike. */
  driveSeconds: number
  workSeconds: number
  metres: number
  promised: number
  promisesMoved: number
  rescueWaits: readonly number[]
}

const sql = `
  with mine as (select *, extract(epoch from arrived_at - departed_at) as drive,
      extract(epoch from done_at - begun_at) as work from jobs where status <> 'cancelled'),
  -- Driving to a waiting place is driving, as long as it lasted: who stayed away longer stood there.
  moved as (select drive_seconds, drive_metres, least(drive_seconds, extract(epoch from
      coalesce(drove_until, kerbside_now(city_id)) - went_at))::float8 as drove from waits where went_at is not null)
  select count(*)::int as jobs,
    count(*) filter (where status in ('done', 'settled'))::int as done,
    count(*) filter (where status not in ('done', 'settled') and arrived_at is null
      and promise_until < kerbside_now(city_id))::int as lost,
    count(*) filter (where arrived_at > promise_until)::int as late,
    (coalesce(sum(drive), 0) + (select coalesce(sum(drove), 0) from moved))::float8 as "driveSeconds",
    coalesce(sum(work), 0)::float8 as "workSeconds",
    coalesce((select sum((a.facts->>'metres')::float8) from assignments a join mine m using (city_id, job_id)
      where m.arrived_at is not null and a.technician_id = m.technician_id
        and a.status in ('accepted', 'over')), 0)::float8
      + (select coalesce(sum(drive_metres * drove / greatest(1, drive_seconds)), 0) from moved)::float8 as metres,
    count(*)::int as promised,
    (select count(distinct job_id)::int from job_events
      where step <> 'request' and set ? 'promise_until') as "promisesMoved",
    coalesce(array_agg(extract(epoch from arrived_at - requested_at)::float8)
      filter (where category = 'rescue' and arrived_at is not null), '{}') as "rescueWaits"
  from mine`

/** Reads the figures of the only city in a database. */
export async function readDayFigures(databaseUrl: string): Promise<DayFigures> {
  const client = new pg.Client({ connectionString: databaseUrl, query_timeout: 30_000 })
  await client.connect()
  try {
    const { rows } = await client.query<DayFigures>(sql)
    const [figures] = rows
    if (!figures) throw new Error('a count has one row')
    return figures
  } finally {
    await client.end()
  }
}
