import type { Penalties } from './warp-times.ts'

const LOOK_EVERY = 50
const WANTED = 0.65
const GAIN = 0.7
const LEAST = 0.01
const MOST = 1000

/**
 * Keeps the penalties where so many of the plans obey the rule by themselves (after Vidal et al. 2013), the faster the
 * further they are from it: a short search has no time to walk down from a penalty that is far too high.
 */
export class PenaltyControl {
  private readonly penalties: Penalties
  private plans = 0
  private inTime = 0
  private inLoad = 0

  constructor(penalties: Penalties) {
    this.penalties = penalties
  }

  /** Notes one more plan; answers true if the penalties changed. */
  note(isInTime: boolean, isInLoad: boolean): boolean {
    if (isInTime) this.inTime++
    if (isInLoad) this.inLoad++
    if (++this.plans < LOOK_EVERY) return false
    const { penalties } = this
    penalties.late = adjusted(penalties.late, this.inTime / this.plans)
    penalties.overload = adjusted(penalties.overload, this.inLoad / this.plans)
    this.plans = 0
    this.inTime = 0
    this.inLoad = 0
    return true
  }
}

const adjusted = (penalty: number, share: number): number =>
  Math.min(MOST, Math.max(LEAST, penalty * Math.exp(GAIN * (WANTED - share))))
