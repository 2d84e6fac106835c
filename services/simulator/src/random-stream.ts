import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A small seeded source of chance. Everybody has his own, so that one person's luck never shifts another's. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** A key of the table, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  /** Standard normal, by Box and Muller. */
  normal(): number
  /** Median 1; `sigma` is the standard deviation of its logarithm. */
  lognormal(sigma: number): number
  exponential(mean: number): number
  poisson(mean: number): number
}

/** Opens the stream of that name: the same words always give the same numbers. */
export const randomStream = (...name: readonly (string | number)[]): RandomStream => {
  const source = xoroshiro128plus(createHash('sha256').update(name.join('/')).digest().readInt32LE(0))
  const next = (): number => uniformFloat64(source)
  const between = (low: number, high: number): number => low + (high - low) * next()
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const exponential = (mean: number): number => -Math.log(1 - next()) * mean
  return {
    next,
    between,
    whole,
    normal,
    exponential,
    chance: (probability) => next() < probability,
    lognormal: (sigma) => Math.exp(sigma * normal()),
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)]
      if (picked === undefined) throw new Error('Nothing to pick from')
      return picked
    },
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][]
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        rest -= weight
        if (rest < 0) return key
      }
      const last = entries.at(-1)
      if (!last) throw new Error('Nothing to weigh')
      return last[0]
    },
    poisson: (mean) => {
      // Counts the arrivals of a unit of time; exact for any mean, and means here are below a hundred.
      let count = 0
      for (let at = exponential(1); at < mean; at += exponential(1)) count += 1
      return count
    },
  }
}
