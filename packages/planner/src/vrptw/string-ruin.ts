import type { FastChance } from './fast-chance.ts'
import type { HardTours } from './hard-tours.ts'
import type { NearLists } from './near-lists.ts'

/** Customers removed on average, longest string, and how often and how far a string is split. */
const MEAN_REMOVED = 10
const LONGEST = 10
const SPLIT = 0.5
const SPLIT_DEPTH = 0.01

/** Adjacent string removal with split strings (Christiaens & Vanden Berghe 2020, "Slack Induction by String Removals"). */
export class StringRuin {
  private readonly tours: HardTours
  private readonly lists: NearLists
  private readonly chance: FastChance
  /** Routes of this ruin and the node before each removed string. */
  readonly ruined: Int32Array
  readonly cut: Int32Array
  ruinedCount = 0

  constructor(tours: HardTours, lists: NearLists, chance: FastChance) {
    this.tours = tours
    this.lists = lists
    this.chance = chance
    this.ruined = new Int32Array(tours.vans)
    this.cut = new Int32Array(tours.vans)
  }

  /** Removes strings around a customer, absent or not. */
  ruin(seed: number): void {
    const { tours, chance, lists } = this
    const { route, stamp, usedCount } = tours
    this.ruinedCount = 0
    if (usedCount === 0) return
    const mean = tours.planned / usedCount
    const longest = Math.min(LONGEST, mean)
    const most = Math.floor(chance.unit() * ((4 * MEAN_REMOVED) / (1 + longest) - 1) + 1)
    lists.prepare(seed)
    const first = seed * lists.width
    for (let k = first - 1; k < first + lists.width && this.ruinedCount < most; k++) {
      const c = k < first ? seed : (lists.near[k] as number)
      const r = route[c] as number
      if (r >= 0 && stamp[r] !== tours.turn) this.removeString(c, r, longest)
    }
  }

  private removeString(c: number, r: number, longest: number): void {
    const { tours, chance } = this
    const { next, prev } = tours
    tours.touch(r)
    const stops = tours.stops[r] as number
    const removed = Math.min(stops, Math.floor(chance.unit() * Math.min(stops, longest) + 1))
    let spared = 0
    if (removed > 1 && stops > removed && chance.unit() < SPLIT) {
      spared = 1
      while (removed + spared < stops && chance.unit() < SPLIT_DEPTH) spared++
    }
    const length = removed + spared
    const spareFrom = spared > 0 ? chance.below(removed + 1) : length
    let v = this.stringStart(c, length)
    let cut = prev[v] as number
    for (let k = 0; k < length; k++) {
      const after = next[v] as number
      if (k < spareFrom || k >= spareFrom + spared) tours.remove(v)
      else if (spareFrom === 0) cut = v
      v = after
    }
    this.ruined[this.ruinedCount] = r
    this.cut[this.ruinedCount++] = cut
    tours.retime(r)
  }

  /** First node of a random string of this length that holds the customer. */
  private stringStart(c: number, length: number): number {
    const { next, prev, size } = this.tours
    let ahead = 0
    for (let v = prev[c] as number; ahead < length - 1 && v < size; v = prev[v] as number) ahead++
    let behind = 0
    for (let v = next[c] as number; behind < length - 1 && v < size; v = next[v] as number) behind++
    const least = Math.max(0, length - 1 - behind)
    let v = c
    for (let back = least + this.chance.below(ahead - least + 1); back > 0; back--) v = prev[v] as number
    return v
  }
}
