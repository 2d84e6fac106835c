import { SpanTimes } from './span-times.ts'
import { TourLinks } from './tour-links.ts'
import type { VrptwProblem } from './vrptw-problem.ts'

/**
 * Routes that keep every window and load. Per node the earliest departure and the latest begin of service that keeps
 * the rest of the route in time (forward and backward slack of Savelsbergh 1992), and the cost of the arc that follows.
 */
export class HardTours extends TourLinks {
  /** Earliest departure, service done. */
  readonly leaveAt: Int32Array
  /** Latest begin of service. */
  readonly latest: Int32Array
  /** Cost of the arc to the next node. */
  readonly arc: Int32Array
  /** Capacity that is left. */
  readonly room: Int32Array
  /** Kept only if a van may be out for a limited time. */
  readonly spans: SpanTimes | undefined

  constructor(problem: VrptwProblem) {
    super(problem)
    const nodes = this.next.length
    this.leaveAt = new Int32Array(nodes)
    this.latest = new Int32Array(nodes)
    this.arc = new Int32Array(nodes)
    this.room = new Int32Array(this.vans)
    this.spans = this.isTimed ? new SpanTimes(this) : undefined
    for (let r = 0; r < this.vans; r++) this.retime(r)
  }

  /** Cost of the routes and price of the absent. */
  get value(): number {
    return this.cost + this.missing
  }

  /** Recomputes all times, arcs, load and stops of a route. */
  retime(r: number): void {
    const { size, vans, next, prev, place, leaveAt, latest, arc } = this
    const { durations, costs, windowFrom, windowUntil, service, demands } = this.problem
    const start = size + r
    const end = start + vans
    const depot = place[start] as number
    let room = this.capacity[r] as number
    let stops = 0
    let row = depot * size
    let time = windowFrom[depot] as number
    leaveAt[start] = time
    let p = start
    for (let v = next[start] as number; v < size; v = next[v] as number) {
      arc[p] = costs[row + v] as number
      time += durations[row + v] as number
      const from = windowFrom[v] as number
      if (time < from) time = from
      time += service[v] as number
      leaveAt[v] = time
      room -= demands[v] as number
      stops++
      row = v * size
      p = v
    }
    arc[p] = p === start ? 0 : (costs[row + depot] as number)
    this.room[r] = room
    if (this.stops[r] !== stops) this.countStops(r, stops)
    let late = windowUntil[depot] as number
    latest[end] = late
    let after = depot
    for (let v = p; v < size; v = prev[v] as number) {
      late -= (service[v] as number) + (durations[v * size + after] as number)
      const until = windowUntil[v] as number
      if (late > until) late = until
      latest[v] = late
      after = v
    }
    this.spans?.retime(r)
  }

  /** Inserts an absent customer behind a node, for a known increase of cost; times are carried on while they change. */
  insert(v: number, before: number, increase: number): void {
    const { size, next, route, place, arc } = this
    const { costs, demands } = this.problem
    const r = route[before] as number
    this.touch(r)
    const after = next[before] as number
    this.link(before, v, after, r)
    arc[before] = costs[(place[before] as number) * size + v] as number
    arc[v] = costs[v * size + (place[after] as number)] as number
    this.room[r] = (this.room[r] as number) - (demands[v] as number)
    this.countStops(r, (this.stops[r] as number) + 1)
    this.cost += increase
    this.carryForward(v)
    this.carryBackward(v)
    this.spans?.retime(r)
  }

  private carryForward(first: number): void {
    const { size, next, prev, place, leaveAt } = this
    const { durations, windowFrom, service } = this.problem
    const p = prev[first] as number
    let row = (place[p] as number) * size
    let time = leaveAt[p] as number
    for (let v = first; v < size; v = next[v] as number) {
      time += durations[row + v] as number
      const from = windowFrom[v] as number
      if (time < from) time = from
      time += service[v] as number
      if (v !== first && time === leaveAt[v]) return
      leaveAt[v] = time
      row = v * size
    }
  }

  private carryBackward(first: number): void {
    const { size, next, prev, place, latest } = this
    const { durations, windowUntil, service } = this.problem
    const after = next[first] as number
    let late = latest[after] as number
    let to = place[after] as number
    for (let v = first; v < size; v = prev[v] as number) {
      late -= (service[v] as number) + (durations[v * size + to] as number)
      const until = windowUntil[v] as number
      if (late > until) late = until
      if (v !== first && late === latest[v]) return
      latest[v] = late
      to = v
    }
  }

  /** Takes a customer out; the route waits for `retime`. */
  remove(v: number): void {
    const { size, place, next, prev } = this
    const { costs } = this.problem
    const p = prev[v] as number
    const s = next[v] as number
    const row = (place[p] as number) * size
    const after = place[s] as number
    const straight = p >= size && s >= size ? 0 : (costs[row + after] as number)
    this.cost += straight - (costs[row + v] as number) - (costs[v * size + after] as number)
    this.unlink(v)
  }

  /** Takes the turn back. */
  undo(): void {
    this.relinkTouched()
    for (let i = 0; i < this.touchedCount; i++) this.retime(this.touched[i] as number)
  }
}
