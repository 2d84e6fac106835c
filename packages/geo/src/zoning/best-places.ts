import type { CellWorld } from './cell-world.ts'

/** A chosen cell: the mean drive to a job with it and those before it, and what it takes off the mean before it. */
export interface ChosenPlace {
  cell: number
  responseSeconds: number
  gainSeconds: number | null
}

interface Wish {
  count: number
  /** Cells that have a place already; their reach is given. */
  given?: readonly number[]
  /** Cells to serve and to choose from; all unless said. */
  within?: readonly number[]
}

/**
 * Chooses the cells from which the mean drive to a job is least: the p-median (Hakimi 1964), by greedy addition and
 * then vertex substitution (Teitz & Bart 1968) until no exchange helps. Answered in the order of their gains.
 */
export const chooseBestPlaces = (world: CellWorld, { count, given = [], within }: Wish): ChosenPlace[] => {
  const all = within ?? world.cells.map((_, index) => index)
  const served = all.filter((cell) => (world.cells[cell]?.jobsPerDay ?? 0) > 0)
  const candidates = served.filter((cell) => !given.includes(cell))
  const chosen: number[] = []
  while (chosen.length < Math.min(count, candidates.length)) {
    chosen.push(bestOf(world, served, candidates, [...given, ...chosen]))
  }
  exchange(world, { served, candidates, given }, chosen)
  return inOrderOfGain(world, served, given, chosen)
}

/** Mean drive from the nearest of some cells to a job; undefined when there is none of either. */
export const meanResponse = (
  world: CellWorld,
  served: readonly number[],
  places: readonly number[],
): number | undefined => {
  const least = nearestDrives(world, served, places)
  let [sum, jobs] = [0, 0]
  served.forEach((cell, at) => {
    const weight = world.cells[cell]?.jobsPerDay ?? 0
    sum += weight * (least[at] ?? 0)
    jobs += weight
  })
  return places.length > 0 && jobs > 0 ? sum / jobs : undefined
}

/** For each served cell the drive from the nearest place; endless without one. */
const nearestDrives = (
  { cells, seconds }: CellWorld,
  served: readonly number[],
  places: readonly number[],
): Float64Array =>
  Float64Array.from(served, (cell) =>
    places.reduce(
      (least, place) => Math.min(least, seconds[place * cells.length + cell] ?? least),
      Number.POSITIVE_INFINITY,
    ),
  )

/** The candidate that, beside those there are, makes the drives to all jobs shortest. */
const bestOf = (
  world: CellWorld,
  served: readonly number[],
  candidates: readonly number[],
  have: readonly number[],
): number => {
  const size = world.cells.length
  const before = nearestDrives(world, served, have)
  let [best, least] = [candidates[0] ?? 0, Number.POSITIVE_INFINITY]
  for (const candidate of candidates) {
    if (have.includes(candidate)) continue
    let sum = 0
    for (let at = 0; at < served.length; at += 1) {
      const cell = served[at] ?? 0
      const drive = world.seconds[candidate * size + cell] ?? 0
      sum += (world.cells[cell]?.jobsPerDay ?? 0) * Math.min(before[at] ?? drive, drive)
    }
    if (sum < least) [best, least] = [candidate, sum]
  }
  return best
}

/** Exchanges one chosen cell for another as long as the mean falls; each pass looks at every exchange once. */
const exchange = (
  world: CellWorld,
  {
    served,
    candidates,
    given,
  }: { served: readonly number[]; candidates: readonly number[]; given: readonly number[] },
  chosen: number[],
): void => {
  let least = meanResponse(world, served, [...given, ...chosen]) ?? 0
  for (let better = true; better; ) {
    better = false
    for (let at = 0; at < chosen.length; at += 1) {
      const rest = [...given, ...chosen.toSpliced(at, 1)]
      const other = bestOf(world, served, candidates, rest)
      const mean = meanResponse(world, served, [...rest, other]) ?? least
      if (mean >= least - 1e-9) continue
      chosen[at] = other
      least = mean
      better = true
    }
  }
}

const inOrderOfGain = (
  world: CellWorld,
  served: readonly number[],
  given: readonly number[],
  chosen: readonly number[],
): ChosenPlace[] => {
  const have = [...given]
  let before = meanResponse(world, served, have) ?? null
  const left = new Set(chosen)
  const places: ChosenPlace[] = []
  while (left.size > 0) {
    const cell = bestOf(world, served, [...left], have)
    have.push(cell)
    left.delete(cell)
    const responseSeconds = meanResponse(world, served, have) ?? 0
    places.push({ cell, responseSeconds, gainSeconds: before === null ? null : before - responseSeconds })
    before = responseSeconds
  }
  return places
}
