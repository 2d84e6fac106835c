/** How annealing cools: geometrically, over a stretch of the time or over a number of rounds. */
export interface Cooling {
  temperature(gone: number, rounds: number): number
  isOver(gone: number, rounds: number): boolean
}

/** From `first` at share `from` of the time to `last` at share `until`. */
export const coolByTime = (first: number, last: number, from: number, until: number): Cooling =>
  cooling(first, last, (gone) => (gone - from) / (until - from))

/** From `first` to `last` in `count` rounds after round `from`, or by the end of the time that was left at `since`. */
export const coolByRounds = (
  first: number,
  last: number,
  from: number,
  count: number,
  since: number,
): Cooling =>
  cooling(first, last, (gone, rounds) => Math.max((rounds - from) / count, (gone - since) / (1 - since)))

const cooling = (first: number, last: number, course: (gone: number, rounds: number) => number): Cooling => {
  const decline = Math.log(last / first)
  return {
    temperature: (gone, rounds) => first * Math.exp(decline * Math.min(1, course(gone, rounds))),
    isOver: (gone, rounds) => course(gone, rounds) >= 1,
  }
}
