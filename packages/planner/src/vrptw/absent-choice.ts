import type { FastChance } from './fast-chance.ts'
import type { NearLists } from './near-lists.ts'
import type { TourLinks } from './tour-links.ts'

/** So few absent customers are all tried each time. */
const FEW = 10
/** Absent customers tried for each that was just removed. */
const TRIES = 2

/**
 * Where many customers may stay absent, only some near to those just removed are worth a try: a place for them has
 * opened there.
 */
export class AbsentChoice {
  private readonly tours: TourLinks
  private readonly lists: NearLists
  private readonly chance: FastChance
  private readonly at: Int32Array

  constructor(tours: TourLinks, lists: NearLists, chance: FastChance) {
    this.tours = tours
    this.lists = lists
    this.chance = chance
    this.at = new Int32Array(tours.size)
  }

  /** Moves the chosen before those removed, which are the absent from `before` on; answers where they begin. */
  choose(before: number): number {
    if (before <= FEW) return 0
    const { at, tours, lists, chance } = this
    const { absent, absentCount } = tours
    for (let i = 0; i < before; i++) at[absent[i] as number] = i
    let first = before
    for (let i = before; i < absentCount; i++) {
      const v = absent[i] as number
      lists.prepare(v)
      for (let k = 0; k < TRIES && lists.width > 0; k++) {
        const w = lists.near[v * lists.width + chance.below(lists.width)] as number
        const rank = at[w] as number
        if (rank >= first || absent[rank] !== w) continue
        const swapped = absent[--first] as number
        absent[rank] = swapped
        at[swapped] = rank
        absent[first] = w
        at[w] = first
      }
    }
    return first
  }
}

/** How often and how far, as a power of two, a prize is overrated. */
const OVERRATE = 0.2
const OVERRATE_BITS = 6

/**
 * A factor on the prizes of one turn, mostly 1. Who is not worth the way alone may begin a route that others make
 * worth while; the annealing judges the whole.
 */
export const drawGenerosity = (chance: FastChance): number =>
  chance.unit() < OVERRATE ? 2 ** (OVERRATE_BITS * chance.unit()) : 1
