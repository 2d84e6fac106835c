import { shareOfHour } from '../city/hour-curve.ts'
import { randomStream } from '../random-stream.ts'
import { hourMs, localHour, localMidnight } from '../time/local-day.ts'

/** A request that will be made: when, and the name of the stream from which everything else about it is drawn. */
export interface Arrival {
  atMs: number
  key: string
}

/** The instant at which the local hour of an instant began. */
export const hourStart = (atMs: number, timeZone: string): number =>
  localMidnight(atMs, timeZone) + localHour(atMs, timeZone) * hourMs

/**
 * The arrivals of one local hour as a Poisson process at the curve's rate. They hang on seed and hour alone: whoever
 * starts in the middle of a day gets the rest of the same day.
 */
export const arrivalsOfHour = (atMs: number, timeZone: string, perDay: number, seed: number): Arrival[] => {
  const fromMs = hourStart(atMs, timeZone)
  const stream = randomStream(seed, 'arrivals', fromMs)
  const count = stream.poisson(perDay * shareOfHour(localHour(fromMs, timeZone)))
  return arrivals(
    Array.from({ length: count }, () => fromMs + stream.next() * hourMs),
    `${seed}/${fromMs}`,
  )
}

/** Exactly `count` arrivals between two instants, spread as a Poisson process of that count would be by the curve. */
export const arrivalsBetween = (
  fromMs: number,
  untilMs: number,
  timeZone: string,
  count: number,
  seed: number,
): Arrival[] => {
  const pieces: { fromMs: number; untilMs: number; weight: number }[] = []
  for (let at = fromMs; at < untilMs; ) {
    const end = Math.min(untilMs, hourStart(at, timeZone) + hourMs)
    pieces.push({
      fromMs: at,
      untilMs: end,
      weight: (shareOfHour(localHour(at, timeZone)) * (end - at)) / hourMs,
    })
    at = end
  }
  const weights = Object.fromEntries(pieces.map((piece, index) => [String(index), piece.weight]))
  const stream = randomStream(seed, 'day', count)
  const times = Array.from({ length: count }, () => {
    const piece = pieces[Number(stream.weighted(weights))]
    if (!piece) throw new Error('A day needs an hour')
    return stream.between(piece.fromMs, piece.untilMs)
  })
  return arrivals(times, `${seed}/day`)
}

/** `count` arrivals spread evenly at random over a short while, to wake a city up. */
export const burst = (fromMs: number, lengthMs: number, count: number, seed: number): Arrival[] => {
  const stream = randomStream(seed, 'burst')
  return arrivals(
    Array.from({ length: count }, () => fromMs + stream.next() * lengthMs),
    `${seed}/burst/${fromMs}`,
  )
}

const arrivals = (times: number[], name: string): Arrival[] =>
  times.sort((a, b) => a - b).map((atMs, index) => ({ atMs, key: `${name}/${index}` }))
