import type { Penalties } from './warp-times.ts'

const LOOK_EVERY = 100
const WANTED = 0.65
const TOLERANCE = 0.05
const DEARER = 1.2
const CHEAPER = 0.95
const LEAST = 0.01
const MOST = 1000

/** Keeps the penalties where about two thirds of the plans obey the rule by themselves (Vidal et al. 2013). */
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

const adjusted = (penalty: number, share: number): number => {
  if (share < WANTED - TOLERANCE) return Math.min(MOST, penalty * DEARER)
  if (share > WANTED + TOLERANCE) return Math.max(LEAST, penalty * CHEAPER)
  return penalty
}
