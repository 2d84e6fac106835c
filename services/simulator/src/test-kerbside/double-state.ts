import { randomBytes } from 'node:crypto'
import { categoryOf, type IdKind, makeId, needsOf, type Status, toInstant } from '@kerbside/domain'
import type { JobView, LiveEvent, OfferView, QuoteView, TechnicianView, ZoneView } from '@kerbside/protocol'
import { DoorProblem } from '../doors/door-problem.ts'
import { jobView, offerView, technicianView } from '../test-views.ts'

/** Somebody's token names him. */
export interface Guest {
  id: string
  phone: string
  role: 'customer' | 'technician' | 'supervisor'
}

/** What a double of Kerbside remembers, and what it does with it: first free technician, offers, steps. */
export class DoubleState {
  readonly jobs = new Map<string, JobView>()
  readonly quotes = new Map<string, QuoteView>()
  readonly offers = new Map<string, OfferView & { technicianId: string; open: boolean }>()
  readonly technicians = new Map<string, TechnicianView>()
  readonly customers = new Map<string, Guest>()
  readonly codes = new Map<string, string>()
  readonly declined = new Map<string, Set<string>>()
  readonly zones: ZoneView[] = []
  fixes = 0
  readonly #now: () => number
  readonly #tell: (technicianId: string, event: Pick<LiveEvent, 'type' | 'body'>) => void

  constructor(
    now: () => number,
    tell: (technicianId: string, event: Pick<LiveEvent, 'type' | 'body'>) => void,
  ) {
    this.#now = now
    this.#tell = tell
  }

  newId(kind: IdKind): string {
    return makeId(kind, this.#now(), randomBytes(10))
  }

  at(seconds = 0): string {
    return toInstant(this.#now() + seconds * 1000)
  }

  job(id: string): JobView {
    const job = this.jobs.get(id)
    if (!job) throw new DoorProblem({ status: 404, code: 'not_found', detail: id })
    return job
  }

  book(quote: QuoteView, slotFrom: string | null): JobView {
    const slot = quote.slots.find((one) => one.window.from === slotFrom)
    const job = jobView(0, {
      id: this.newId('job'),
      status: 'waiting',
      version: 1,
      category: categoryOf(quote.services),
      services: quote.services,
      place: quote.place,
      promise: slot?.window ?? { from: this.at(), until: this.at(2700) },
      durationSeconds: needsOf(quote.services, 'sedan').durationSeconds,
      technician: null,
      requestedAt: this.at(),
      statusAt: this.at(),
    })
    this.jobs.set(job.id, job)
    this.assign(job.id)
    return this.job(job.id)
  }

  /** Offers a waiting job to somebody on duty with no job of his own; without one it waits. */
  assign(jobId: string): void {
    const job = this.job(jobId)
    if (job.status !== 'waiting') return
    const busy = new Set([...this.jobs.values()].map((one) => one.technician?.id))
    const asked = new Set([...this.offers.values()].filter((one) => one.open).map((one) => one.technicianId))
    const who = [...this.technicians.values()].find(
      (one) =>
        one.onDuty && !busy.has(one.id) && !asked.has(one.id) && !this.declined.get(jobId)?.has(one.id),
    )
    if (!who) return
    const offer = {
      ...offerView({
        id: this.newId('offer'),
        jobId,
        category: job.category,
        offeredAt: this.at(),
        expiresAt: this.at(900),
      }),
      technicianId: who.id,
      open: true,
    }
    this.offers.set(offer.id, offer)
    this.move(jobId, 'offered')
    this.#tell(who.id, { type: 'offer.made', body: { offer } })
  }

  move(jobId: string, status: Status, part: Partial<JobView> = {}): JobView {
    const before = this.job(jobId)
    const after = { ...before, ...part, status, version: before.version + 1, statusAt: this.at() }
    const over = ['done', 'failed', 'cancelled', 'waiting'].includes(status)
    const seen = over ? { ...after, technician: null } : after
    this.jobs.set(jobId, status === 'waiting' || over ? { ...seen, technician: null } : after)
    const technicianId = after.technician?.id ?? before.technician?.id
    if (technicianId) this.#tell(technicianId, { type: 'job.changed', body: { job: after } })
    return after
  }

  /** Puts every waiting job round again. */
  goRound(): void {
    for (const job of this.jobs.values()) this.assign(job.id)
  }

  hire(part: Partial<TechnicianView>): TechnicianView {
    const technician = technicianView({
      ...part,
      id: this.newId('technician'),
      onDuty: false,
      shift: null,
      state: 'off',
    })
    this.technicians.set(technician.id, technician)
    return technician
  }
}
