import type { NearLists } from './near-lists.ts'
import type { WarpPricing } from './warp-pricing.ts'
import type { WarpTours } from './warp-tours.ts'

/** A gain below this is rounding. */
const GAIN = -0.001
const TAILS = 1
const EXCHANGE = 2
const NONE = 0

/**
 * Moves between the route of a customer u and those of his near v (Vidal et al. 2013; Osman 1993, Potvin & Rousseau
 * 1995): the chain of one to three customers that begins at u goes beside v or changes places with the one or two that
 * begin at v, or the routes exchange tails. Moves are first judged by their cost alone: penalties cannot fall below 0.
 */
export class PairScan {
  private readonly tours: WarpTours
  private readonly lists: NearLists
  private readonly pricing: WarpPricing
  private readonly reach: number
  private kind = NONE
  private best = 0
  private increase = 0
  private before1 = 0
  private last1 = 0
  private before2 = 0
  private last2 = 0

  constructor(tours: WarpTours, lists: NearLists, pricing: WarpPricing, reach: number) {
    this.tours = tours
    this.lists = lists
    this.pricing = pricing
    this.reach = Math.min(reach, lists.width)
  }

  /**
   * Makes the best move with the first v that offers one; pairs whose routes are as at `since` are passed over. One long
   * function, because half of all time is spent in it and what hangs on u alone is read once.
   */
  improve(u: number, since: number): boolean {
    const { tours, reach } = this
    const { near, width, costTo, costFrom, costsIn } = this.lists
    const { size, next, prev, route, place, arc, version, penalty, isMixed } = tours
    const { costs } = tours.problem
    const r1 = route[u] as number
    const p = prev[u] as number
    const x = next[u] as number
    const rowU = u * size
    const rowP = (place[p] as number) * size
    const rowX = (place[x] as number) * size
    const isNew = (version[r1] as number) > since
    const arcP = arc[p] as number
    const arcU = arc[u] as number
    const saved1 = arcP + arcU - (costs[rowP + (place[x] as number)] as number)
    const has2 = x < size
    const x2 = has2 ? (next[x] as number) : x
    const has3 = has2 && x2 < size
    const rowX2 = (place[x2] as number) * size
    const arcX = has2 ? (arc[x] as number) : 0
    const saved2 = has2 ? arcP + arcX - (costs[rowP + (place[x2] as number)] as number) : 0
    const x3 = has3 ? (next[x2] as number) : x2
    const saved3 = has3 ? arcP + (arc[x2] as number) - (costs[rowP + (place[x3] as number)] as number) : 0
    const penalty1 = penalty[r1] as number
    const mostSaved = Math.max(saved1, saved2, saved3, arcP)
    const longest1 = has3 ? 3 : has2 ? 2 : 1
    const dearerU = Math.max(arcU, arcX)
    for (let k = 0; k < reach; k++) {
      const v = near[u * width + k] as number
      const r2 = route[v] as number
      if (r2 < 0 || r2 === r1 || (!isNew && (version[r2] as number) <= since)) continue
      const paid = penalty1 + (penalty[r2] as number)
      const w = prev[v] as number
      const y = next[v] as number
      let chain1 = longest1
      let chain2 = y < size ? 2 : 1
      const areAlike = !isMixed || tours.group[r1] === tours.group[r2]
      if (!areAlike) {
        chain1 = this.acceptedBy(r2, u, chain1)
        chain2 = this.acceptedBy(r1, v, chain2)
        if (chain1 === 0) continue
      }
      const placeY = place[y] as number
      const arcV = arc[v] as number
      const arcW = arc[w] as number
      const toV = costTo[u * width + k] as number
      const fromV = costFrom[u * width + k] as number
      this.best = GAIN
      this.kind = NONE
      let d = 0
      const behind = fromV - arcV
      if (behind - mostSaved < paid) {
        d = behind + (costs[rowU + placeY] as number) - saved1
        if (d - paid < this.best) this.tryMove(d, paid, p, u, v, v)
        if (chain1 > 1) {
          d = behind + (costs[rowX + placeY] as number) - saved2
          if (d - paid < this.best) this.tryMove(d, paid, p, x, v, v)
          if (chain1 > 2) {
            d = behind + (costs[rowX2 + placeY] as number) - saved3
            if (d - paid < this.best) this.tryMove(d, paid, p, x2, v, v)
          }
        }
        if (areAlike && behind - arcP < paid) {
          d = behind + (costs[rowP + placeY] as number) - arcP
          if (d - paid < this.best) this.tryTails(d, paid, p, v)
        }
      }
      const placeW = place[w] as number
      const wToU = costsIn[rowU + placeW] as number
      const ahead = toV - arcW
      if (areAlike && ahead - arcU < paid) {
        d = ahead + (costsIn[rowX + placeW] as number) - arcU
        if (d - paid < this.best) this.tryTails(d, paid, u, w)
      }
      d = wToU + ahead - saved1
      if (d - paid < this.best) this.tryMove(d, paid, p, u, w, w)
      const arcY = y < size ? (arc[y] as number) : 0
      const swapped = (costs[rowP + v] as number) + wToU - arcW - arcP
      if (chain2 > 0 && swapped - dearerU - Math.max(arcV, arcY) < paid) {
        d = swapped + (costsIn[rowX + v] as number) - arcU + (costs[rowU + placeY] as number) - arcV
        if (d - paid < this.best) this.tryMove(d, paid, p, u, w, v)
        if (chain1 > 1) {
          d = swapped + (costsIn[rowX2 + v] as number) - arcX + (costs[rowX + placeY] as number) - arcV
          if (d - paid < this.best) this.tryMove(d, paid, p, x, w, v)
        }
        if (chain2 > 1) {
          const placeY2 = place[next[y] as number] as number
          d = swapped + (costsIn[rowX + y] as number) - arcU + (costs[rowU + placeY2] as number) - arcY
          if (d - paid < this.best) this.tryMove(d, paid, p, u, w, y)
          if (chain1 > 1) {
            d = swapped + (costsIn[rowX2 + y] as number) - arcX + (costs[rowX + placeY2] as number) - arcY
            if (d - paid < this.best) this.tryMove(d, paid, p, x, w, y)
          }
        }
      }
      if (this.kind !== NONE) {
        this.make()
        return true
      }
    }
    return false
  }

  /** How many of the customers that begin at v, `most` at the most, this other kind of van may serve. */
  private acceptedBy(r: number, v: number, most: number): number {
    const { tours } = this
    let count = 0
    for (let w = v; count < most && tours.takes(r, w); w = tours.next[w] as number) count++
    return count
  }

  /** Prices the exchange of the chains behind before1 up to last1 and behind before2 up to last2. */
  private tryMove(
    increase: number,
    paid: number,
    before1: number,
    last1: number,
    before2: number,
    last2: number,
  ): void {
    const { next, loadTo, route, routeLoad, capacity, penalties } = this.tours
    const { late, overload } = penalties
    const r1 = route[before1] as number
    const r2 = route[before2] as number
    const load1 = (loadTo[last1] as number) - (loadTo[before1] as number)
    const load2 = (loadTo[last2] as number) - (loadTo[before2] as number)
    const over1 = (routeLoad[r1] as number) - load1 + load2 - (capacity[r1] as number)
    const over2 = (routeLoad[r2] as number) - load2 + load1 - (capacity[r2] as number)
    let value = increase - paid
    if (over1 > 0) value += overload * over1
    if (over2 > 0) value += overload * over2
    if (value >= this.best) return
    value +=
      late * this.warpWith(before2, next[before1] as number, last1, before1 === last1, next[last2] as number)
    if (value >= this.best) return
    value +=
      late * this.warpWith(before1, next[before2] as number, last2, before2 === last2, next[last1] as number)
    if (value >= this.best) return
    this.best = value
    this.kind = EXCHANGE
    this.increase = increase
    this.before1 = before1
    this.last1 = last1
    this.before2 = before2
    this.last2 = last2
  }

  private warpWith(p: number, first: number, last: number, isNone: boolean, s: number): number {
    const { pricing } = this
    if (isNone) return pricing.joint(p, s)
    if (first === last) return pricing.over1(p, first, s)
    if (this.tours.next[first] === last) return pricing.over2(p, first, last, s)
    return pricing.overChain(p, first, last, s)
  }

  private tryTails(increase: number, paid: number, head1: number, head2: number): void {
    const { next, loadTo, route, routeLoad, capacity, penalties } = this.tours
    const { late, overload } = penalties
    const r1 = route[head1] as number
    const r2 = route[head2] as number
    const tail1 = (routeLoad[r1] as number) - (loadTo[head1] as number)
    const tail2 = (routeLoad[r2] as number) - (loadTo[head2] as number)
    const over1 = (loadTo[head1] as number) + tail2 - (capacity[r1] as number)
    const over2 = (loadTo[head2] as number) + tail1 - (capacity[r2] as number)
    let value = increase - paid
    if (over1 > 0) value += overload * over1
    if (over2 > 0) value += overload * over2
    if (value >= this.best) return
    value += late * this.pricing.joint(head1, next[head2] as number)
    if (value >= this.best) return
    value += late * this.pricing.joint(head2, next[head1] as number)
    if (value >= this.best) return
    this.best = value
    this.kind = TAILS
    this.increase = increase
    this.before1 = head1
    this.before2 = head2
  }

  private make(): void {
    const { tours, before1, last1, before2, last2, increase } = this
    if (this.kind === TAILS) tours.exchangeTails(before1, before2, increase)
    else tours.exchange(before1, last1, before2, last2, increase)
  }
}
