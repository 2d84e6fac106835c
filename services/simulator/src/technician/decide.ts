import { toMs } from '@kerbside/domain'
import type { JobView, TechnicianView, TourView, WaitView } from '@kerbside/protocol'

/** What the server says of a technician: himself, his open jobs, his tour. */
export interface OwnView {
  me: TechnicianView
  jobs: ReadonlyMap<string, JobView>
  tour: TourView
}

/** What he does next; `thenLook`: the picture may be old by then, so it is read anew. */
export type Move =
  | { do: 'go_on_duty' }
  | { do: 'go_off_duty' }
  | { do: 'serve'; job: JobView }
  | { do: 'answer_wait'; wait: WaitView }
  | { do: 'go_waiting'; wait: WaitView }
  | { do: 'wait'; untilMs: number; thenLook?: true }

const minute = 60_000
/** Somebody who waits for nothing in particular looks at his phone this often. */
const idleMs = 10 * minute
/** And at home this often, for he may have been given a shift. */
const offDutyMs = 30 * minute
/** For less than this it is not worth coming in. */
const worthComingMs = 15 * minute
/** The plan is given so long to place a job that was just taken. */
const planningMs = 2 * minute
/** A job in no tour is left for so long before its promise begins. */
const untouredLeadMs = 20 * minute

/**
 * What a technician does now, by the server's word alone: the job in hand first, then a rescue at once, then the
 * next stop when its time has come (he leaves when his habit lets him); meanwhile a place to wait at; duty by the shift.
 */
export const decide = (
  { me, jobs, tour }: OwnView,
  nowMs: number,
  habit: { leaveMs: (job: JobView, dueMs: number, nowMs: number) => number; brokenUntilMs: number },
): Move => {
  const own = [...jobs.values()]
  const inHand = own.find((job) => ['en_route', 'on_site', 'working'].includes(job.status))
  if (inHand) return me.onDuty ? { do: 'serve', job: inHand } : { do: 'go_on_duty' }
  if (!me.onDuty) return comeIn(me, nowMs, habit.brokenUntilMs)

  const next = nextJob(own, tour)
  if (next) {
    const leaveMs = habit.leaveMs(next.job, next.dueMs, nowMs)
    if (leaveMs <= nowMs) return { do: 'serve', job: next.job }
    return whileIdle(me) ?? { do: 'wait', untilMs: leaveMs }
  }
  // The server names the shift that covers now, else the next one.
  const overMs = me.shift && toMs(me.shift.from) <= nowMs ? toMs(me.shift.until) : 0
  if (overMs <= nowMs) return { do: 'go_off_duty' }
  return whileIdle(me) ?? { do: 'wait', untilMs: Math.min(overMs, nowMs + idleMs) }
}

/** Where he was asked to wait, he says whether he goes, and goes. */
const whileIdle = ({ wait }: TechnicianView): Move | null => {
  if (wait?.state === 'proposed') return { do: 'answer_wait', wait }
  return wait?.state === 'going' ? { do: 'go_waiting', wait } : null
}

const comeIn = ({ shift }: TechnicianView, nowMs: number, brokenUntilMs: number): Move => {
  if (nowMs < brokenUntilMs) return { do: 'wait', untilMs: brokenUntilMs }
  const [fromMs, untilMs] = shift ? [toMs(shift.from), toMs(shift.until)] : [0, 0]
  if (fromMs <= nowMs && nowMs < untilMs - worthComingMs) return { do: 'go_on_duty' }
  const lookMs = nowMs + offDutyMs
  return { do: 'wait', untilMs: fromMs > nowMs ? Math.min(fromMs, lookMs) : lookMs, thenLook: true }
}

/** The accepted job that is to be left for first, and when. */
const nextJob = (own: readonly JobView[], tour: TourView) => {
  const places = new Map(tour.stops.map((stop, place) => [stop.jobId, place]))
  const accepted = own
    .filter((job) => job.status === 'accepted')
    .map((job) => ({ job, dueMs: dueAt(job, tour), place: places.get(job.id) ?? Number.POSITIVE_INFINITY }))
  return accepted.sort((a, b) => urgency(a.job) - urgency(b.job) || a.place - b.place || a.dueMs - b.dueMs)[0]
}

const urgency = (job: JobView): number => (job.category === 'rescue' ? 0 : 1)

/** When he has to leave for a job: for a rescue when he took it, else by his tour. */
const dueAt = (job: JobView, tour: TourView): number => {
  if (job.category === 'rescue') return toMs(job.statusAt)
  const first = tour.stops[0]
  if (first?.jobId === job.id && tour.departAt) return toMs(tour.departAt)
  const stop = tour.stops.find((one) => one.jobId === job.id)
  if (stop) return toMs(stop.arriveAt) - stop.driveSeconds * 1000
  return Math.max(toMs(job.statusAt) + planningMs, toMs(job.promise.from) - untouredLeadMs)
}
