import { routesOf } from './flat-plan.ts'
import { PLAN_END, type TourLinks } from './tour-links.ts'
import { type FlatPlan, longestSequence, type VrptwOptions } from './vrptw-problem.ts'

/** Shares of the budget between two exchanges with other searches. */
const EXCHANGE_EVERY = 0.05
/** Who is further behind than this share of the cost goes on from the other's plan; nearer, two ways are better than one. */
const FAR_BEHIND = 0.005

/** Keeps the best plan of a run, tells of it, swaps it with other searches, and looks at the clock. */
export class PlanWatch {
  /** The best plan so far as a flat sequence, and what it costs, absences at their price. */
  sequence = new Int32Array(0)
  value = Infinity
  /** Share of the budget that was gone at the last look. */
  gone = 0
  private readonly options: VrptwOptions
  private nextExchange = EXCHANGE_EVERY

  constructor(options: VrptwOptions) {
    this.options = options
  }

  /** Looks at the clock. */
  look(): number {
    this.gone = this.options.progress()
    return this.gone
  }

  /** Keeps the plan of these tours if it is better than the best; answers whether it is. */
  keep(tours: TourLinks): boolean {
    const value = tours.cost + tours.missing
    if (value > this.value - 0.5) return false
    if (this.sequence.length === 0) this.sequence = new Int32Array(longestSequence(tours.problem))
    tours.writeSequence(this.sequence)
    this.value = value
    this.options.onBetter?.(value, () => routesOf(this.sequence))
    return true
  }

  /** At the time for it, offers the best plan to others and keeps a better one of theirs; answers whether to go on from it. */
  exchange(): boolean {
    const { exchange } = this.options
    if (exchange === undefined || this.gone < this.nextExchange) return false
    this.nextExchange = this.gone + EXCHANGE_EVERY
    const theirs: FlatPlan | undefined = exchange({ cost: this.value, sequence: this.sequence })
    if (theirs === undefined || theirs.cost > this.value - 0.5) return false
    const isFarBehind = theirs.cost < this.value * (1 - FAR_BEHIND)
    this.sequence.set(theirs.sequence.subarray(0, theirs.sequence.indexOf(PLAN_END) + 1))
    this.value = theirs.cost
    this.options.onBetter?.(this.value, () => routesOf(this.sequence))
    return isFarBehind
  }
}
