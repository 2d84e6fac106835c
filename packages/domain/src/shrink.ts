/**
 * Means that lean on a prior: with n observations the mean of `n` and `strength` imagined ones at the prior (the posterior
 * mean of a normal with known variance). No observation gives the prior, many give their own mean.
 */
export const shrunkMean = (sum: number, count: number, prior: number, strength: number): number =>
  (sum + prior * strength) / (count + strength)

/** The standard deviation from a sum of squared residuals, shrunk towards a prior one alike. */
export const shrunkDeviation = (squares: number, count: number, prior: number, strength: number): number =>
  Math.sqrt((squares + prior * prior * strength) / (count + strength))

/** Sums by key, for one pass over observations. */
export class Sums {
  readonly #sums = new Map<string, { sum: number; count: number }>()

  add(key: string, value: number, weight = 1): void {
    const known = this.#sums.get(key) ?? { sum: 0, count: 0 }
    known.sum += value * weight
    known.count += weight
    this.#sums.set(key, known)
  }
  of(key: string): { sum: number; count: number } {
    return this.#sums.get(key) ?? { sum: 0, count: 0 }
  }
  keys(): string[] {
    return [...this.#sums.keys()]
  }
}
