import { type FromOf, lifecycle, mayStep, type Status, type StepName, type ToOf } from '@kerbside/domain'
import type { Stage } from '@kerbside/protocol'

import { nowOf } from './outside/postgres/clock-store.ts'
import type { Tx } from './outside/postgres/database.ts'
import { tell, wake } from './outside/postgres/outbox.ts'
import type { Actor, JobRow, JobsTable } from './outside/postgres/tables.ts'
import { keepTrace } from './outside/postgres/trace-store.ts'
import { activeTrace, isAboutJob, noteOnSpan, spanned } from './outside/traces/index.ts'
import { Refusal } from './refusal.ts'

/** Which stage wakes when a job has come to a status, and by which id: the job's or its zone's. */
export const stageAfter: Record<Status, { stage: Stage; by: 'job' | 'zone' } | null> = {
  requested: { stage: 'zone', by: 'job' },
  waiting: { stage: 'plan', by: 'zone' },
  offered: null,
  accepted: { stage: 'plan', by: 'zone' },
  en_route: { stage: 'travel', by: 'job' },
  on_site: { stage: 'plan', by: 'zone' },
  working: { stage: 'plan', by: 'zone' },
  done: { stage: 'settle', by: 'job' },
  settled: null,
  cancelled: { stage: 'plan', by: 'zone' },
  failed: { stage: 'plan', by: 'zone' },
}

/** The stage that a step belongs to: where its trace shows it. */
export const stageOfStep: Record<StepName, Stage> = {
  admit: 'zone',
  rezone: 'zone',
  lapse: 'zone',
  offer: 'offer',
  assign: 'offer',
  accept: 'offer',
  decline: 'offer',
  expire: 'offer',
  withdraw: 'offer',
  release: 'travel',
  depart: 'travel',
  arrive: 'travel',
  begin: 'work',
  finish: 'work',
  fail: 'work',
  settle: 'settle',
  cancel: 'request',
}

/** A job row known to stand at one of the statuses `S`. */
export type JobIn<S extends Status> = Omit<JobRow, 'status'> & { status: S }

/** The columns that a step may change beside the status. */
export type JobChange = Partial<
  Pick<
    JobsTable,
    | 'technician_id'
    | 'zone_id'
    | 'price'
    | 'departed_at'
    | 'arrived_at'
    | 'begun_at'
    | 'done_at'
    | 'promise_from'
    | 'promise_until'
  >
>

export interface StepOf<S extends StepName> {
  job: JobIn<FromOf<S>>
  step: S
  actor: Actor
  /** Columns to change with it; the fold of all events' `set` is the row. `'now'` means the database's clock. */
  set?: Partial<Record<keyof JobChange, string | null>>
  facts?: Record<string, unknown>
}

/** Narrows a job to the statuses from which a step is legal; undefined if it stands elsewhere. */
export const standingFor = <S extends StepName>(job: JobRow, step: S): JobIn<FromOf<S>> | undefined =>
  mayStep(job.status, step) ? (job as JobIn<FromOf<S>>) : undefined

/** Like `standingFor`, but an illegal step is refused with 409. */
export const requireStanding = <S extends StepName>(job: JobRow, step: S): JobIn<FromOf<S>> => {
  const standing = standingFor(job, step)
  if (standing) return standing
  throw new Refusal(
    'illegal_step',
    {
      en: `The job is ${job.status.replace('_', ' ')}; “${step}” is not possible from there.`,
      zh: `服务单当前状态不能执行“${step}”。`,
    },
    { field: 'step', more: { status: job.status, step } },
  )
}

const instants = new Set([
  'departed_at',
  'arrived_at',
  'begun_at',
  'done_at',
  'promise_from',
  'promise_until',
])

/**
 * The only way a job moves: compare-and-set on (status, version), one dense event line, what must be told and who
 * wakes next, all in the caller's transaction. Answers the row as it stands after; a lost race is refused as `stale`.
 */
export const step = async <S extends StepName>(tx: Tx, move: StepOf<S>): Promise<JobIn<ToOf<S>>> => {
  isAboutJob(move.job.job_id)
  return spanned(
    `step ${move.step}`,
    { attributes: spanFacts(move.job.job_id, stageOfStep[move.step]) },
    () => takeStep(tx, move),
  )
}

const spanFacts = (jobId: string, stage: Stage) => ({ 'kerbside.job_id': jobId, 'kerbside.stage': stage })

const takeStep = async <S extends StepName>(tx: Tx, move: StepOf<S>): Promise<JobIn<ToOf<S>>> => {
  const { job, actor } = move
  const to = lifecycle[move.step].to
  const given = move.set ?? {}
  const changes = Object.fromEntries(
    Object.entries(given).map(([column, value]) => [column, value === 'now' ? nowOf(job.city_id) : value]),
  )
  const row = await tx
    .updateTable('jobs')
    .set({ status: to, version: job.version + 1, status_at: nowOf(job.city_id), ...changes })
    .where('city_id', '=', job.city_id)
    .where('job_id', '=', job.job_id)
    .where('status', '=', job.status)
    .where('version', '=', job.version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Refusal('stale', { en: 'The job has moved on meanwhile.', zh: '服务单状态已变化。' })
  await writeEvent(tx, row, { step: move.step, actor, columns: Object.keys(given), facts: move.facts ?? {} })
  return row as JobIn<ToOf<S>>
}

/**
 * Changes the promise of a job that stays where it stands, with its own line of history: compare-and-set on the version.
 * It needs a reason and somebody who agreed; the planner looks at it anew.
 */
export const repromise = async (
  tx: Tx,
  job: JobRow,
  change: { actor: Actor; from: Date; until: Date; facts: Record<string, unknown> },
): Promise<JobRow> => {
  const row = await tx
    .updateTable('jobs')
    .set({ version: job.version + 1, promise_from: change.from, promise_until: change.until })
    .where('city_id', '=', job.city_id)
    .where('job_id', '=', job.job_id)
    .where('version', '=', job.version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Refusal('stale', { en: 'The job has moved on meanwhile.', zh: '服务单状态已变化。' })
  await tx
    .insertInto('job_events')
    .values({
      city_id: row.city_id,
      job_id: row.job_id,
      seq: row.version,
      at: nowOf(row.city_id),
      step: 'repromise',
      status: row.status,
      actor: JSON.stringify(change.actor),
      set: JSON.stringify({
        version: row.version,
        promise_from: row.promise_from,
        promise_until: row.promise_until,
      }),
      facts: JSON.stringify(change.facts),
    })
    .execute()
  await tell(tx, row.city_id, { live: 'job', id: row.job_id })
  await wake(tx, row.city_id, 'plan', row.zone_id)
  return row
}

/** Writes the first line of a new job and wakes the first stage. */
export const begin = async (
  tx: Tx,
  row: JobRow,
  actor: Actor,
  facts: Record<string, unknown>,
): Promise<void> => {
  isAboutJob(row.job_id)
  noteOnSpan(spanFacts(row.job_id, 'request'))
  const trace = activeTrace()
  if (trace) await keepTrace(tx, row.city_id, row.job_id, trace)
  await writeEvent(tx, row, { step: 'request', actor, columns: Object.keys(row), facts })
}

const writeEvent = async (
  tx: Tx,
  row: JobRow,
  line: { step: string; actor: Actor; columns: string[]; facts: Record<string, unknown> },
): Promise<void> => {
  await tx
    .insertInto('job_events')
    .values({
      city_id: row.city_id,
      job_id: row.job_id,
      seq: row.version,
      at: row.status_at,
      step: line.step,
      status: row.status,
      actor: JSON.stringify(line.actor),
      set: JSON.stringify(changed(row, line.columns)),
      facts: JSON.stringify(line.facts),
    })
    .execute()
  await tell(tx, row.city_id, { live: 'job', id: row.job_id })
  const next = stageAfter[row.status]
  if (next) await wake(tx, row.city_id, next.stage, next.by === 'job' ? row.job_id : row.zone_id)
}

const changed = (row: JobRow, columns: readonly string[]): Record<string, unknown> => {
  const set: Record<string, unknown> = { status: row.status, version: row.version, status_at: row.status_at }
  for (const column of columns) set[column] = row[column as keyof JobRow]
  return set
}

/** Folds the `set` of a job's events, oldest first, into its row: what `jobs` holds, rebuilt from history alone. */
export const foldEvents = (events: readonly { set: Record<string, unknown> }[]): Record<string, unknown> => {
  const row: Record<string, unknown> = {}
  for (const event of events) Object.assign(row, event.set)
  for (const [column, value] of Object.entries(row)) {
    if ((instants.has(column) || column.endsWith('_at')) && typeof value === 'string')
      row[column] = new Date(value)
  }
  return row
}

/** Reads a job and locks it until the transaction ends; refuses with 404 when there is none. */
export const lockJob = async (tx: Tx, cityId: string, jobId: string): Promise<JobRow> => {
  const row = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', cityId)
    .where('job_id', '=', jobId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', { en: 'There is no such job.', zh: '没有这个服务单。' })
  return row
}

/** Whether a violation of the given unique index ended a statement. */
export const violates = (error: unknown, index: string): boolean =>
  typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === index

export const systemActor: Actor = { kind: 'system', id: null, name: 'Kerbside' }
