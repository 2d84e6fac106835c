import { SpanTimes } from './span-times.ts'
import { TourLinks } from './tour-links.ts'
import type { VrptwProblem } from './vrptw-problem.ts'

/** What a unit of lateness and a unit of overload cost. */
export interface Penalties {
  late: number
  overload: number
}

/**
 * Routes that may be late and overloaded at a price. Lateness is time warp: who comes late pays to go back in time
 * (Nagata, Bräysy & Dullaert 2010; Vidal et al. 2013). Prefixes and suffixes of a route are kept per node, so that
 * joining node p to node q costs `warp[p] + warpAfter[q] + max(0, leaveAt[p] + d(p,q) − latest[q])`: exact while
 * waiting is free.
 */
export class WarpTimes extends TourLinks {
  readonly penalties: Penalties
  /** Departure, service done, after time warps; the time warp and the load so far; the place in the route. */
  readonly leaveAt: Int32Array
  readonly warp: Int32Array
  readonly loadTo: Int32Array
  readonly rank: Int32Array
  /** Latest begin of service that makes the rest no later than it is, and the time warp of that rest. */
  readonly latest: Int32Array
  readonly warpAfter: Int32Array
  /** Cost of the arc to the next node. */
  readonly arc: Int32Array
  /** Kept only if a van may be out for a limited time: what is beyond it counts as time warp of the route. */
  readonly spans: SpanTimes | undefined
  readonly routeWarp: Int32Array
  readonly routeLoad: Int32Array
  /** What each route pays now. */
  readonly penalty: Float64Array
  /** Moment of a route's last change, by `clock`. */
  readonly version: Int32Array
  clock = 0
  totalWarp = 0
  totalOverload = 0
  /** Customers beside this turn's changes, each once. */
  readonly marked: Int32Array
  markedCount = 0
  /** Moment a marked customer was last tried; −1 if not yet. */
  readonly tried: Int32Array
  private readonly markedIn: Int32Array

  constructor(problem: VrptwProblem, penalties: Penalties) {
    super(problem)
    this.penalties = penalties
    const { vans } = this
    const nodes = this.next.length
    this.leaveAt = new Int32Array(nodes)
    this.warp = new Int32Array(nodes)
    this.loadTo = new Int32Array(nodes)
    this.rank = new Int32Array(nodes)
    this.latest = new Int32Array(nodes)
    this.warpAfter = new Int32Array(nodes)
    this.arc = new Int32Array(nodes)
    this.routeWarp = new Int32Array(vans)
    this.routeLoad = new Int32Array(vans)
    this.penalty = new Float64Array(vans)
    this.version = new Int32Array(vans)
    this.marked = new Int32Array(problem.size)
    this.tried = new Int32Array(problem.size)
    this.markedIn = new Int32Array(problem.size).fill(-1)
    this.spans = this.isTimed ? new SpanTimes(this) : undefined
    for (let r = 0; r < vans; r++) this.retime(r)
  }

  override beginTurn(): void {
    super.beginTurn()
    this.markedCount = 0
  }

  /** Cost, price of the absent and penalties of the present plan. */
  get value(): number {
    const { late, overload } = this.penalties
    return this.cost + this.missing + late * this.totalWarp + overload * this.totalOverload
  }

  /** Asks for a customer to be tried by the local search; sentinels are let pass. */
  mark(v: number): void {
    if (v >= this.size || this.markedIn[v] === this.turn) return
    this.markedIn[v] = this.turn
    this.tried[v] = -1
    this.marked[this.markedCount++] = v
  }

  /** Takes the marks from customers who stand between the same neighbours as when the turn began. */
  unmarkUnchanged(): void {
    const { marked, markedIn, next, prev, nextBefore, prevBefore } = this
    let kept = 0
    for (let i = 0; i < this.markedCount; i++) {
      const v = marked[i] as number
      if (next[v] === nextBefore[v] && prev[v] === prevBefore[v]) markedIn[v] = -1
      else marked[kept++] = v
    }
    this.markedCount = kept
  }

  /** Recomputes a whole route. */
  retime(r: number): void {
    const start = this.size + r
    const depot = this.place[start] as number
    this.leaveAt[start] = this.problem.windowFrom[depot] as number
    this.latest[start + this.vans] = this.problem.windowUntil[depot] as number
    this.retimeBetween(r, start, start + this.vans)
  }

  /** Recomputes a route that changed between two nodes only: forward from the one, backward from the other. */
  retimeBetween(r: number, lastKept: number, firstKept: number): void {
    const { size, vans, next, place, leaveAt, warp, loadTo, rank, arc } = this
    const { durations, costs, windowFrom, windowUntil, service, demands } = this.problem
    let row = (place[lastKept] as number) * size
    let time = leaveAt[lastKept] as number
    let warped = warp[lastKept] as number
    let load = loadTo[lastKept] as number
    let stops = rank[lastKept] as number
    let p = lastKept
    for (let v = next[p] as number; v < size; v = next[v] as number) {
      arc[p] = costs[row + v] as number
      time += durations[row + v] as number
      const from = windowFrom[v] as number
      if (time < from) time = from
      else {
        const until = windowUntil[v] as number
        if (time > until) {
          warped += time - until
          time = until
        }
      }
      time += service[v] as number
      load += demands[v] as number
      leaveAt[v] = time
      warp[v] = warped
      loadTo[v] = load
      rank[v] = ++stops
      row = v * size
      p = v
    }
    const end = size + vans + r
    const depot = place[end] as number
    arc[p] = stops > 0 ? (costs[row + depot] as number) : 0
    const late = stops > 0 ? time + (durations[row + depot] as number) - (windowUntil[depot] as number) : 0
    if (late > 0) warped += late
    rank[end] = stops + 1
    this.retimeBackward(lastKept, firstKept)
    if (this.spans !== undefined) warped += this.spans.retime(r)
    this.total(r, warped, load)
    this.version[r] = ++this.clock
    if (this.stops[r] !== stops) this.countStops(r, stops)
  }

  private total(r: number, warped: number, load: number): void {
    const capacity = this.capacity[r] as number
    const overload = Math.max(0, load - capacity)
    this.totalWarp += warped - (this.routeWarp[r] as number)
    this.totalOverload += overload - Math.max(0, (this.routeLoad[r] as number) - capacity)
    this.routeWarp[r] = warped
    this.routeLoad[r] = load
    this.penalty[r] = this.penalties.late * warped + this.penalties.overload * overload
  }

  private retimeBackward(lastKept: number, firstKept: number): void {
    const { size, prev, place, latest, warpAfter, rank } = this
    const { durations, windowFrom, windowUntil, service } = this.problem
    const kept = rank[lastKept] as number
    let late = latest[firstKept] as number
    let warped = warpAfter[firstKept] as number
    let after = place[firstKept] as number
    for (let v = prev[firstKept] as number; v < size; v = prev[v] as number) {
      late -= (service[v] as number) + (durations[v * size + after] as number)
      const until = windowUntil[v] as number
      if (late > until) late = until
      else {
        const from = windowFrom[v] as number
        if (late < from) {
          warped += from - late
          late = from
        }
      }
      if (latest[v] === late && warpAfter[v] === warped && (rank[v] as number) < kept) break
      latest[v] = late
      warpAfter[v] = warped
      after = v
    }
  }

  /** Prices the routes anew after the penalties changed. */
  reprice(): void {
    const { late, overload } = this.penalties
    for (let i = 0; i < this.usedCount; i++) {
      const r = this.used[i] as number
      const over = Math.max(0, (this.routeLoad[r] as number) - (this.capacity[r] as number))
      this.penalty[r] = late * (this.routeWarp[r] as number) + overload * over
    }
  }
}
