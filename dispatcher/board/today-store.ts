import { sql } from 'kysely'
import type { House } from '../house.ts'

export interface Today {
  jobs: number
  done: number
  onTimeShare: number | null
  rescueWaitMedianSeconds: number | null
  unplanned: number
}

/** The figures of the city's local day so far; an arrival is on time when it is not after the promise. */
export const readToday = async (house: House): Promise<Today> => {
  const zone = house.city.timeZone
  const { rows } = await sql<{
    jobs: string
    done: string
    on_time: number | null
    rescue_wait: number | null
    unplanned: string
  }>`
    select count(*) as jobs,
           count(*) filter (where status in ('done', 'settled')) as done,
           avg((arrived_at <= promise_until)::int) filter (where arrived_at is not null)::float8 as on_time,
           percentile_cont(0.5) within group (order by extract(epoch from arrived_at - requested_at))
             filter (where category = 'rescue' and arrived_at is not null) as rescue_wait,
           (select count(*) from unplanned where city_id = ${house.city.id}) as unplanned
    from jobs
    where city_id = ${house.city.id}
      and promise_from >= date_trunc('day', kerbside_now(${house.city.id}) at time zone ${zone}) at time zone ${zone}
      and promise_from < (date_trunc('day', kerbside_now(${house.city.id}) at time zone ${zone}) + interval '1 day') at time zone ${zone}
  `.execute(house.db)
  const row = rows[0]
  return {
    jobs: Number(row?.jobs ?? 0),
    done: Number(row?.done ?? 0),
    onTimeShare: row?.on_time ?? null,
    rescueWaitMedianSeconds: row?.rescue_wait == null ? null : Math.round(row.rescue_wait),
    unplanned: Number(row?.unplanned ?? 0),
  }
}
