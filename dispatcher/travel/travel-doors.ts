import { type Person, priceOfFailure, type TechnicianStep } from '@kerbside/domain'
import { endpoints } from '@kerbside/protocol'
import { actorOf, type Door, door } from '../door.ts'
import { type JobChange, lockJob, requireStanding, step } from '../flow.ts'
import type { House } from '../house.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { Refusal } from '../refusal.ts'
import { showJob } from '../views/show-job.ts'
import { lastPoint, wayView } from '../views/way-view.ts'
import { takeFixes } from './fixes.ts'
import { readTracking } from './tracking.ts'

type Changes = Partial<Record<keyof JobChange, string | null>>

/** What each step of the technician changes in the row; `'now'` is the database's clock. */
const changes: Record<TechnicianStep, Changes> = {
  depart: { departed_at: 'now' },
  arrive: { arrived_at: 'now' },
  begin: { begun_at: 'now' },
  finish: { done_at: 'now' },
  fail: { done_at: 'now' },
  release: { technician_id: null, departed_at: null },
}
/** Who came in vain is paid for the way. */
const changesOf = (name: TechnicianStep, row: JobRow): Changes =>
  name === 'fail' ? { ...changes.fail, price: JSON.stringify(priceOfFailure(row.price)) } : changes[name]

/** When work that has just begun counts as running long. */
const overrunAt = (house: House, row: JobRow): Date =>
  new Date(house.clock.now() + row.duration_seconds * 1500)

const needsReason: readonly TechnicianStep[] = ['fail', 'release']

export const travelDoors: Door[] = [
  door(endpoints.stepJob, async (house, { params, body, person, commit }) => {
    if (needsReason.includes(body.step) && body.reason === '') {
      throw new Refusal('invalid', { en: 'Say why in a few words.', zh: '请说明原因。' }, { field: 'reason' })
    }
    const job = await commit(async (tx) => {
      const assignment = await activeAssignment(tx, house.city.id, params.id)
      const row = await lockJob(tx, house.city.id, params.id)
      requireOwn(row, person)
      if (body.step === 'depart') await refuseTwoAtOnce(tx, house, row, person)
      await step(tx, {
        job: requireStanding(row, body.step),
        step: body.step,
        actor: actorOf(person),
        set: changesOf(body.step, row),
        facts: {
          reason: body.reason,
          ...(body.fix ? { at: body.fix.point } : {}),
          technicianId: person.id,
          technician: person.name,
        },
      })
      if (assignment && body.step === 'release') await endOffer(tx, assignment, 'released', body.reason)
      if (assignment && (body.step === 'finish' || body.step === 'fail'))
        await endOffer(tx, assignment, 'over', null)
      if (body.step === 'release') await wake(tx, house.city.id, 'offer', params.id)
      if (body.step === 'arrive') await wake(tx, house.city.id, 'travel', params.id)
      if (body.step === 'begin') await wake(tx, house.city.id, 'work', params.id, overrunAt(house, row))
      return showJob(tx, house, params.id, person, { justReleased: body.step === 'release' })
    })
    if (body.fix) await takeFixes(house, person, [body.fix])
    return job
  }),

  door(endpoints.sendFixes, (house, { body, person }) => takeFixes(house, person, body.fixes)),

  door(endpoints.getWay, async (house, { query, person }) => {
    const job = await readJob(house, house.db, query.jobId)
    requireOwn(job, person)
    const from = query.from ?? (await lastPoint(house, person.id))
    const way = await house.roads.route([from, job.place.point], {
      at: Math.round(house.clock.now() / 1000),
      zoneId: job.zone_id,
      steps: true,
      language: query.language,
    })
    return wayView(way)
  }),

  door(endpoints.getTracking, async (house, { params, person }) => {
    const job = await readJob(house, house.db, params.id)
    if (person.role === 'customer' && job.customer_id !== person.id) throw noJob()
    if (person.role === 'technician' && job.technician_id !== person.id) throw noJob()
    return readTracking(house, job)
  }),
]

const noJob = (): Refusal => new Refusal('not_found', { en: 'There is no such job.', zh: '没有这个服务单。' })

const requireOwn = (job: JobRow, person: Person): void => {
  if (job.technician_id !== person.id) {
    throw new Refusal('not_found', { en: 'There is no such job of yours.', zh: '没有您的这个服务单。' })
  }
}

const readJob = async (house: House, reader: Reader, jobId: string): Promise<JobRow> => {
  const job = await reader
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!job) throw noJob()
  return job
}

/** A technician is on his way to one job at a time. */
const refuseTwoAtOnce = async (tx: Tx, house: House, job: JobRow, person: Person): Promise<void> => {
  const other = await tx
    .selectFrom('jobs')
    .select('job_id')
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', person.id)
    .where('status', 'in', ['en_route', 'on_site', 'working'])
    .where('job_id', '!=', job.job_id)
    .executeTakeFirst()
  if (!other) return
  throw new Refusal(
    'illegal_step',
    { en: 'Finish the job in hand before you leave for the next.', zh: '请先完成手上的服务单。' },
    { field: 'step', more: { jobId: other.job_id } },
  )
}
