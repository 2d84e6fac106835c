import { sql } from 'kysely'
import type { House } from '../house.ts'

/** What the whole house still has to do: open jobs by status, lines of the outbox, deliveries, failing webhooks. */
export const readBacklog = async ({ db, city }: Pick<House, 'db' | 'city'>) => {
  const [jobs, rest] = await Promise.all([
    sql<{ status: string; n: number }>`
      select status, count(*)::int as n from jobs
      where city_id = ${city.id} and status not in ('settled', 'cancelled', 'failed') group by status`.execute(
      db,
    ),
    sql<{ outbox: number; deliveries: number; failing: number; alerts: number }>`
      select (select count(*)::int from outbox where city_id = ${city.id}) as outbox,
        (select count(*)::int from webhook_deliveries where city_id = ${city.id} and status = 'waiting') as deliveries,
        (select count(*)::int from webhooks
          where city_id = ${city.id} and (failing_since is not null or stopped_why = 'failing')) as failing,
        (select count(*)::int from alerts where city_id = ${city.id} and resolved_at is null) as alerts`.execute(
      db,
    ),
  ])
  const { outbox = 0, deliveries = 0, failing = 0, alerts = 0 } = rest.rows[0] ?? {}
  return {
    jobs: Object.fromEntries(jobs.rows.map((row) => [row.status, row.n])),
    outbox,
    deliveries,
    failing_webhooks: failing,
    open_alerts: alerts,
  }
}
