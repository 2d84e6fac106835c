/** A seeded source of chance (mulberry32, Tommy Ettinger): the same seed gives the same town on every machine. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next: () => number
  between: (low: number, high: number) => number
  pick: <T>(from: readonly [T, ...T[]]) => T
  shuffled: <T>(items: readonly T[]) => T[]
  /** Independent of how much chance was used elsewhere. */
  fork: (name: string) => Chance
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    shuffled: (items) =>
      items
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
    fork: (name) =>
      chanceFrom(
        [...name].reduce(
          (sum, sign) => Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 0x01000193),
          seed ^ 0x811c9dc5,
        ),
      ),
  }
}
