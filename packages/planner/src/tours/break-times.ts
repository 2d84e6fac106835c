import { type Day, never } from '../day/planning-day.ts'
import { leaveLate, legSeconds } from './leg-times.ts'
import type { WalkedTour } from './walked-tour.ts'

/** All breaks in columns: technician r's are those from `of[r]` to `of[r + 1]` − 1, each with its windows likewise. */
interface BreakColumns {
  of: Int32Array
  windowsOf: Int32Array
  from: Float64Array
  until: Float64Array
  seconds: Float64Array
  /** 1 where what is aboard decides. */
  limited: Uint8Array
}

const columnsOf = ({ technicians }: Day): BreakColumns => {
  const breaks = technicians.map((one) => one.breaks ?? [])
  const flat = breaks.flat()
  const starts = (sizes: readonly number[]): Int32Array => {
    const begin = new Int32Array(sizes.length + 1)
    sizes.forEach((size, i) => {
      begin[i + 1] = (begin[i] as number) + size
    })
    return begin
  }
  const windows = flat.flatMap((pause) => pause.windows)
  return {
    of: starts(breaks.map((list) => list.length)),
    windowsOf: starts(flat.map((pause) => pause.windows.length)),
    from: Float64Array.from(windows, (window) => window.from),
    until: Float64Array.from(windows, (window) => window.until),
    seconds: Float64Array.from(flat, (pause) => pause.seconds),
    limited: Uint8Array.from(flat, (pause) => (pause.mostAboard ? 1 : 0)),
  }
}

/**
 * Breaks as states of time: in state s the first s breaks lie behind him, and of every state the earliest end of work is
 * carried along; a break is taken on a leg, where he is or on the road. Each step is first in, first out, so the earliest
 * end is exact (PLANNER's two-state method for k breaks). The way back through the states gives the times themselves.
 */
export class BreakTimes {
  private readonly day: Day
  private readonly walk: WalkedTour
  private readonly columns: BreakColumns
  private readonly states: number
  private readonly arrival: Float64Array
  private readonly done: Float64Array
  private readonly cameFrom: Int32Array
  /** How many positions of the last tour hold their states. */
  private timed = 0
  private readonly taken: { position: number; beginAt: number }[] = []

  constructor(day: Day, walk: WalkedTour) {
    this.day = day
    this.walk = walk
    this.columns = columnsOf(day)
    this.states = 1 + day.technicians.reduce((most, one) => Math.max(most, one.breaks?.length ?? 0), 0)
    const cells = this.states > 1 ? (day.nodes + 3) * this.states : 0
    this.arrival = new Float64Array(cells)
    this.done = new Float64Array(cells)
    this.cameFrom = new Int32Array(cells)
  }

  count(r: number): number {
    return (this.columns.of[r + 1] as number) - (this.columns.of[r] as number)
  }

  forget(): void {
    this.timed = 0
  }

  /** Of the last tour timed: the position each break comes before, and when it begins. */
  begins(): readonly { position: number; beginAt: number }[] {
    return this.taken
  }

  /** Fills the walk's times by position, the first `keep` being as they were; false if it cannot be driven. */
  time(r: number, sequence: Int32Array, length: number, keep: number): boolean {
    const { walk, day } = this
    const last = this.count(r)
    const first = Math.min(keep, this.timed)
    this.timed = first
    if (first === 0) {
      this.done.fill(never, 0, last + 1)
      this.done[0] = walk.van.shiftFrom[r] as number
    }
    let at = this.placeBefore(r, sequence, first)
    for (let i = first; i < length; i += 1) {
      const v = sequence[i] as number
      const to = day.location[v] as number
      walk.reach(i)
      if (!this.leave(r, sequence, length, i, at, to) || !this.work(r, i, v, at, last)) return false
      walk.miss = null
      walk.note(v, i)
      this.timed = i + 1
      at = to
    }
    walk.reach(length)
    if (!this.leave(r, sequence, length, length, at, walk.van.end[r] as number)) return false
    const end = this.arrival[(length + 1) * this.states + last] as number
    if (end >= never) return walk.refuse('break', length, 0)
    this.trace(r, sequence, length)
    walk.endAt = end
    walk.miss = null
    const added = length > (walk.van.head[r] as number)
    if (added && end > (walk.van.latestEnd[r] as number))
      return walk.refuse('shift', length, end - (walk.van.shiftUntil[r] as number))
    return true
  }

  /** From each state at position i − 1, on to the states in which he reaches position i. */
  private leave(
    r: number,
    sequence: Int32Array,
    length: number,
    i: number,
    from: number,
    to: number,
  ): boolean {
    const { walk, arrival, done, cameFrom, states, columns } = this
    const first = columns.of[r] as number
    const last = this.count(r)
    const row = (i + 1) * states
    for (let s = 0; s <= last; s += 1) arrival[row + s] = never
    let reached = false
    for (let e = 0; e <= last; e += 1) {
      const left = done[i * states + e] as number
      if (left >= never) continue
      const leg = legSeconds(walk.van, r, from, to, left)
      if (leg < 0 && i >= (walk.van.head[r] as number)) return walk.refuse('road', i, 0)
      let free = left
      let arrive = left + Math.max(leg, 0)
      for (let s = e; ; s += 1) {
        if (arrive < (arrival[row + s] as number)) {
          arrival[row + s] = arrive
          cameFrom[row + s] = e
          reached = true
        }
        if (s === last || (columns.limited[first + s] === 1 && !this.mayPause(r, s, sequence, length, i - 1)))
          break
        const opens = this.opening(first + s, free)
        if (opens >= never) break
        const pause = columns.seconds[first + s] as number
        free = Math.max(free, opens) + pause
        arrive = Math.max(arrive, opens) + pause
      }
    }
    return reached || walk.refuse('break', i, 0)
  }

  /** When the first window opens in which a break can still begin; `never` behind the last. */
  private opening(k: number, free: number): number {
    const { windowsOf, from, until } = this.columns
    for (let w = windowsOf[k] as number; w < (windowsOf[k + 1] as number); w += 1)
      if (free <= (until[w] as number)) return from[w] as number
    return never
  }

  private mayPause(r: number, k: number, sequence: Int32Array, length: number, at: number): boolean {
    const most = this.day.technicians[r]?.breaks?.[k]?.mostAboard
    if (!most) return true
    return this.day.dimensions.every(
      (name, d) => most[name] === undefined || this.walk.loads.aboard(d, sequence, length, at) <= most[name],
    )
  }

  private work(r: number, i: number, v: number, at: number, last: number): boolean {
    const { walk, arrival, done, states } = this
    const fixed = walk.van.fixed[r]?.[i]
    const seconds = walk.workSeconds(v, r, at)
    let alive = false
    for (let s = 0; s <= last; s += 1) {
      const cell = (i + 1) * states + s
      const arrive = arrival[cell] as number
      done[cell] = never
      if (arrive >= never) continue
      if (fixed) done[cell] = s === 0 ? walk.timeFixed(v, i, fixed, arrive, seconds, 0) : never
      else {
        // Precedences on the same tour look at positions: the latest of the states is the safe one.
        const begin = walk.beginFor(v, i, arrive)
        if (begin >= never) continue
        done[cell] = begin + seconds
      }
      if (!walk.leavesTime(v, i, done[cell] as number)) done[cell] = never
      else {
        alive = true
        walk.surelyDone[i] = done[cell] as number
      }
    }
    return alive
  }

  private trace(r: number, sequence: Int32Array, length: number): void {
    const { walk, day, done, cameFrom, states, taken } = this
    taken.length = 0
    let s = this.count(r)
    for (let i = length; i >= 0; i -= 1) {
      const at = this.placeBefore(r, sequence, i)
      const to = i === length ? (walk.van.end[r] as number) : (day.location[sequence[i] as number] as number)
      const e = cameFrom[(i + 1) * states + s] as number
      const left = done[i * states + e] as number
      const begun = i < length && (walk.van.fixed[r]?.[i]?.beginAt ?? null) !== null
      const leg = begun ? 0 : Math.max(0, legSeconds(walk.van, r, at, to, left))
      if (i === length) walk.lastLeg = leg
      else if (e === s && i >= (walk.van.head[r] as number)) leaveLate(walk, r, at, to, i, left, leg)
      else {
        walk.leg[i] = leg
        walk.early[i] = 0
      }
      if (e < s) this.takeBreaks(r, e, s, i, left)
      s = e
      if (i > 0) this.settle(r, i - 1, sequence, i * states + s)
    }
  }

  private takeBreaks(r: number, first: number, last: number, position: number, left: number): void {
    const column = this.columns.of[r] as number
    let free = left
    const here: { position: number; beginAt: number }[] = []
    for (let k = first; k < last; k += 1) {
      const beginAt = Math.max(free, this.opening(column + k, free))
      here.push({ position, beginAt })
      free = beginAt + (this.columns.seconds[column + k] as number)
    }
    this.taken.unshift(...here)
  }

  /** Writes the times of the state that the way back has come to. */
  private settle(r: number, i: number, sequence: Int32Array, cell: number): void {
    const { walk } = this
    const v = sequence[i] as number
    const fixed = walk.van.fixed[r]?.[i]
    if (fixed) walk.timeFixed(v, i, fixed, this.arrival[cell] as number, 0, 0)
    walk.finish[i] = this.done[cell] as number
    if (!fixed)
      walk.begin[i] = (this.done[cell] as number) - walk.workSeconds(v, r, this.placeBefore(r, sequence, i))
  }

  private placeBefore(r: number, sequence: Int32Array, i: number): number {
    return i === 0
      ? (this.walk.van.start[r] as number)
      : (this.day.location[sequence[i - 1] as number] as number)
  }
}
