import type { Fix, LonLat } from '@kerbside/domain'
import type { RandomStream } from '../random-stream.ts'
import type { Agenda } from '../time/agenda.ts'
import { type Drive, whereOn } from './drive.ts'
import { noisyFix } from './gps-noise.ts'

/** While driving a fix every 5 s of Kerbside's time; never more than one a second of the wall. */
const drivingMs = 5000
const leastWallMs = 1000
/** While standing once a minute, on a fast clock just often enough not to count as silent after five. */
const standingMs = 60_000
const standingWallMs = 5000
const silentMs = 240_000

export interface WhereaboutsPlan {
  agenda: Agenda
  gps: RandomStream
  send(fixes: Fix[]): void
}

/** Where a technician is, and the phone that reports it while he is on duty. */
export class Whereabouts {
  readonly #plan: WhereaboutsPlan
  #point: LonLat
  #drive: Drive | null = null
  #callOff: (() => void) | null = null

  constructor(plan: WhereaboutsPlan, point: LonLat) {
    this.#plan = plan
    this.#point = point
  }

  /** The true place now. */
  get point(): LonLat {
    return this.#drive ? whereOn(this.#drive, this.#plan.agenda.now()).point : this.#point
  }

  fix(): Fix {
    const nowMs = this.#plan.agenda.now()
    const truth = this.#drive ? whereOn(this.#drive, nowMs) : { point: this.#point, heading: null, speed: 0 }
    return noisyFix(truth, nowMs, this.#plan.gps)
  }

  drive(drive: Drive): void {
    this.#drive = drive
    if (this.#callOff) this.report()
  }

  stand(point: LonLat = this.point): void {
    this.#point = point
    this.#drive = null
  }

  /** Reports now and from now on, unless he does so already. */
  startReporting(): void {
    if (!this.#callOff) this.report()
  }

  report(): void {
    this.#callOff?.()
    const { agenda, send } = this.#plan
    const nowMs = agenda.now()
    if (this.#drive && nowMs > this.#drive.untilMs) this.stand()
    send([this.fix()])
    const leastMs = agenda.inWall(leastWallMs)
    const standing = Math.max(standingMs, Math.min(agenda.inWall(standingWallMs), silentMs))
    const everyMs = Math.max(this.#drive ? drivingMs : standing, leastMs)
    this.#callOff = agenda.at(nowMs + everyMs, () => this.report())
  }

  /** Off duty nobody is tracked. */
  silence(): void {
    this.#callOff?.()
    this.#callOff = null
  }
}
