import { type Day, jobAt, never } from '../day/planning-day.ts'
import { makeVanData, type VanData } from '../day/van-data.ts'
import type { FixedStop } from '../planning-problem.ts'
import { BreakTimes } from './break-times.ts'
import { leaveLate, legSeconds } from './leg-times.ts'
import { withinLimits } from './tour-limits.ts'
import { TourLoads } from './tour-loads.ts'
import { sumOver, TourPrice } from './tour-price.ts'
import type { Elsewhere, MissKind, WalkedTour } from './walked-tour.ts'

/**
 * Drives one technician's sequence in thought: times, limits, costs. Every question the search asks is a walk of the
 * whole tour, for tours are short and any rule can then be stated where it happens. The results of the last walk lie
 * open until the next. Times are as early as can be, breaks where they delay the end least. Where roads change with the
 * hour, who must wait leaves as late as he can, and a leg takes what it takes then.
 */
export class TourWalk implements WalkedTour {
  readonly day: Day
  readonly van: VanData
  readonly loads: TourLoads
  readonly price: TourPrice
  readonly elsewhere: Elsewhere
  private readonly breaks: BreakTimes
  /** By position, of the last walk: leg before it, how long he is there before he begins, begin of work, end of work. */
  readonly leg: Float64Array
  readonly early: Float64Array
  readonly begin: Float64Array
  readonly finish: Float64Array
  /** The latest end of work in any state of breaks: what must come a gap after it on this tour counts on it. */
  readonly surelyDone: Float64Array
  length = 0
  /** The leg to the end, when he is there, and sums. */
  lastLeg = 0
  endAt = 0
  drive = 0
  metres = 0
  /** The first rule that was broken: where, and at what instant or by how much. */
  miss: MissKind | null = null
  missAt = 0
  missValue = 0
  private readonly seenAt: Int32Array
  /** The sequence being walked, how far the walk has come, and how many positions hold the times of the last tour. */
  private current: Int32Array = new Int32Array(0)
  private cursor = 0
  private timed = 0
  private present = -1

  constructor(day: Day, elsewhere: Elsewhere) {
    const room = day.nodes + 2
    this.day = day
    this.elsewhere = elsewhere
    this.van = makeVanData(day)
    this.loads = new TourLoads(day)
    this.price = new TourPrice(day, this)
    this.leg = new Float64Array(room)
    this.early = new Float64Array(room)
    this.begin = new Float64Array(room)
    this.finish = new Float64Array(room)
    this.surelyDone = new Float64Array(room)
    this.seenAt = new Int32Array(day.nodes)
    this.breaks = new BreakTimes(day, this)
  }

  /**
   * What the tour costs, or Infinity with `miss` saying why it cannot be driven. The first `keep` positions are those of
   * the walk before, of the same technician: their times are taken over.
   */
  walk(r: number, sequence: Int32Array, length: number, keep = 0): number {
    this.miss = null
    this.length = length
    this.present = r
    this.current = sequence
    if (length === 0) return this.rest(r)
    const head = this.van.head[r] as number
    if (length > head && length > (this.van.maxJobs[r] as number))
      return this.fail('jobs', length - 1, length)
    if (!this.loads.fit(r, sequence, length)) {
      // Not timed: the next walk has nothing to take over.
      this.forget()
      return this.fail('stock', this.loads.missAt, 0)
    }
    const timed =
      this.breaks.count(r) > 0
        ? this.breaks.time(r, sequence, length, keep)
        : this.time(r, sequence, length, Math.min(keep, this.timed))
    if (!timed) return Number.POSITIVE_INFINITY
    if (length > head && !withinLimits(this, r, sequence)) return Number.POSITIVE_INFINITY
    return this.price.price(r, sequence)
  }

  /** Nothing of the last tour's times may be taken over. */
  private forget(): void {
    this.timed = 0
    this.breaks.forget()
  }

  fail(kind: MissKind, at: number, value: number): number {
    this.miss = kind
    this.missAt = at
    this.missValue = value
    return Number.POSITIVE_INFINITY
  }

  refuse(kind: MissKind, at: number, value: number): false {
    this.fail(kind, at, value)
    return false
  }

  private rest(r: number): number {
    this.forget()
    this.endAt = this.van.shiftFrom[r] as number
    this.lastLeg = this.drive = this.metres = 0
    return this.price.rest()
  }

  private time(r: number, sequence: Int32Array, length: number, keep: number): boolean {
    const { location } = this.day
    let at = keep === 0 ? (this.van.start[r] as number) : (location[sequence[keep - 1] as number] as number)
    let clock = keep === 0 ? (this.van.shiftFrom[r] as number) : (this.finish[keep - 1] as number)
    this.timed = keep
    for (let i = keep; i < length; i += 1) {
      this.cursor = i
      const v = sequence[i] as number
      const to = location[v] as number
      const leg = legSeconds(this.van, r, at, to, clock)
      const fixed = i < (this.van.head[r] as number) ? this.van.fixed[r]?.[i] : undefined
      if (leg < 0 && !fixed) return this.refuse('road', i, 0)
      const drive = Math.max(leg, 0)
      const work = this.workSeconds(v, r, at)
      if (fixed) clock = this.timeFixed(v, i, fixed, clock + drive, work, drive)
      else {
        const begin = this.beginFor(v, i, clock + drive)
        if (begin >= never) return false
        this.begin[i] = begin
        leaveLate(this, r, at, to, i, clock, drive)
        clock = begin + work
        this.finish[i] = clock
      }
      if (!this.leavesTime(v, i, clock)) return false
      this.surelyDone[i] = clock
      this.note(v, i)
      this.timed = i + 1
      at = to
    }
    this.cursor = length
    return this.goHome(r, at, clock, length)
  }

  /** A stop of the head happens whatever the clock says. */
  timeFixed(
    v: number,
    i: number,
    fixed: Pick<FixedStop, 'beginAt' | 'remainingSeconds'>,
    arrive: number,
    work: number,
    drive: number,
  ): number {
    this.early[i] = 0
    if (fixed.beginAt === null) {
      const begin = this.firstBegin(v, arrive)
      this.leg[i] = drive
      // Who is on his way already arrives when he arrives; a window that has closed does not turn him back.
      this.begin[i] = begin >= never ? arrive : begin
      this.finish[i] = (this.begin[i] as number) + work
    } else {
      this.leg[i] = 0
      this.begin[i] = fixed.beginAt
      this.finish[i] = Math.max(this.day.problem.now, fixed.beginAt) + (fixed.remainingSeconds ?? work)
    }
    return this.finish[i] as number
  }

  workSeconds(v: number, r: number, at: number): number {
    const cell = v * this.van.count + r
    const work = this.day.service[cell] as number
    return at === this.day.location[v] ? work : work + (this.day.setup[cell] as number)
  }

  /** The walk has come to a position. */
  reach(i: number): void {
    this.cursor = i
  }

  note(v: number, i: number): void {
    this.seenAt[v] = i
  }

  /** The position of a node earlier in this walk, −1 for none. */
  seen(v: number): number {
    const at = this.seenAt[v] as number
    return at < this.cursor && this.current[at] === v ? at : -1
  }

  /** The earliest begin in a window at or after an instant; `never` behind the last. */
  firstBegin(v: number, from: number): number {
    const { windows } = jobAt(this.day, v)
    for (let k = 0; k < windows.length; k += 1) {
      const window = windows[k] as { from: number; until: number }
      if (from <= window.until) return Math.max(from, window.from)
    }
    return never
  }

  /** When work can begin for an arrival, with precedences and agreed begins; `never` if it cannot, and why. */
  beginFor(v: number, i: number, arrival: number): number {
    const release = this.releaseOf(v, arrival)
    if (release >= never) return this.fail('order', i, arrival)
    const pin = this.elsewhere.pin[v] as number
    const begin = this.firstBegin(v, pin >= 0 ? pin : release)
    if (begin >= never || (pin >= 0 && (begin !== pin || release > pin))) {
      this.fail('window', i, release)
      return never
    }
    return begin
  }

  private releaseOf(v: number, arrival: number): number {
    const before = this.day.comesAfter[v] as Day['comesAfter'][number]
    let release = arrival
    for (let k = 0; k < before.length; k += 1) {
      const { other, gapSeconds } = before[k] as { other: number; gapSeconds: number }
      const here = this.seen(other)
      const gap = gapSeconds > 0 ? (this.surelyDone[here] as number) + gapSeconds : 0
      if (here >= 0) release = Math.max(release, gap)
      else if (!this.standsElsewhere(other)) return never
      else release = Math.max(release, (this.elsewhere.end[other] as number) + gapSeconds)
    }
    return release
  }

  private standsElsewhere(v: number): boolean {
    const tour = this.elsewhere.tour[v] as number
    return tour >= 0 && tour !== this.present
  }

  /** Whether what must come after, on other tours, still does when it ends now. */
  leavesTime(v: number, i: number, end: number): boolean {
    const after = this.day.comesBefore[v] as Day['comesBefore'][number]
    for (let k = 0; k < after.length; k += 1) {
      const { other, gapSeconds } = after[k] as { other: number; gapSeconds: number }
      if (this.seen(other) >= 0) return this.refuse('order', i, end)
      if (!this.standsElsewhere(other)) continue
      if (end + gapSeconds > (this.elsewhere.begin[other] as number)) return this.refuse('order', i, end)
    }
    return true
  }

  goHome(r: number, at: number, clock: number, length: number): boolean {
    const leg = legSeconds(this.van, r, at, this.van.end[r] as number, clock)
    const added = length > (this.van.head[r] as number)
    if (leg < 0 && added) return this.refuse('road', length, 0)
    this.lastLeg = Math.max(leg, 0)
    this.endAt = clock + this.lastLeg
    // The fixed head is driven whatever the clock says; only what is added must fit into the shift.
    if (added && this.endAt > (this.van.latestEnd[r] as number))
      return this.refuse('shift', length, this.endAt - (this.van.shiftUntil[r] as number))
    return true
  }

  /** Adds up the way in metres. */
  sumMetres(r: number, sequence: Int32Array): number {
    this.metres = sumOver(this, this.van.metres[r] as Int32Array, r, sequence)
    return this.metres
  }

  /** When each break of the last walk begins, in order; empty without breaks. */
  breakBegins(r: number): readonly { position: number; beginAt: number }[] {
    return this.breaks.count(r) > 0 ? this.breaks.begins() : []
  }
}
