import { type Day, never } from '../day/planning-day.ts'
import type { Break } from '../planning-problem.ts'
import type { TourWalk } from './tour-walk.ts'

/** Times a tour with breaks, for a walk. */
export interface BreakTimes {
  count(r: number): number
  /** Fills the walk's times by position; false if it cannot be driven. */
  time(r: number, sequence: Int32Array, length: number): boolean
  /** Of the last tour timed: the position each break comes before, and when it begins. */
  begins(): readonly { position: number; beginAt: number }[]
}

/**
 * Breaks as states of time: in state s the first s breaks lie behind him, and of every state the earliest end of work is
 * carried along; a break is taken on a leg, where he is or on the road. Each step is first in, first out, so the earliest
 * end is exact (PLANNER's two-state method for k breaks). The way back through the states gives the times themselves.
 */
export const makeBreakTimes = (day: Day, walk: TourWalk): BreakTimes => {
  const breaks = day.technicians.map((one) => one.breaks ?? [])
  const states = 1 + breaks.reduce((most, list) => Math.max(most, list.length), 0)
  const rows = states > 1 ? day.nodes + 2 : 0
  const arrival = new Float64Array(rows * states)
  const done = new Float64Array(rows * states)
  const cameFrom = new Int32Array(rows * states)
  const taken: { position: number; beginAt: number }[] = []

  const mayPause = (pause: Break, sequence: Int32Array, length: number, at: number): boolean =>
    !pause.mostAboard ||
    day.dimensions.every((name, d) => {
      const most = pause.mostAboard?.[name]
      return most === undefined || walk.loads.aboard(d, sequence, length, at) <= most
    })

  /** Arrival after breaks `first` … `last` − 1 on a leg; −1 if one of them cannot begin. */
  const arriveAfter = (
    list: readonly Break[],
    left: number,
    drive: number,
    first: number,
    last: number,
  ): number => {
    let [free, arrive] = [left, left + drive]
    for (let k = first; k < last; k += 1) {
      const pause = list[k] as Break
      const window = pause.windows.find(({ until }) => free <= until)
      if (!window) return -1
      free = Math.max(free, window.from) + pause.seconds
      arrive = Math.max(arrive, window.from) + pause.seconds
    }
    return arrive
  }

  const leave = (
    r: number,
    sequence: Int32Array,
    length: number,
    i: number,
    from: number,
    to: number,
  ): boolean => {
    const list = breaks[r] as readonly Break[]
    let reached = false
    for (let s = 0; s <= list.length; s += 1) {
      const cell = (i + 1) * states + s
      arrival[cell] = never
      for (let e = s; e >= 0; e -= 1) {
        const left = done[i * states + e] as number
        if (left >= never) continue
        if (e < s && !mayPause(list[e] as Break, sequence, length, i - 1)) break
        const leg = walk.legSeconds(r, from, to, left)
        if (leg < 0 && i >= (day.heads[r]?.length ?? 0)) {
          walk.fail('road', i, 0)
          return false
        }
        const arrive = arriveAfter(list, left, Math.max(0, leg), e, s)
        if (arrive < 0 || arrive >= (arrival[cell] as number)) continue
        arrival[cell] = arrive
        cameFrom[cell] = e
        reached = true
      }
    }
    if (!reached) walk.fail('break', i, 0)
    return reached
  }

  const work = (r: number, i: number, v: number, at: number, last: number): boolean => {
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
        walk.finish[i] = begin + seconds
      }
      if (!walk.leavesTime(v, i, done[cell] as number)) done[cell] = never
      else alive = true
    }
    return alive
  }

  const placeBefore = (r: number, sequence: Int32Array, i: number): number =>
    i === 0 ? (walk.van.start[r] as number) : (day.location[sequence[i - 1] as number] as number)

  const trace = (r: number, sequence: Int32Array, length: number): void => {
    const list = breaks[r] as readonly Break[]
    taken.length = 0
    let s = list.length
    for (let i = length; i >= 0; i -= 1) {
      const at = placeBefore(r, sequence, i)
      const to = i === length ? (walk.van.end[r] as number) : (day.location[sequence[i] as number] as number)
      const e = cameFrom[(i + 1) * states + s] as number
      const left = done[i * states + e] as number
      const begun = (walk.van.fixed[r]?.[i]?.beginAt ?? null) !== null
      const leg = begun ? 0 : Math.max(0, walk.legSeconds(r, at, to, left))
      if (i === length) walk.lastLeg = leg
      else walk.leg[i] = leg
      let free = left
      const here: { position: number; beginAt: number }[] = []
      for (let k = e; k < s; k += 1) {
        const pause = list[k] as Break
        const beginAt = Math.max(free, pause.windows.find(({ until }) => free <= until)?.from ?? free)
        here.push({ position: i, beginAt })
        free = beginAt + pause.seconds
      }
      taken.unshift(...here)
      s = e
      if (i > 0) settle(r, i - 1, sequence[i - 1] as number, i * states + s, placeBefore(r, sequence, i - 1))
    }
  }

  /** Writes the times of the state that the way back has come to. */
  const settle = (r: number, i: number, v: number, cell: number, before: number): void => {
    const fixed = walk.van.fixed[r]?.[i]
    if (fixed) walk.timeFixed(v, i, fixed, arrival[cell] as number, 0, 0)
    walk.finish[i] = done[cell] as number
    if (!fixed) walk.begin[i] = (done[cell] as number) - walk.workSeconds(v, r, before)
  }

  return {
    count: (r) => breaks[r]?.length ?? 0,
    begins: () => taken,
    time(r, sequence, length) {
      const last = breaks[r]?.length ?? 0
      let at = walk.van.start[r] as number
      for (let s = 0; s <= last; s += 1) done[s] = s === 0 ? (walk.van.shiftFrom[r] as number) : never
      for (let i = 0; i < length; i += 1) {
        const v = sequence[i] as number
        const to = day.location[v] as number
        if (!leave(r, sequence, length, i, at, to) || !work(r, i, v, at, last)) return false
        walk.miss = null
        walk.note(v, i)
        at = to
      }
      if (!leave(r, sequence, length, length, at, walk.van.end[r] as number)) return false
      const end = arrival[(length + 1) * states + last] as number
      if (end >= never) {
        walk.fail('break', length, 0)
        return false
      }
      trace(r, sequence, length)
      walk.endAt = end
      walk.miss = null
      if (length > (walk.van.head[r] as number) && end > (walk.van.latestEnd[r] as number)) {
        walk.fail('shift', length, end - (walk.van.shiftUntil[r] as number))
        return false
      }
      return true
    },
  }
}
