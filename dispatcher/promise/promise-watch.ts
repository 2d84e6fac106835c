import { shortSign } from '@kerbside/domain'
import type { House } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import { noteDelay, readDelays, readPlanTimes, settleDelay } from '../planning/delay-store.ts'
import { sayCause } from '../views/index.ts'
import { hastenRescue, moveToAnother } from './move-job.ts'
import { type OpenPromise, readPromises } from './risk-store.ts'
import { tellCustomer } from './tell-customer.ts'

/** A job in no tour is at risk this long before its promise ends. */
const untouchedMs = 20 * 60_000
/** The planner has this long to mend it, on the wall; then somebody else is looked for. */
const planWithinSeconds = 12

/** Whether a promise will be missed with more than one chance in five. */
const isAtRisk = ({ job, arrival }: OpenPromise, nowMs: number): boolean => {
  const until = job.promise_until.getTime()
  if (nowMs > until) return true
  return arrival ? arrival.likelyMs > until : nowMs > until - untouchedMs
}

export const delayKey = (jobId: string, promiseUntil: Date): string =>
  `promise_at_risk:${jobId}:${promiseUntil.getTime()}`

/**
 * Looks at every promise that ends soon. One that is at risk is noticed once, the planner is woken; if its new plan keeps
 * it, that was the remedy; else another technician who keeps it gets it; else the customer is told, with choices. Rescues
 * that somebody else could answer clearly sooner change hands.
 */
export const watchPromises = async (house: House): Promise<void> => {
  const promises = await readPromises(house)
  const delays = await readDelays(
    house.db,
    house.city.id,
    promises.map((one) => one.job),
  )
  const planned = await readPlanTimes(house)
  const nowMs = house.clock.now()
  for (const promise of promises) {
    const delay = delays.get(promise.job.job_id)
    const atRisk = isAtRisk(promise, nowMs)
    if (!delay) {
      if (atRisk) await notice(house, promise)
    } else if (delay.state === 'noticed') {
      const tried = (planned.get(promise.job.zone_id) ?? 0) > delay.noticed_at.getTime()
      const patienceMs = planWithinSeconds * 1000 * Math.max(1, house.clock.speed)
      if (!atRisk) await mended(house, promise, delay)
      else if (tried || nowMs - delay.noticed_at.getTime() > patienceMs) await mend(house, promise, delay)
    } else if (delay.state === 'mended' && atRisk && nowMs - (delay.settled_at?.getTime() ?? 0) > 60_000) {
      await tellCustomer(house, promise, delay)
    }
  }
  for (const promise of promises.filter(isHeldUp).slice(0, mostHastened)) await hastenRescue(house, promise)
  await settleKept(house)
}

/** A rescue that is taken but not left for, because something else comes first. */
const isHeldUp = ({ job }: OpenPromise): boolean => job.category === 'rescue' && job.status === 'accepted'
/** So many are looked into at a time: each asks the plan and the roads. */
const mostHastened = 5

const notice = async (house: House, { job, arrival, cause }: OpenPromise): Promise<void> => {
  const fresh = await house.db.transaction().execute(async (tx) => {
    const likelyAt = new Date(arrival?.likelyMs ?? job.promise_until.getTime())
    const first = await noteDelay(tx, job, { cause, likelyAt })
    if (first) await wake(tx, house.city.id, 'plan', job.zone_id)
    return first
  })
  if (!fresh) return
  const says = sayCause(cause)
  await raiseAlert(house, {
    kind: 'promise_at_risk',
    key: delayKey(job.job_id, job.promise_until),
    jobId: job.job_id,
    ...(job.technician_id ? { technicianId: job.technician_id } : {}),
    sentence: {
      en: `The promise of ${shortSign(job.job_id)} is at risk: ${says.en}.`,
      zh: `${shortSign(job.job_id)} 的约定可能延误：${says.zh}。`,
    },
  })
}

const mended = async (house: House, { job }: OpenPromise, delay: DelayRow): Promise<void> => {
  await house.db
    .transaction()
    .execute((tx) => settleDelay(tx, delay, { from: ['noticed'], state: 'mended', remedy: 'replanned' }))
  await settleAlerts(house, [delayKey(job.job_id, job.promise_until)])
}

const mend = async (house: House, promise: OpenPromise, delay: DelayRow): Promise<void> => {
  const moved = await moveToAnother(house, promise, delay)
  if (moved) await settleAlerts(house, [delayKey(promise.job.job_id, promise.job.promise_until)])
  else await tellCustomer(house, promise, delay)
}

/** An alert of a promise that is over one way or another needs nobody any more. */
const settleKept = async (house: House): Promise<void> => {
  const rows = await house.db
    .selectFrom('alerts')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'alerts.city_id').onRef('jobs.job_id', '=', 'alerts.job_id'),
    )
    .select('key')
    .where('alerts.city_id', '=', house.city.id)
    .where('resolved_at', 'is', null)
    .where('kind', '=', 'promise_at_risk')
    .where('key', 'like', 'promise_at_risk:%')
    .where('jobs.status', 'in', ['on_site', 'working', 'done', 'settled', 'cancelled', 'failed'])
    .execute()
  await settleAlerts(
    house,
    rows.map((row) => row.key),
  )
}
