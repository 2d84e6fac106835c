import type { FastChance } from './fast-chance.ts'
import type { NearLists } from './near-lists.ts'
import type { WarpTours } from './warp-tours.ts'

/** Longer routes are not taken out whole: to put so many in again would take the time of many rounds. */
const LONGEST_ROUTE = 60

/**
 * Takes out customers near to each other, one route after the other in the order in which the nearest of a random
 * customer lie on them, so that a few routes lose much (related removal of Shaw 1998, grouped by route).
 */
export class NeighbourhoodRuin {
  private readonly tours: WarpTours
  private readonly lists: NearLists
  private readonly chance: FastChance
  private readonly wholeRoute: number

  /** `wholeRoute`: how often, 0 … 1, the route of a customer goes as a whole, unless it is very long. */
  constructor(tours: WarpTours, lists: NearLists, chance: FastChance, wholeRoute: number) {
    this.tours = tours
    this.lists = lists
    this.chance = chance
    this.wholeRoute = wholeRoute
  }

  /** Removes so many customers, if there are as many; now and then a whole route first, though it be longer. */
  ruin(count: number): void {
    const { tours, chance } = this
    const { size, depots } = tours.problem
    let left = Math.min(count, tours.planned)
    if (chance.unit() < this.wholeRoute) left = this.aroundRoute(depots + chance.below(size - depots), left)
    while (left > 0) {
      const seed = depots + chance.below(size - depots)
      left = this.around(seed, left)
    }
  }

  /** Takes out all who are on the route of a customer, then those near him; nobody where it is very long. Answers how many are still to be removed. */
  private aroundRoute(seed: number, count: number): number {
    const { tours } = this
    const { next, size } = tours
    const r = tours.route[seed] as number
    if (r === -1 || (tours.stops[r] as number) > LONGEST_ROUTE) return count
    let left = count
    tours.touch(r)
    for (let v = next[size + r] as number; v < size; ) {
      const after = next[v] as number
      tours.remove(v)
      left--
      v = after
    }
    tours.retime(r)
    return this.around(seed, left)
  }

  /** Answers how many are still to be removed. */
  private around(seed: number, count: number): number {
    const { tours, lists } = this
    const { near, width } = lists
    const { route } = tours
    lists.prepare(seed)
    let left = count
    if (route[seed] !== -1) left = this.removeNear(seed, -1, route[seed] as number, left)
    for (let k = 0; k < width && left > 0; k++) {
      const r = route[near[seed * width + k] as number] as number
      if (r !== -1) left = this.removeNear(seed, k, r, left)
    }
    return left
  }

  /** Removes from one route the near of a customer from the k-th on, himself included for k = −1. */
  private removeNear(seed: number, from: number, r: number, count: number): number {
    const { tours } = this
    const { near, width } = this.lists
    const { route } = tours
    let left = count
    tours.touch(r)
    for (let k = from; k < width && left > 0; k++) {
      const v = k < 0 ? seed : (near[seed * width + k] as number)
      if (route[v] !== r) continue
      tours.remove(v)
      left--
    }
    tours.retime(r)
    return left
  }
}
