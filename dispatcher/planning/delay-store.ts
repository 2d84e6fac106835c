import type { DelayCause, DelayChoice, DelayRemedy } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { tell } from '../outside/postgres/outbox.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'

/** What is known of the delays of some jobs' present promises, by job. */
export const readDelays = async (
  reader: Reader,
  cityId: string,
  jobs: readonly Pick<JobRow, 'job_id' | 'promise_until'>[],
): Promise<Map<string, DelayRow>> => {
  if (jobs.length === 0) return new Map()
  const rows = await reader
    .selectFrom('delays')
    .selectAll()
    .where('city_id', '=', cityId)
    .where(
      'job_id',
      'in',
      jobs.map((job) => job.job_id),
    )
    .execute()
  const promise = new Map(jobs.map((job) => [job.job_id, job.promise_until.getTime()]))
  return new Map(
    rows
      .filter((row) => promise.get(row.job_id) === row.promise_until.getTime())
      .map((row) => [row.job_id, row]),
  )
}

/** Notes that a promise is at risk; false when that is known already. */
export const noteDelay = async (
  tx: Tx,
  job: JobRow,
  seen: { cause: DelayCause; likelyAt: Date },
): Promise<boolean> => {
  const row = await tx
    .insertInto('delays')
    .values({
      city_id: job.city_id,
      job_id: job.job_id,
      promise_until: job.promise_until,
      cause: seen.cause,
      noticed_at: nowOf(job.city_id),
      likely_at: seen.likelyAt,
      state: 'noticed',
      remedy: null,
      settled_at: null,
      new_from: null,
      new_until: null,
      choice: null,
      chosen_at: null,
    })
    .onConflict((conflict) => conflict.columns(['city_id', 'job_id', 'promise_until']).doNothing())
    .returning('job_id')
    .executeTakeFirst()
  if (row) await tell(tx, job.city_id, { live: 'job', id: job.job_id })
  return row !== undefined
}

interface Settlement {
  from: readonly DelayRow['state'][]
  state: 'mended' | 'told'
  remedy: DelayRemedy
  facts?: Record<string, unknown>
  window?: { from: Date; until: Date } | null
}

/** Writes down what was done about a delay, if nobody else has meanwhile. */
export const settleDelay = async (tx: Tx, delay: DelayRow, done: Settlement): Promise<boolean> => {
  const row = await tx
    .updateTable('delays')
    .set({
      state: done.state,
      remedy: done.remedy,
      remedy_facts: JSON.stringify(done.facts ?? {}),
      settled_at: nowOf(delay.city_id),
      new_from: done.window?.from ?? null,
      new_until: done.window?.until ?? null,
    })
    .where('city_id', '=', delay.city_id)
    .where('job_id', '=', delay.job_id)
    .where('promise_until', '=', delay.promise_until)
    .where('state', 'in', done.from)
    .returning('job_id')
    .executeTakeFirst()
  if (row) await tell(tx, delay.city_id, { live: 'job', id: delay.job_id })
  return row !== undefined
}

/** Writes down what the customer chose; false when he has chosen before. */
export const chooseDelay = async (tx: Tx, delay: DelayRow, choice: DelayChoice): Promise<boolean> => {
  const row = await tx
    .updateTable('delays')
    .set({ state: 'chosen', choice, chosen_at: nowOf(delay.city_id) })
    .where('city_id', '=', delay.city_id)
    .where('job_id', '=', delay.job_id)
    .where('promise_until', '=', delay.promise_until)
    .where('state', '=', 'told')
    .returning('job_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The newest plan of each zone. */
export const readPlanTimes = async (house: House): Promise<Map<string, number>> => {
  const rows = await house.db
    .selectFrom('plans')
    .select((select) => ['zone_id', select.fn.max('made_at').as('made_at')])
    .where('city_id', '=', house.city.id)
    .groupBy('zone_id')
    .execute()
  return new Map(rows.map((row) => [row.zone_id, row.made_at.getTime()]))
}
