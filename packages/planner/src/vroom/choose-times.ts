import type { Window } from '../planning-problem.ts'

/** One thing to time: seconds of work, when it should begin, when it must. */
export interface TimedThing {
  action: number
  /** Where beginning costs nothing; sorted. Before a window is lead time, after it delay. */
  windows: readonly Window[]
  /** Begins neither before nor after. */
  least: number
  most: number
  /** Breaks are taken on the leg to the next thing that is none. */
  pause: boolean
  /** Seconds of the leg before it; 0 for a break. */
  drive: number
}

/** What a choice costs: seconds outside windows, then length of the route, then the sum of beginnings. */
type Price = readonly [outside: number, length: number, sum: number]

interface State {
  at: number
  /** When its work is done. */
  free: number
  /** When the next place is reached, if no further break comes between. */
  ready: number
  price: Price
  before: State | null
}

const dearer = (a: Price, b: Price): boolean =>
  a[0] !== b[0] ? a[0] > b[0] : a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2]
const plus = (a: Price, b: Price): Price => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]

/**
 * Begins everything in the given order with the fewest seconds outside windows; of these choices the shortest route, of
 * these the earliest. The first and the last thing are no breaks. Exact: in an optimal choice every instant hangs by a
 * chain of work and driving without a gap on a bound of something, so only these instants are tried. Null when the hard
 * bounds cannot be kept.
 */
export const chooseTimes = (things: readonly TimedThing[]): number[] | null => {
  const candidates = candidateInstants(things)
  let states: State[] = []
  for (const [index, thing] of things.entries()) {
    const own = priceOf(thing, index === 0, index === things.length - 1)
    const drive = thing.pause ? 0 : (things.slice(index + 1).find((one) => !one.pause)?.drive ?? 0)
    const instants = candidates[index] ?? []
    if (index === 0) states = instants.map((at) => stateAt(at, thing.action, drive, own(at), null))
    else
      states = thing.pause
        ? takeBreak(states, thing, instants, own)
        : arrive(states, thing, instants, own, drive)
    if (states.length === 0) return null
  }
  const best = states.reduce((a, b) => (dearer(a.price, b.price) ? b : a))
  const times: number[] = []
  for (let state: State | null = best; state; state = state.before) times.unshift(state.at)
  return times
}

type OwnPrice = (at: number) => Price

const priceOf =
  ({ windows }: TimedThing, first: boolean, last: boolean): OwnPrice =>
  (at) => [outside(windows, at), first ? -at : last ? at : 0, first || last ? 0 : at]

const stateAt = (at: number, action: number, drive: number, price: Price, before: State | null): State => ({
  at,
  free: at + action,
  ready: at + action + drive,
  price,
  before,
})

/** A place: only that it is reached matters, so the cheapest state that is ready is enough for each instant. */
const arrive = (
  before: readonly State[],
  { action }: TimedThing,
  instants: readonly number[],
  own: OwnPrice,
  drive: number,
): State[] => {
  const byReady = before.toSorted((a, b) => a.ready - b.ready)
  let best: State | null = null
  let k = 0
  return instants.flatMap((at): State[] => {
    for (let one = byReady[k]; one && one.ready <= at; one = byReady[k]) {
      if (!best || dearer(best.price, one.price)) best = one
      k += 1
    }
    return best ? [stateAt(at, action, drive, plus(best.price, own(at)), best)] : []
  })
}

/** A break: besides its own instant it matters how much of the leg is still to drive, so the best of each are kept. */
const takeBreak = (
  before: readonly State[],
  { action }: TimedThing,
  instants: readonly number[],
  own: OwnPrice,
): State[] =>
  instants.flatMap((at) => {
    const made = before
      .filter(({ free }) => free <= at)
      .map((state): State => {
        const ready = Math.max(at, state.ready) + action
        return { at, free: at + action, ready, price: plus(state.price, own(at)), before: state }
      })
      .sort((a, b) => a.ready - b.ready)
    let best: Price | null = null
    return made.filter(({ price }) => {
      if (best && !dearer(best, price)) return false
      best = price
      return true
    })
  })

const outside = (windows: readonly Window[], at: number): number =>
  windows.reduce(
    (least, one) => Math.min(least, Math.max(0, one.from - at, at - one.until)),
    Number.POSITIVE_INFINITY,
  )

/** Every instant that is a bound of something, carried along by work and driving without a gap. */
const candidateInstants = (things: readonly TimedThing[]): number[][] => {
  const found = things.map(
    (one) =>
      new Set(
        [...one.windows.flatMap((window) => [window.from, window.until]), one.least, one.most].filter(
          Number.isFinite,
        ),
      ),
  )
  const joints = jointsOf(things)
  const carry = (from: number, to: number, seconds: number): void => {
    for (const at of found[from] ?? []) found[to]?.add(at + seconds)
  }
  for (const { from, to, seconds } of joints) carry(from, to, seconds)
  for (const { from, to, seconds } of joints.toReversed()) carry(to, from, -seconds)
  for (const { from, to, seconds } of joints) carry(from, to, seconds)
  return found.map((instants, index) => {
    const { least, most } = things[index] ?? { least: 0, most: 0 }
    return [...instants].filter((at) => at >= least && at <= most).sort((a, b) => a - b)
  })
}

interface Joint {
  from: number
  to: number
  seconds: number
}

/** Pairs that can follow each other without a gap: neighbours, and both places of a leg with its breaks between. */
const jointsOf = (things: readonly TimedThing[]): Joint[] =>
  things.flatMap((thing, to): Joint[] => {
    const before = things[to - 1]
    if (!before) return []
    const close: Joint = { from: to - 1, to, seconds: before.action + (before.pause ? 0 : thing.drive) }
    if (thing.pause || !before.pause) return [close]
    const place = things.slice(0, to).findLastIndex((one) => !one.pause)
    const from = things[place]
    if (!from) return [close]
    const seconds = things.slice(place, to).reduce((sum, one) => sum + one.action, thing.drive)
    return [close, { from: place, to, seconds }]
  })
