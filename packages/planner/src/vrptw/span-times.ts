import type { HardTours } from './hard-tours.ts'

/**
 * How long a route must last when its van leaves as late as it may: for vans with a longest time on the road. The end
 * as a function of the departure x is max(earliest end, x + driving and service), so that two numbers per head and two
 * per tail of a route answer for any joint in O(1).
 */
export class SpanTimes {
  private readonly tours: HardTours
  private readonly longest: Float64Array
  /** Driving and service from the depot's gate until this node is left, and the latest departure that is in time. */
  private readonly headSpan: Int32Array
  private readonly startBy: Int32Array
  /** Driving and service from this node's begin to the depot, and the earliest end that windows from here on allow. */
  private readonly tailSpan: Int32Array
  private readonly endFrom: Int32Array

  constructor(tours: HardTours) {
    const nodes = tours.next.length
    this.tours = tours
    this.longest = Float64Array.from(tours.group, (g) => tours.problem.vans[g]?.longest ?? Infinity)
    this.headSpan = new Int32Array(nodes)
    this.startBy = new Int32Array(nodes)
    this.tailSpan = new Int32Array(nodes)
    this.endFrom = new Int32Array(nodes)
  }

  /** Recomputes a route. */
  retime(r: number): void {
    const { size, vans, next, prev, place } = this.tours
    const { durations, windowFrom, windowUntil, service } = this.tours.problem
    const { headSpan, startBy, tailSpan, endFrom } = this
    const start = size + r
    const end = start + vans
    const depot = place[start] as number
    let span = 0
    let by = windowUntil[depot] as number
    headSpan[start] = 0
    startBy[start] = by
    let row = depot * size
    for (let v = next[start] as number; v < size; v = next[v] as number) {
      span += durations[row + v] as number
      by = Math.min(by, (windowUntil[v] as number) - span)
      span += service[v] as number
      headSpan[v] = span
      startBy[v] = by
      row = v * size
    }
    let rest = 0
    let earliest = windowFrom[depot] as number
    tailSpan[end] = 0
    endFrom[end] = earliest
    let after = depot
    for (let v = prev[end] as number; v < size; v = prev[v] as number) {
      rest += (service[v] as number) + (durations[v * size + after] as number)
      earliest = Math.max(earliest, (windowFrom[v] as number) + rest)
      tailSpan[v] = rest
      endFrom[v] = earliest
      after = v
    }
  }

  /** May u stand between p and s, its neighbours, without keeping the van out for too long? Windows are known to hold. */
  allows(p: number, u: number, s: number): boolean {
    const { size, place, leaveAt, latest, route } = this.tours
    const { durations, windowFrom, windowUntil, service } = this.tours.problem
    const toU = durations[(place[p] as number) * size + u] as number
    const onward = (service[u] as number) + (durations[u * size + (place[s] as number)] as number)
    const arriveU = (this.headSpan[p] as number) + toU
    const arriveS = arriveU + onward
    const by = Math.min(
      this.startBy[p] as number,
      (windowUntil[u] as number) - arriveU,
      (latest[s] as number) - arriveS,
    )
    const rest = this.tailSpan[s] as number
    const begin = Math.max((leaveAt[p] as number) + toU, windowFrom[u] as number)
    const end = Math.max(this.endFrom[s] as number, begin + onward + rest)
    const limit = this.longest[route[p] as number] as number
    return arriveS + rest <= limit && end - by <= limit
  }

  /** May s follow p, heads and tails as they are? */
  allowsJoint(p: number, s: number, r: number): boolean {
    const { size, place, leaveAt, latest } = this.tours
    const drive = this.tours.problem.durations[(place[p] as number) * size + (place[s] as number)] as number
    const arrive = (this.headSpan[p] as number) + drive
    const by = Math.min(this.startBy[p] as number, (latest[s] as number) - arrive)
    const rest = this.tailSpan[s] as number
    const end = Math.max(this.endFrom[s] as number, (leaveAt[p] as number) + drive + rest)
    const limit = this.longest[r] as number
    return arrive + rest <= limit && end - by <= limit
  }
}
