import { type Bilingual, shortSign } from '@kerbside/domain'
import { type VanException, vanExceptions } from '@kerbside/geo'
import type { House } from '../house.ts'
import { raiseAlert, settleAlerts } from '../outside/postgres/alert-store.ts'
import { tell } from '../outside/postgres/outbox.ts'
import { clockIn } from './clock-text.ts'
import { listVans, rememberLeaving, type Van } from './van-store.ts'

const kinds: readonly VanException[] = ['late_departure', 'off_route', 'stopped', 'technician_silent']

interface Trouble {
  kind: VanException
  /** Names the trouble and its beginning: put aside, it does not come back; the next one is another. */
  key: string
  van: Van
}

/**
 * Looks at every van on duty: who is silent, left late, is off his way or stands too long is told to the supervisors,
 * once a trouble; what is over is put aside by itself.
 */
export const watchVans = async (house: House): Promise<void> => {
  const vans = await listVans(house)
  await rememberLeaving(house, vans)
  const nowMs = house.clock.now()
  const troubles = vans.flatMap((van) =>
    vanExceptions(van.picture, nowMs).map((kind) => ({ kind, key: keyOf(kind, van), van })),
  )
  const raised = await house.db
    .selectFrom('alerts')
    .select(['key', 'resolved_at', 'technician_id'])
    .where('city_id', '=', house.city.id)
    .where('kind', 'in', kinds)
    .where((where) =>
      where.or([
        where('resolved_at', 'is', null),
        where('key', 'in', [...troubles.map((one) => one.key), '']),
      ]),
    )
    .execute()
  const known = new Set(raised.map((one) => one.key))
  const present = new Set(troubles.map((one) => one.key))
  const over = raised.filter((one) => one.resolved_at === null && !present.has(one.key))
  const fresh = troubles.filter((one) => !known.has(one.key))
  for (const trouble of fresh) await raise(house, trouble)
  await settleAlerts(
    house,
    over.map((one) => one.key),
  )
  await tellStates(house, [
    ...fresh.filter((one) => one.kind === 'technician_silent').map((one) => one.van.technicianId),
    ...over.flatMap((one) => (one.key.startsWith('technician_silent') ? [one.technician_id ?? ''] : [])),
  ])
}

const keyOf = (kind: VanException, { technicianId, picture, job }: Van): string => {
  const since: Record<VanException, number | null | undefined> = {
    technician_silent: picture.fixMs ?? picture.dutySinceMs,
    late_departure: picture.job?.leaveMs,
    off_route: picture.job?.offRouteSinceMs,
    stopped: picture.standsSinceMs,
  }
  const about = kind === 'technician_silent' ? technicianId : (job?.jobId ?? technicianId)
  return `${kind}:${about}:${since[kind] ?? 0}`
}

const raise = (house: House, { kind, key, van }: Trouble): Promise<void> =>
  raiseAlert(house, {
    kind,
    key,
    technicianId: van.technicianId,
    ...(kind !== 'technician_silent' && van.job ? { jobId: van.job.jobId } : {}),
    sentence: sentences[kind](van, (ms) => clockIn(house.city.timeZone, ms)),
  })

const sentences: Record<VanException, (van: Van, clock: (ms: number) => string) => Bilingual> = {
  technician_silent: ({ name, picture }, clock) =>
    picture.fixMs === null
      ? { en: `${name} is on duty without a position.`, zh: `${name} 已上线但没有定位。` }
      : {
          en: `${name} has sent no position since ${clock(picture.fixMs)}.`,
          zh: `${name} 自 ${clock(picture.fixMs)} 起没有定位。`,
        },
  late_departure: ({ name, job, picture }, clock) => ({
    en: `${name} should have left for ${sign(job)} at ${clock(picture.job?.leaveMs ?? 0)}.`,
    zh: `${name} 应于 ${clock(picture.job?.leaveMs ?? 0)} 出发前往 ${sign(job)}，仍未出发。`,
  }),
  off_route: ({ name, job, picture }, clock) => ({
    en: `${name} has been off the way to ${sign(job)} since ${clock(picture.job?.offRouteSinceMs ?? 0)}.`,
    zh: `${name} 自 ${clock(picture.job?.offRouteSinceMs ?? 0)} 起偏离前往 ${sign(job)} 的路线。`,
  }),
  stopped: ({ name, job, picture }, clock) => ({
    en: `${name} has stood still on the way to ${sign(job)} since ${clock(picture.standsSinceMs ?? 0)}.`,
    zh: `${name} 前往 ${sign(job)} 途中，自 ${clock(picture.standsSinceMs ?? 0)} 起停留未动。`,
  }),
}

const sign = (job: Van['job']): string => (job ? shortSign(job.jobId) : '–')

const tellStates = async (house: House, technicianIds: readonly string[]): Promise<void> => {
  if (technicianIds.length === 0) return
  await house.db.transaction().execute(async (tx) => {
    for (const id of technicianIds) await tell(tx, house.city.id, { live: 'technician', id })
  })
}
