import { sql } from 'kysely'
import type { Reader } from '../outside/postgres/database.ts'

/** What must hold at any moment, each as SQL over one city (`$city`) that answers a row for each violation. */
export const invariants: Readonly<Record<string, string>> = {
  events_are_dense: `
    select j.job_id from jobs j
    left join (select city_id, job_id, count(*) as lines, max(seq) as newest from job_events group by 1, 2) e using (city_id, job_id)
    where j.city_id = $city and (e.lines is distinct from j.version or e.newest is distinct from j.version)`,
  newest_event_is_the_row: `
    select j.job_id from jobs j join job_events e on e.city_id = j.city_id and e.job_id = j.job_id and e.seq = j.version
    where j.city_id = $city and (e.status <> j.status or (e.at <> j.status_at and e.step <> 'repromise'))`,
  one_active_assignment: `
    select job_id from assignments where city_id = $city and status in ('offered', 'accepted') group by job_id having count(*) > 1`,
  offered_has_its_offer: `
    select j.job_id from jobs j
    where j.city_id = $city and (j.status = 'offered') <> exists (
      select 1 from assignments a where a.city_id = j.city_id and a.job_id = j.job_id and a.status = 'offered')`,
  accepted_has_its_technician: `
    select j.job_id from jobs j
    where j.city_id = $city and j.status in ('accepted', 'en_route', 'on_site', 'working') and not exists (
      select 1 from assignments a where a.city_id = j.city_id and a.job_id = j.job_id
      and a.status = 'accepted' and a.technician_id = j.technician_id)`,
  nobody_belongs_to_a_zone_taken_out: `
    select t.technician_id from technicians t join zones z on z.city_id = t.city_id and z.zone_id = t.zone_id
    where t.city_id = $city and z.retired_at is not null
    union all
    select s.station_id from stations s join zones z on z.city_id = s.city_id and z.zone_id = s.zone_id
    where s.city_id = $city and z.retired_at is not null`,
  nobody_is_at_two_places: `
    select technician_id from jobs where city_id = $city and status in ('en_route', 'on_site', 'working')
    group by technician_id having count(*) > 1`,
  tours_do_not_overlap: `
    select s.job_id from stops s join stops b on b.city_id = s.city_id and b.shift_id = s.shift_id and b.position = s.position - 1
    where s.city_id = $city and s.begin_at < b.end_at`,
  times_go_forward: `
    select job_id from jobs where city_id = $city and (
      departed_at < requested_at or arrived_at < departed_at or begun_at < arrived_at or done_at < begun_at)`,
  settled_has_its_price: `
    select job_id from jobs where city_id = $city and status = 'settled' and coalesce((price->>'totalMinor')::int, 0) <= 0`,
  streams_are_dense: `
    select s.stream from streams s join (
      select city_id, stream, count(*) as lines, min(seq) as oldest, max(seq) as newest from stream_events group by 1, 2
    ) e using (city_id, stream)
    where s.city_id = $city and (e.newest <> s.seq or e.lines <> e.newest - e.oldest + 1)`,
}

/** Counts the violations of every invariant in a city: name → how many. */
export const checkInvariants = async (reader: Reader, cityId: string): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const [name, query] of Object.entries(invariants)) {
    const text = query.replaceAll('$city', `'${cityId.replaceAll("'", "''")}'`)
    const { rows } = await sql.raw(text).execute(reader)
    counts[name] = rows.length
  }
  return counts
}
