import {
  atWeekHour,
  type LearntHours,
  type LearntWork,
  learnHours,
  learnWork,
  nothingLearnt,
  priorDriveSigma,
  type Quarter,
  quartersBetween,
  weekTimeOf,
} from '@kerbside/domain'
import { defaultHourFactors } from '../outside/osrm/index.ts'
import type { Reader } from '../outside/postgres/database.ts'
import { readLegs, readSwitches, readWorks } from './lesson-store.ts'

const nothingDriven = learnHours([], defaultHourFactors)
const priorWeek = nothingDriven.all.factors

/**
 * What was learnt from drives and work that are over, kept apart from the rules that use it: read anew from the truth now
 * and then, and switched off at will. Until it was read, and when off, it says what was known before.
 */
export class Lessons {
  readonly #timeZone: string
  #hours: LearntHours = nothingDriven
  #work: LearntWork = nothingLearnt
  #on = { roads: true, durations: true }

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** What was learnt, whether it is used or not. */
  get learnt(): { hours: LearntHours; work: LearntWork; on: { roads: boolean; durations: boolean } } {
    return { hours: this.#hours, work: this.#work, on: this.#on }
  }

  /** Durations of work as far as they may be used. */
  get work(): LearntWork {
    return this.#on.durations ? this.#work : nothingLearnt
  }

  /** How much longer driving takes than on free roads, at an instant (epoch seconds), in a zone where it is known. */
  factorAt(atSeconds: number, zoneId: string): number {
    return atWeekHour(this.#weekOf(zoneId), atSeconds * 1000, this.#timeZone)
  }

  /** The same for every quarter of an hour between two instants: what a plan's legs take, each at its own time. */
  hoursBetween(from: number, until: number, zoneId: string): Quarter[] {
    return quartersBetween(this.#weekOf(zoneId), from, until, this.#timeZone)
  }

  #weekOf(zoneId: string): readonly number[] {
    return this.#on.roads ? (this.#hours.zones[zoneId] ?? this.#hours.all).factors : priorWeek
  }

  /** How unsure a forecast of driving is: the deviation of ln(actual / forecast). */
  sigmaAt(zoneId: string, quality: 'osrm' | 'estimated'): number {
    if (quality === 'estimated') return priorDriveSigma.estimated
    return this.#on.roads ? (this.#hours.zones[zoneId] ?? this.#hours.all).sigma : priorDriveSigma.osrm
  }

  /** Learns anew from what is over. */
  async refresh(reader: Reader, cityId: string): Promise<void> {
    const [legs, works, on] = await Promise.all([
      readLegs(reader, cityId),
      readWorks(reader, cityId),
      readSwitches(reader, cityId),
    ])
    this.#hours = learnHours(
      legs.map((leg) => ({ ...leg, ...weekTimeOf(leg.departedMs, this.#timeZone) })),
      defaultHourFactors,
    )
    this.#work = learnWork(works)
    this.#on = on
  }
}
