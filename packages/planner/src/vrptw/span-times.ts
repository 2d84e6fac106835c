import type { TourLinks } from './tour-links.ts'

/** Routes whose times stand at each node. */
type TimedLinks = TourLinks & { readonly leaveAt: Int32Array; readonly latest: Int32Array }

/**
 * How long a van is out when it leaves as late as it may: for vans with a longest time on the road. The end as a
 * function of the departure x is max(earliest end, x + driving and service), so that two numbers per head and two per
 * tail of a route answer for any joint in O(1). Exact where nobody is late.
 */
export class SpanTimes {
  private readonly tours: TimedLinks
  private readonly longest: Float64Array
  /** Driving and service from the depot's gate until this node is left, and the latest departure that is in time. */
  private readonly headSpan: Int32Array
  private readonly startBy: Int32Array
  /** Driving and service from this node's begin to the depot, and the earliest end that windows from here on allow. */
  private readonly tailSpan: Int32Array
  private readonly endFrom: Int32Array
  /** Of the head under test: its route, the node it ends in, its span, its latest departure, the earliest moment it is left. */
  private route = 0
  private at = 0
  private span = 0
  private by = 0
  private time = 0

  constructor(tours: TimedLinks) {
    const nodes = tours.next.length
    this.tours = tours
    this.longest = Float64Array.from(tours.group, (g) => tours.problem.vans[g]?.longest ?? Infinity)
    this.headSpan = new Int32Array(nodes)
    this.startBy = new Int32Array(nodes)
    this.tailSpan = new Int32Array(nodes)
    this.endFrom = new Int32Array(nodes)
  }

  /** Recomputes a route whose times are known; answers by how much it is too long. */
  retime(r: number): number {
    const start = this.tours.size + r
    this.retimeForward(start)
    this.retimeBackward(start + this.tours.vans)
    this.begin(start)
    return this.excess(this.tours.next[start] as number)
  }

  private retimeForward(start: number): void {
    const { size, next, place } = this.tours
    const { durations, windowUntil, service } = this.tours.problem
    const { headSpan, startBy } = this
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
  }

  private retimeBackward(end: number): void {
    const { size, prev, place } = this.tours
    const { durations, windowFrom, service } = this.tours.problem
    const { tailSpan, endFrom } = this
    let after = place[end] as number
    let rest = 0
    let earliest = windowFrom[after] as number
    tailSpan[end] = 0
    endFrom[end] = earliest
    for (let v = prev[end] as number; v < size; v = prev[v] as number) {
      rest += (service[v] as number) + (durations[v * size + after] as number)
      earliest = Math.max(earliest, (windowFrom[v] as number) + rest)
      tailSpan[v] = rest
      endFrom[v] = earliest
      after = v
    }
  }

  /** May u stand between p and s, its neighbours, without keeping the van out for too long? */
  allows(p: number, u: number, s: number): boolean {
    return this.excessOver1(p, u, s) === 0
  }

  /** May s follow p, heads and tails as they are? */
  allowsJoint(p: number, s: number): boolean {
    this.begin(p)
    return this.excess(s) === 0
  }

  excessOver1(p: number, u: number, s: number): number {
    this.begin(p)
    this.pass(u)
    return this.excess(s)
  }

  /** Takes the head of a route up to p. */
  begin(p: number): void {
    this.route = this.tours.route[p] as number
    this.at = p
    this.span = this.headSpan[p] as number
    this.by = this.startBy[p] as number
    this.time = this.tours.leaveAt[p] as number
  }

  /** Lets u follow. */
  pass(u: number): void {
    const { size, place } = this.tours
    const { durations, windowFrom, windowUntil, service } = this.tours.problem
    const drive = durations[(place[this.at] as number) * size + u] as number
    const until = windowUntil[u] as number
    const stay = service[u] as number
    this.span += drive
    this.by = Math.min(this.by, until - this.span)
    this.time = Math.min(until, Math.max(this.time + drive, windowFrom[u] as number)) + stay
    this.span += stay
    this.at = u
  }

  /** Lets the present chain first … last follow. */
  passAll(first: number, last: number): void {
    for (let v = first; ; v = this.tours.next[v] as number) {
      this.pass(v)
      if (v === last) return
    }
  }

  /** Lets the tail from s on follow; by how much the van is then out for too long. */
  excess(s: number): number {
    const { size, vans, place, latest } = this.tours
    const { durations, windowFrom } = this.tours.problem
    const end = size + vans + this.route
    if (s === end && this.at === size + this.route) return 0
    const drive = durations[(place[this.at] as number) * size + (place[s] as number)] as number
    const rest = this.tailSpan[s] as number
    const arrive = this.span + drive
    const opens = windowFrom[place[end] as number] as number
    const by = Math.max(opens, Math.min(this.by, (latest[s] as number) - arrive))
    const back = Math.max(this.endFrom[s] as number, this.time + drive + rest)
    return Math.max(0, Math.max(arrive + rest, back - by) - (this.longest[this.route] as number))
  }
}
