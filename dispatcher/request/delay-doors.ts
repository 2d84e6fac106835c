import { isOver, type LonLat, type Person, priceOfCancellation, statusGroup } from '@kerbside/domain'
import { endpoints } from '@kerbside/protocol'
import { actorOf, type Door, door } from '../door.ts'
import { lockJob, repromise, requireStanding, step } from '../flow.ts'
import type { House } from '../house.ts'
import { settleAlerts } from '../outside/postgres/alert-store.ts'
import { activeAssignment, endOffer } from '../outside/postgres/assignment-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import type { DelayRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { chooseDelay, readDelays } from '../planning/delay-store.ts'
import { findZone } from '../planning/zone-board.ts'
import { Refusal } from '../refusal.ts'
import { delayView } from '../views/index.ts'
import { showJob } from '../views/show-job.ts'
import { keepableSlots } from './keepable-slots.ts'
import { slotWindows } from './opening.ts'

/** So many other windows are shown. */
const mostWindows = 8

export const delayDoors: Door[] = [
  door(endpoints.getDelay, async (house, { params, person }) => {
    const { job, delay } = await readDelay(house, house.db, params.id, person)
    return { delay: delayView(delay, person.role === 'customer'), windows: await otherWindows(house, job) }
  }),

  door(endpoints.chooseDelay, async (house, { params, body, person, commit }) => {
    const asked = await readDelay(house, house.db, params.id, person)
    const other = body.choice === 'another' ? await windowFor(house, asked.job, body.from) : null
    const view = await commit(async (tx) => {
      const assignment = await activeAssignment(tx, house.city.id, params.id)
      const job = await lockJob(tx, house.city.id, params.id)
      const { delay } = await readDelay(house, tx, params.id, person)
      if (!(await chooseDelay(tx, delay, body.choice))) throw over()
      if (body.choice === 'cancel') await cancelFree(tx, job, person)
      else await promiseAnew(tx, house, job, other ?? agreed(delay), person)
      if (body.choice === 'cancel' && assignment) await endOffer(tx, assignment, 'withdrawn', 'cancelled')
      return showJob(tx, house, params.id, person)
    })
    const { job } = asked
    await settleAlerts(house, [`promise_at_risk:${job.job_id}:${job.promise_until.getTime()}`])
    return view
  }),
]

const over = (): Refusal =>
  new Refusal(
    'stale',
    { en: 'There is nothing to choose any more.', zh: '当前无需选择。' },
    { field: 'choice' },
  )

const readDelay = async (
  house: House,
  reader: Reader,
  jobId: string,
  person: Person,
): Promise<{ job: JobRow; delay: DelayRow }> => {
  const job = await reader
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!job || (person.role === 'customer' && job.customer_id !== person.id))
    throw new Refusal('not_found', { en: 'There is no such job.', zh: '没有这个服务单。' })
  const delay = (await readDelays(reader, house.city.id, [job])).get(jobId)
  if (!delay || isOver(job.status))
    throw new Refusal('not_found', { en: 'This promise is not at risk.', zh: '该约定没有延误。' })
  return { job, delay }
}

const agreed = (delay: DelayRow): { from: Date; until: Date } => {
  if (delay.new_from && delay.new_until) return { from: delay.new_from, until: delay.new_until }
  throw new Refusal(
    'invalid',
    { en: 'No new time can be named yet.', zh: '暂时无法给出新的时间。' },
    { field: 'choice' },
  )
}

/** The other windows that the plan can keep now; none for a rescue and once somebody is under way. */
const otherWindows = async (house: House, job: JobRow): Promise<{ from: string; until: string }[]> => {
  if (job.category === 'rescue' || statusGroup[job.status] === 'under_way') return []
  const zone = await findZone(house.db, house.city.id, job.zone_id)
  if (!zone) return []
  const nowMs = house.clock.now()
  const windows = slotWindows(nowMs, house.city.timeZone, zone.hours, zone.policy)
  const wish = { services: job.services, vehicle: job.vehicle, place: { ...job.place, point: pointOf(job) } }
  const { kept } = await keepableSlots(house.db, house, { zone, wish, windows, nowMs })
  const soonest = kept.toSorted((a, b) => a.window.from - b.window.from)
  return soonest.slice(0, mostWindows).map(({ window }) => ({
    from: new Date(window.from * 1000).toISOString(),
    until: new Date(window.until * 1000).toISOString(),
  }))
}

const pointOf = (job: JobRow): LonLat => job.place.point

const windowFor = async (
  house: House,
  job: JobRow,
  from: string | null,
): Promise<{ from: Date; until: Date }> => {
  const windows = await otherWindows(house, job)
  const chosen = windows.find((one) => from !== null && Date.parse(one.from) === Date.parse(from))
  if (chosen) return { from: new Date(chosen.from), until: new Date(chosen.until) }
  throw new Refusal(
    'slot_gone',
    { en: 'This window cannot be kept; choose one that is named.', zh: '该时段无法安排，请从列表中选择。' },
    { field: 'from', more: { windows } },
  )
}

const promiseAnew = async (
  tx: Tx,
  house: House,
  job: JobRow,
  window: { from: Date; until: Date },
  person: Person,
): Promise<void> => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: house.city.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  await repromise(tx, job, {
    actor: actorOf(person),
    ...window,
    facts: { reason: 'delay', window: `${format.format(window.from)}–${format.format(window.until)}` },
  })
}

/** We are late: the customer owes nothing. */
const cancelFree = async (tx: Tx, job: JobRow, person: Person): Promise<void> => {
  await step(tx, {
    job: requireStanding(job, 'cancel'),
    step: 'cancel',
    actor: actorOf(person),
    set: { price: JSON.stringify(priceOfCancellation(0, job.price.currency)) },
    facts: { reason: 'delay', feeMinor: 0, technicianId: job.technician_id },
  })
}
