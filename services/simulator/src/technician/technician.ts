import { setTimeout as pause } from 'node:timers/promises'
import type { LonLat, TechnicianStep } from '@kerbside/domain'
import type { JobView, LiveEvent, OfferView, WaitView } from '@kerbside/protocol'
import { repairSeconds } from '../behaviours/breaks-down.ts'
import { isRefusal } from '../doors/door-problem.ts'
import type { SignedIn } from '../doors/signed-in.ts'
import type { Tally } from '../report/tally.ts'
import type { Agenda } from '../time/agenda.ts'
import { Interrupted } from '../time/interrupted.ts'
import { decide, type Move, type OwnView } from './decide.ts'
import { setOut } from './drive.ts'
import { type Runner, runErrand } from './errand.ts'
import { drawHabits, type Habits } from './habits.ts'
import { OfferDesk } from './offer-desk.ts'
import { Picture } from './picture.ts'
import { TechnicianLine } from './technician-line.ts'
import { Whereabouts } from './whereabouts.ts'

export interface TechnicianPlan {
  url: string
  person: SignedIn
  phone: string
  home: LonLat
  seed: number
  agenda: Agenda
  tally: Tally
  /** An offer has reached his phone. */
  onOffer(offer: OfferView): void
  onHello(): void
  onError(error: unknown): void
}

/** After trouble he tries again so much later, on the wall. */
const againMs = 1500

/**
 * A simulated technician: what he knows is what the server told him (`Picture`), and what he does next follows from
 * that alone (`decide`), so that he goes on after a restart on either side.
 */
export class SimulatedTechnician {
  readonly #plan: TechnicianPlan
  readonly #habits: Habits
  readonly #picture: Picture
  readonly #desk: OfferDesk
  readonly #line: TechnicianLine
  readonly #where: Whereabouts
  readonly #end = new AbortController()
  #errand: { jobId: string; taken: AbortController } | null = null
  #brokenUntilMs = 0
  #living: Promise<void> = Promise.resolve()

  constructor(plan: TechnicianPlan) {
    this.#plan = plan
    const { agenda, person, tally, url, onError } = plan
    const habits = drawHabits(plan.seed, plan.phone)
    this.#habits = habits
    this.#where = new Whereabouts(
      { agenda, gps: habits.gps, send: (fixes) => this.#line.send(fixes) },
      plan.home,
    )
    this.#picture = new Picture(person, {
      onChange: (view) => this.#look(view),
      onOffers: (offers) => offers.map((offer) => this.#desk.receive(offer)),
    })
    this.#desk = new OfferDesk({
      doors: person,
      agenda,
      tally,
      onError,
      answers: (offer) => habits.answers(offer),
      onOffer: (offer) => plan.onOffer(offer),
      onAccepted: (job) => this.#picture.took(job),
    })
    this.#line = new TechnicianLine({
      url,
      person,
      onError,
      onEvent: (event) => this.#hear(event),
      onUp: () => this.#picture.read().catch(onError),
      onHello: () => plan.onHello(),
      onFixes: ({ taken, refused }) => tally.fixes(taken, refused),
    })
  }

  get onDuty(): boolean {
    return this.#picture.view?.me.onDuty ?? false
  }

  open(): void {
    this.#living = this.#live()
  }

  async close(): Promise<void> {
    this.#end.abort()
    this.#where.silence()
    this.#desk.close()
    this.#line.close()
    await this.#living
  }

  async #live(): Promise<void> {
    let linked = false
    while (!this.#end.signal.aborted) {
      try {
        if (!linked) await this.#line.open()
        if (!linked) this.#stand(await this.#picture.known())
        linked = true
        const view = await this.#picture.known()
        await this.#make(decide(view, this.#plan.agenda.now(), this.#habit()))
      } catch (error) {
        if (this.#end.signal.aborted) return
        if (!(error instanceof Interrupted)) await this.#stumble(error)
      }
    }
  }

  /** Where the server saw him last is where he is. */
  #stand({ me }: OwnView): void {
    this.#where.stand(me.fix?.point ?? this.#plan.home)
  }

  #habit() {
    return { leaveMs: this.#habits.leaveMs, brokenUntilMs: this.#brokenUntilMs }
  }

  async #make(move: Move): Promise<void> {
    if (move.do === 'serve') return this.#serve(move.job)
    if (move.do === 'answer_wait') return this.#answerWait(move.wait)
    if (move.do === 'go_waiting') return this.#goWaiting(move.wait)
    if (move.do !== 'wait') return this.#setDuty(move.do === 'go_on_duty')
    const { view, bell } = this.#picture
    await bell.waitUntil(this.#plan.agenda, move.untilMs, this.#end.signal)
    if (move.thenLook && this.#picture.view === view) this.#picture.forget()
  }

  async #setDuty(onDuty: boolean): Promise<void> {
    // He comes from home, unless his shift was only interrupted.
    if (onDuty && this.#brokenUntilMs === 0 && this.#picture.view?.jobs.size === 0)
      this.#where.stand(this.#plan.home)
    const fix = onDuty ? { fix: this.#where.fix() } : {}
    this.#picture.is(await this.#plan.person.call('setDuty', { body: { onDuty, ...fix } }))
    this.#plan.tally.count(onDuty ? 'went_on_duty' : 'went_off_duty')
    if (onDuty) this.#brokenUntilMs = 0
  }

  async #serve(job: JobView): Promise<void> {
    const taken = new AbortController()
    this.#errand = { jobId: job.id, taken }
    try {
      await runErrand(this.#runner(), job, AbortSignal.any([taken.signal, this.#end.signal]))
    } finally {
      this.#errand = null
      this.#habits.forget(job.id)
      this.#where.stand()
    }
  }

  async #answerWait({ id }: WaitView): Promise<void> {
    const { agenda } = this.#plan
    const { answer, afterSeconds } = this.#habits.goesToWait()
    await agenda.until(agenda.now() + afterSeconds * 1000, this.#end.signal)
    await this.#sayOfWait(id, answer)
    this.#plan.tally.count(`waits_${answer}`)
  }

  /** Drives to a waiting place; whatever happens meanwhile is looked at first. */
  async #goWaiting({ id, point }: WaitView): Promise<void> {
    const { agenda, person } = this.#plan
    const [lon, lat] = this.#where.point
    const way = await person.call('getWaitWay', { params: { id }, query: { from: `${lon},${lat}` } })
    const line = way.line.length > 0 ? way.line : [point]
    const drive = setOut(line, way.seconds, this.#habits.pace(), agenda.now())
    this.#where.drive(drive)
    await this.#picture.bell.waitUntil(agenda, drive.untilMs, this.#end.signal)
    if (agenda.now() < drive.untilMs) {
      this.#where.stand()
      return
    }
    this.#where.stand(point)
    await this.#sayOfWait(id, 'there')
  }

  async #sayOfWait(id: string, answer: 'go' | 'not_now' | 'there'): Promise<void> {
    this.#picture.is(await this.#plan.person.call('answerWait', { params: { id }, body: { answer } }))
  }

  #runner(): Runner {
    const { agenda, person } = this.#plan
    return {
      agenda,
      habits: this.#habits,
      step: (jobId, step, reason) => this.#step(jobId, step, reason),
      way: (jobId) => {
        const [lon, lat] = this.#where.point
        return person.call('getWay', { query: { jobId, from: `${lon},${lat}` } })
      },
      drive: (drive) => this.#where.drive(drive),
      stand: (point) => this.#where.stand(point),
      breakDown: (jobId, reason) => this.#breakDown(jobId, reason),
    }
  }

  async #step(id: string, step: TechnicianStep, reason = ''): Promise<JobView> {
    const job = await this.#plan.person.call('stepJob', {
      params: { id },
      body: { step, reason, fix: this.#where.fix() },
    })
    this.#plan.tally.count(`step_${step}`)
    this.#picture.took(job)
    return job
  }

  /** The van stands: this job and all that he has taken go back, and he is off the road for an hour. */
  async #breakDown(jobId: string, reason: string): Promise<void> {
    this.#plan.tally.count('break_downs')
    this.#where.stand()
    this.#brokenUntilMs = this.#plan.agenda.now() + repairSeconds * 1000
    await this.#step(jobId, 'release', reason)
    const view = await this.#picture.known()
    for (const job of view.jobs.values())
      if (job.status === 'accepted') await this.#step(job.id, 'release', reason)
    await this.#setDuty(false)
  }

  #hear(event: LiveEvent): void {
    if (event.type === 'offer.made') this.#desk.receive(event.body.offer)
    if (event.type === 'offer.ended') this.#desk.ended(event.body.offerId)
    this.#picture.hear(event)
  }

  /** Looks at a new picture: a job that is no longer his is left where he stands; off duty his phone is silent. */
  #look(view: OwnView): void {
    if (this.#errand && !view.jobs.has(this.#errand.jobId)) this.#errand.taken.abort()
    if (view.me.onDuty) this.#where.startReporting()
    else this.#where.silence()
  }

  async #stumble(error: unknown): Promise<void> {
    if (isRefusal(error, 'illegal_step', 'stale', 'not_found', 'wait_over'))
      this.#plan.tally.count('steps_refused')
    else this.#plan.onError(error)
    this.#picture.forget()
    await pause(againMs, undefined, { signal: this.#end.signal }).catch((aborted: Error) => {
      if (!this.#end.signal.aborted) throw aborted
    })
  }
}
