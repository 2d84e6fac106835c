import { toMs } from '@kerbside/domain'
import type { JobView, OfferView } from '@kerbside/protocol'
import { answersOffer, drawWillingness, type OfferAnswer } from '../behaviours/answers-offers.ts'
import { breaksDown } from '../behaviours/breaks-down.ts'
import { departsLate } from '../behaviours/departs-late.ts'
import { drawPace, drivesAtPace } from '../behaviours/drives-at-pace.ts'
import { findsNobody } from '../behaviours/finds-nobody.ts'
import { goesToWait } from '../behaviours/goes-to-wait.ts'
import { drawThoroughness, settlesIn, worksAtPace } from '../behaviours/works-at-pace.ts'
import { type RandomStream, randomStream } from '../random-stream.ts'

/** How one technician is: every behaviour with a stream of its own, so that none shifts another. */
export interface Habits {
  answers(offer: OfferView): OfferAnswer
  /** When he leaves for a job that is due at an instant; once it is due, a plan that moves changes that no more. */
  leaveMs(job: JobView, dueMs: number, nowMs: number): number
  pace(): number
  workFactor(): number
  settlesMs(): number
  findsNobody(): ReturnType<typeof findsNobody>
  breaksDown(): ReturnType<typeof breaksDown>
  goesToWait(): ReturnType<typeof goesToWait>
  forget(jobId: string): void
  gps: RandomStream
}

/** Draws a technician's habits from the seed and his phone. */
export const drawHabits = (seed: number, phone: string): Habits => {
  const stream = (behaviour: string): RandomStream => randomStream(seed, phone, behaviour)
  const traits = stream('traits')
  const willing = drawWillingness(traits)
  const ownPace = drawPace(traits)
  const ownWork = drawThoroughness(traits)
  const offers = stream('answers-offers')
  const departures = stream('departs-late')
  const drives = stream('drives-at-pace')
  const work = stream('works-at-pace')
  const settling = stream('settles-in')
  const nobody = stream('finds-nobody')
  const breakDowns = stream('breaks-down')
  const waits = stream('goes-to-wait')
  const leaving = new Map<string, { dueMs: number; lateMs: number }>()
  return {
    gps: stream('gps-noise'),
    answers: (offer) => {
      const windowSeconds = (toMs(offer.expiresAt) - toMs(offer.offeredAt)) / 1000
      return answersOffer({ category: offer.category, windowSeconds }, willing, offers)
    },
    leaveMs: (job, dueMs, nowMs) => {
      const known = leaving.get(job.id)
      if (known && known.dueMs <= nowMs) return known.dueMs + known.lateMs
      const lateMs = known?.lateMs ?? departsLate(job.category, departures) * 1000
      leaving.set(job.id, { dueMs, lateMs })
      return dueMs + lateMs
    },
    pace: () => drivesAtPace(ownPace, drives),
    workFactor: () => worksAtPace(ownWork, work),
    settlesMs: () => settlesIn(settling) * 1000,
    findsNobody: () => findsNobody(nobody),
    breaksDown: () => breaksDown(breakDowns),
    goesToWait: () => goesToWait(waits),
    forget: (jobId) => {
      leaving.delete(jobId)
    },
  }
}
