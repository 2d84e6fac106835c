import type { NearLists } from './near-lists.ts'
import { PairScan } from './pair-scan.ts'
import { RouteScan } from './route-scan.ts'
import { SpanPricing } from './span-pricing.ts'
import { WarpPricing } from './warp-pricing.ts'
import type { WarpTours } from './warp-tours.ts'

/** Lateness of a limited time out is priced nearly right only: what seems to gain must not go in circles. */
const MOST_ROUNDS = 50
const CLOCK_EVERY = 64

const never = (): boolean => false

/** Improves around the marked customers until no move gains, penalties included. */
export class LocalSearch {
  private readonly tours: WarpTours
  private readonly lists: NearLists
  private readonly pairs: PairScan
  private readonly within: RouteScan

  constructor(tours: WarpTours, lists: NearLists, reach: number) {
    const pricing = tours.spans === undefined ? new WarpPricing(tours) : new SpanPricing(tours, tours.spans)
    this.tours = tours
    this.lists = lists
    this.pairs = new PairScan(tours, lists, pricing, reach)
    this.within = new RouteScan(tours, lists, pricing, reach)
  }

  /** Ends early when there is no time left; asked now and then. */
  run(isOver: () => boolean = never): void {
    const { tours } = this
    let moved = true
    for (let round = 0; moved && round < MOST_ROUNDS; round++) {
      moved = false
      for (let i = 0; i < tours.markedCount; i++) {
        if (i % CLOCK_EVERY === CLOCK_EVERY - 1 && isOver()) return
        const u = tours.marked[i] as number
        if (tours.route[u] !== -1 && this.improve(u)) moved = true
      }
    }
  }

  /** Pairs whose routes have not changed since u was last tried cannot gain. */
  private improve(u: number): boolean {
    const { tours, pairs, within } = this
    const since = tours.tried[u] as number
    tours.tried[u] = tours.clock
    this.lists.prepare(u)
    let moved = false
    for (let k = 0; k < MOST_ROUNDS && pairs.improve(u, since); k++) {
      moved = true
      tours.tried[u] = tours.clock
    }
    for (let k = 0; k < MOST_ROUNDS && within.improve(u, since); k++) moved = true
    if (within.split(u)) moved = true
    return moved
  }
}
