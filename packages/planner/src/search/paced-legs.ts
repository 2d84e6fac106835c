import type { ProblemArrays } from './problem-arrays.ts'
import type { TimeSteps } from './time-steps.ts'

/** What the hour in which a leg is driven does to its price; all prices are beyond those of the leg's seconds. */
export interface PacedLegs {
  /**
   * The price of a leg of `base` seconds for technician r, free at an instant: driven at once, or as late as can be by who
   * would be there before he may begin; with a break on the way always at once.
   */
  price(r: number, free: number, base: number, arrival: number, begin: number, isPure: boolean): number
  /** How much later he may be free without the price of such a leg, or `behind` later what comes behind it, changing. */
  slack(free: number, base: number, arrival: number, begin: number, behind: number): number
  /** What a leg of that price might save at most at another hour. */
  mostSaved(r: number, base: number, price: number): number
  /** What so many seconds of road more must cost at least, at the best hour. */
  least(r: number, seconds: number): number
}

/** Null where roads are alike at all hours. */
export const makePacedLegs = ({ paced }: ProblemArrays, { roads }: TimeSteps): PacedLegs | null => {
  if (!paced || !roads) return null
  const { perSecond } = paced
  const { fastest } = roads
  return {
    price(r, free, base, arrival, begin, isPure) {
      if (base === 0) return 0
      const leave = isPure && begin > arrival ? roads.leaveBy(begin, base) : free
      const arrive = isPure && begin <= arrival ? arrival : roads.arriveAt(leave, base)
      return (arrive - leave - base) * (perSecond[r] as number)
    },
    slack(free, base, arrival, begin, behind) {
      if (begin > arrival) return Math.max(0, roads.leaveBy(begin - 1, base) - free)
      return Math.min(behind, roads.room(free, base))
    },
    // Legs take whole seconds: half a second may be rounded away.
    mostSaved: (r, base, price) => price + (perSecond[r] as number) * (base * (1 - fastest) + 0.5),
    least: (r, seconds) => (perSecond[r] as number) * (seconds * (fastest - 1) - 0.5),
  }
}
