import type { Problem, RoadHour } from './planning-problem.ts'

/**
 * Roads whose pace changes with the hour: `base` seconds of road are used up at the pace of each hour driven through, so that
 * who leaves later never arrives earlier (Ichoua, Gendreau & Potvin 2003). All instants are whole seconds, from any origin.
 */
export interface RoadClock {
  /** When he arrives who leaves at an instant. */
  arriveAt(leave: number, base: number): number
  /** The latest instant to leave at so as to have arrived by another. */
  leaveBy(arrive: number, base: number): number
  /** How much later he may leave with the leg taking as long as it does: it then lies in one hour; −1 where it does not. */
  room(leave: number, base: number): number
  /** The least factor of all. */
  readonly fastest: number
  readonly slowest: number
}

const bucketSeconds = 900
/** Nearer to a whole second than this, rounding decides, and the way forward is asked. */
const unsure = 1e-6

/** The clock of some hours, sorted; before the first of them the factor is 1. */
export const makeRoadClock = (hours: readonly RoadHour[]): RoadClock => {
  // Piece k reaches from from[k] to from[k + 1].
  const from = Float64Array.from([
    Number.NEGATIVE_INFINITY,
    ...hours.map((hour) => hour.from),
    Number.POSITIVE_INFINITY,
  ])
  const factor = Float64Array.from([1, ...hours.map((hour) => hour.factor)])
  const last = factor.length - 1
  const [first, end] = [from[Math.min(1, last)] as number, from[last] as number]
  const buckets = last < 1 ? 0 : Math.floor((end - first) / bucketSeconds) + 1
  const pieceOfBucket = new Int32Array(buckets)
  for (let b = 0, k = 1; b < buckets; b += 1) {
    while (k < last && (from[k + 1] as number) <= first + b * bucketSeconds) k += 1
    pieceOfBucket[b] = k
  }

  const pieceAt = (instant: number): number => {
    if (last === 0 || instant < first) return 0
    if (instant >= end) return last
    let k = pieceOfBucket[((instant - first) / bucketSeconds) | 0] as number
    while ((from[k + 1] as number) <= instant) k += 1
    return k
  }

  // Reckoned from the leaving, so that the answer does not hang on the origin of instants.
  const arriveAt = (leave: number, base: number): number => {
    let k = pieceAt(leave)
    let left = base
    let gone = 0
    for (;;) {
      const rest = left * (factor[k] as number)
      const until = (from[k + 1] as number) - leave
      if (gone + rest <= until) return leave + Math.round(gone + rest)
      left -= (until - gone) / (factor[k] as number)
      gone = until
      k += 1
    }
  }

  return {
    arriveAt,
    leaveBy(arrive, base) {
      // Whoever arrives less than half a second later still arrives by then.
      let k = pieceAt(arrive)
      let left = base
      let back = 0
      for (;;) {
        const since = arrive + 0.5 - (from[k] as number)
        const rest = left * (factor[k] as number)
        if (back + rest <= since) {
          back += rest
          break
        }
        left -= (since - back) / (factor[k] as number)
        back = since
        k -= 1
      }
      const behind = back - 0.5
      let leave = arrive - Math.floor(behind) - 1
      if (Math.abs(behind - Math.round(behind)) > unsure) return leave
      while (arriveAt(leave, base) > arrive) leave -= 1
      while (arriveAt(leave + 1, base) <= arrive) leave += 1
      return leave
    },
    room(leave, base) {
      const k = pieceAt(leave)
      const room = (from[k + 1] as number) - leave - base * (factor[k] as number)
      return room < unsure ? -1 : Math.floor(room - unsure)
    },
    fastest: factor.reduce((least, one) => Math.min(least, one)),
    slowest: factor.reduce((most, one) => Math.max(most, one)),
  }
}

/** The mean factor from one instant to another: for rules that ask how much driving there is, not when. */
export const meanPace = (hours: readonly RoadHour[] | undefined, from: number, until: number): number => {
  if (!hours || hours.length === 0 || until <= from) return 1
  let sum = 0
  let at = from
  let pace = 1
  for (const hour of hours) {
    if (hour.from >= until) break
    if (hour.from > at) {
      sum += (hour.from - at) * pace
      at = hour.from
    }
    pace = hour.factor
  }
  return (sum + (until - at) * pace) / (until - from)
}

/** Seconds of a leg of the problem's roads for who leaves at an instant; −1 where no road leads. */
export const legsOf = ({
  matrix,
  hours = [],
}: Pick<Problem, 'matrix' | 'hours'>): ((from: number, to: number, leaveAt: number) => number) => {
  const clock = hours.length > 0 ? makeRoadClock(hours) : null
  return (from, to, leaveAt) => {
    const base = matrix.seconds[from * matrix.size + to] ?? -1
    return clock && base > 0 ? clock.arriveAt(leaveAt, base) - leaveAt : base
  }
}
