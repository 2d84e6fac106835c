import { pricesOfAbsence } from './absence-price.ts'
import { canServe, type VrptwProblem } from './vrptw-problem.ts'

/** Closes a route in a flat sequence, and the sequence itself. */
export const ROUTE_END = -1
export const PLAN_END = -2

/**
 * Routes as doubly linked lists over nodes: customers below size, then the start of route r at size + r and its end at
 * size + vans + r (depots themselves are never linked). Keeps which routes are used, who is absent, and what the routes
 * looked like before the present turn, so that a turn can be taken back. The routes of one group of vans lie together.
 */
export class TourLinks {
  readonly problem: VrptwProblem
  readonly size: number
  readonly vans: number
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Route of a node, −1 if absent. */
  readonly route: Int32Array
  /** Node → row of the matrix. */
  readonly place: Int32Array
  /** Customers on each route. */
  readonly stops: Int32Array
  readonly group: Int32Array
  readonly capacity: Int32Array
  /** Per group and node 1 where a van of this group can serve at all; asked only if the vans are of several kinds. */
  readonly fits: Uint8Array
  readonly isMixed: boolean
  /** May a van be out for a limited time only? */
  readonly isTimed: boolean
  /** Of the arcs. */
  cost = 0
  readonly used: Int32Array
  usedCount = 0
  readonly absent: Int32Array
  absentCount = 0
  /** What leaving a customer out costs, and the sum of that over the absent. */
  readonly price: Float64Array
  missing = 0
  /** Number of the present turn; a route with this stamp has been written down already. */
  turn = 0
  readonly stamp: Int32Array
  readonly touched: Int32Array
  touchedCount = 0
  /** Neighbours at the beginning of the turn, of nodes on touched routes. */
  readonly nextBefore: Int32Array
  readonly prevBefore: Int32Array
  private readonly kept: Int32Array
  private readonly keptAt: Int32Array
  private keptCount = 0
  /** Unused routes, the share of a group beginning where its routes do. */
  private readonly free: Int32Array
  private readonly freeFrom: Int32Array
  private readonly freeCount: Int32Array
  /** Where a route stands in `used` or in its share of `free`. */
  private readonly rankOf: Int32Array
  private readonly isUsed: Uint8Array

  constructor(problem: VrptwProblem) {
    const { size, depots } = problem
    const counts = problem.vans.map(({ count }) => Math.max(0, Math.min(count, size - depots)))
    const vans = counts.reduce((sum, count) => sum + count, 0)
    const nodes = size + 2 * vans
    this.problem = problem
    this.size = size
    this.vans = vans
    this.next = new Int32Array(nodes)
    this.prev = new Int32Array(nodes)
    this.route = new Int32Array(nodes).fill(-1)
    this.place = Int32Array.from({ length: nodes }, (_, node) => node)
    this.stops = new Int32Array(vans)
    this.group = new Int32Array(vans)
    this.capacity = new Int32Array(vans)
    this.fits = new Uint8Array(counts.length * size)
    this.isMixed = counts.length > 1 || problem.vans.some(({ serves }) => serves !== undefined)
    this.isTimed = problem.vans.some(({ longest }) => longest !== undefined)
    this.price = pricesOfAbsence(problem)
    this.used = new Int32Array(vans)
    this.absent = new Int32Array(size)
    this.stamp = new Int32Array(vans).fill(-1)
    this.touched = new Int32Array(vans)
    this.nextBefore = new Int32Array(nodes)
    this.prevBefore = new Int32Array(nodes)
    this.kept = new Int32Array(nodes)
    this.keptAt = new Int32Array(vans)
    this.free = new Int32Array(vans)
    this.freeFrom = new Int32Array(counts.length)
    this.freeCount = new Int32Array(counts.length)
    this.rankOf = new Int32Array(vans)
    this.isUsed = new Uint8Array(vans)
    this.parkVans(counts)
  }

  private parkVans(counts: readonly number[]): void {
    let r = 0
    for (const [g, vans] of this.problem.vans.entries()) {
      for (let v = this.problem.depots; v < this.size; v++) {
        this.fits[g * this.size + v] = canServe(this.problem, vans, v) ? 1 : 0
      }
      this.freeFrom[g] = r
      for (let i = 0; i < (counts[g] as number); i++, r++) {
        const start = this.size + r
        const end = start + this.vans
        this.next[start] = end
        this.prev[end] = start
        this.route[start] = r
        this.route[end] = r
        this.place[start] = vans.depot
        this.place[end] = vans.depot
        this.group[r] = g
        this.capacity[r] = vans.capacity
        this.free[r] = r
        this.rankOf[r] = r
      }
      this.freeCount[g] = counts[g] as number
    }
  }

  /** Customers on routes. */
  get planned(): number {
    let planned = 0
    for (let i = 0; i < this.usedCount; i++) planned += this.stops[this.used[i] as number] as number
    return planned
  }

  get meanArc(): number {
    return this.cost / (this.planned + this.usedCount)
  }

  /** May a van of this route serve this customer at all? */
  takes(r: number, v: number): boolean {
    return this.fits[(this.group[r] as number) * this.size + v] === 1
  }

  /** An unused route of this group, −1 if there is none. */
  freeVan(group: number): number {
    const count = this.freeCount[group] as number
    return count > 0 ? (this.free[(this.freeFrom[group] as number) + count - 1] as number) : -1
  }

  /** Makes everybody absent whom some van can serve. */
  callEverybody(): void {
    this.absentCount = 0
    this.missing = 0
    for (let v = this.problem.depots; v < this.size; v++) {
      if (!this.problem.vans.some((_, g) => this.fits[g * this.size + v] === 1)) continue
      this.absent[this.absentCount++] = v
      this.missing += this.price[v] as number
    }
  }

  /** Begins a turn: nothing is touched yet. */
  beginTurn(): void {
    this.turn++
    this.touchedCount = 0
    this.keptCount = 0
  }

  /** Writes a route down before its first change in this turn. */
  touch(r: number): void {
    if (this.stamp[r] === this.turn) return
    this.stamp[r] = this.turn
    this.touched[this.touchedCount++] = r
    const { next, kept, nextBefore, prevBefore, size } = this
    let k = this.keptCount
    this.keptAt[r] = k
    let p = size + r
    for (let v = next[p] as number; v < size; v = next[v] as number) {
      kept[k++] = v
      nextBefore[p] = v
      prevBefore[v] = p
      p = v
    }
    nextBefore[p] = next[p] as number
    kept[k++] = ROUTE_END
    this.keptCount = k
  }

  /** Links the touched routes as they were; the times and totals are the caller's to recompute. */
  protected relinkTouched(): void {
    const { next, route, size } = this
    for (let i = 0; i < this.touchedCount; i++) {
      const r = this.touched[i] as number
      for (let v = next[size + r] as number; v < size; v = next[v] as number) route[v] = -1
    }
    for (let i = 0; i < this.touchedCount; i++) {
      const r = this.touched[i] as number
      this.fill(r, this.kept, this.keptAt[r] as number)
    }
  }

  /** Links customers from a flat sequence, up to ROUTE_END, into a route; answers where that stands. */
  fill(r: number, sequence: Int32Array, from: number): number {
    const { next, prev, route, size, vans } = this
    let before = size + r
    let k = from
    for (let v = sequence[k] as number; v !== ROUTE_END; v = sequence[++k] as number) {
      next[before] = v
      prev[v] = before
      route[v] = r
      before = v
    }
    const end = size + vans + r
    next[before] = end
    prev[end] = before
    this.countStops(r, k - from)
    return k
  }

  /** Puts a customer between two linked nodes of a route. */
  protected link(before: number, v: number, after: number, r: number): void {
    this.next[before] = v
    this.prev[v] = before
    this.next[v] = after
    this.prev[after] = v
    this.route[v] = r
    this.missing -= this.price[v] as number
  }

  /** Takes a customer out and adds it to the absent. */
  protected unlink(v: number): void {
    const before = this.prev[v] as number
    const after = this.next[v] as number
    this.next[before] = after
    this.prev[after] = before
    this.route[v] = -1
    this.absent[this.absentCount++] = v
    this.missing += this.price[v] as number
  }

  /** Exchanges what follows two nodes of different routes; each route keeps its own end. */
  swapTails(head1: number, head2: number): void {
    const { size, vans, next, prev, route } = this
    const r1 = route[head1] as number
    const r2 = route[head2] as number
    const tail1 = next[head1] as number
    const tail2 = next[head2] as number
    const end1 = size + vans + r1
    const end2 = size + vans + r2
    const last1 = prev[end1] as number
    const last2 = prev[end2] as number
    for (let v = tail1; v < size; v = next[v] as number) route[v] = r2
    for (let v = tail2; v < size; v = next[v] as number) route[v] = r1
    this.runOut(head1, tail2, last2, end1)
    this.runOut(head2, tail1, last1, end2)
  }

  /** Lets head … tail … last run into this end; a tail that is itself an end is none. */
  private runOut(head: number, tail: number, last: number, end: number): void {
    const isNone = tail >= this.size
    this.next[head] = isNone ? end : tail
    if (!isNone) this.prev[tail] = head
    this.next[isNone ? head : last] = end
    this.prev[end] = isNone ? head : last
  }

  /** Notes how many customers a route has, and whether it is used or free. */
  countStops(r: number, stops: number): void {
    this.stops[r] = stops
    if ((this.isUsed[r] === 1) === stops > 0) return
    const g = this.group[r] as number
    const from = this.freeFrom[g] as number
    const freeCount = this.freeCount[g] as number
    if (stops > 0) {
      this.freeCount[g] = this.leave(this.free, from, freeCount, r)
      this.used[this.usedCount] = r
      this.rankOf[r] = this.usedCount++
    } else {
      this.usedCount = this.leave(this.used, 0, this.usedCount, r)
      this.free[from + freeCount] = r
      this.rankOf[r] = from + freeCount
      this.freeCount[g] = freeCount + 1
    }
    this.isUsed[r] = stops > 0 ? 1 : 0
  }

  /** Takes a route out of a list of so many; answers how many are left. */
  private leave(list: Int32Array, from: number, count: number, r: number): number {
    const last = list[from + count - 1] as number
    const rank = this.rankOf[r] as number
    list[rank] = last
    this.rankOf[last] = rank
    return count - 1
  }

  /** Writes the plan into a flat sequence: per route its group, customers and ROUTE_END; PLAN_END at last. */
  writeSequence(into: Int32Array): void {
    const { next, size, used } = this
    let k = 0
    for (let i = 0; i < this.usedCount; i++) {
      const r = used[i] as number
      into[k++] = this.group[r] as number
      for (let v = next[size + r] as number; v < size; v = next[v] as number) into[k++] = v
      into[k++] = ROUTE_END
    }
    into[k] = PLAN_END
  }
}
