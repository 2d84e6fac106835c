import { drawGenerosity } from './absent-choice.ts'
import type { FastChance } from './fast-chance.ts'
import type { HardTours } from './hard-tours.ts'
import type { NearLists } from './near-lists.ts'

/** One candidate position in a hundred is overlooked. */
const BLINK = 0.01
const NOWHERE = 2 ** 50

/**
 * Greedy insertion with blinks (Christiaens & Vanden Berghe 2020) in O(1) per position by forward and backward slack
 * (Savelsbergh 1992), beside near customers or, for a first plan, anywhere.
 */
export class WindowInsertion {
  private readonly tours: HardTours
  private readonly lists: NearLists
  private readonly chance: FastChance
  private seen: number
  /** How many times his prize a customer may cost in this turn. */
  private generosity = 1
  private bestCost = NOWHERE
  private bestBefore = -1

  constructor(tours: HardTours, lists: NearLists, chance: FastChance) {
    this.tours = tours
    this.lists = lists
    this.chance = chance
    this.seen = chance.runLength(BLINK)
  }

  /**
   * Inserts the absent from `first` on in their present order, each where it costs least; who fits nowhere, or costs more than leaving
   * him out, stays absent. Gives up and answers false as soon as the cost has passed `limit`: insertions only add.
   */
  insertAll(first: number, limit: number): boolean {
    const { tours } = this
    const { absent, price } = tours
    const count = tours.absentCount
    if (tours.problem.prizes !== undefined) this.generosity = drawGenerosity(this.chance)
    let kept = first
    let keptPrice = this.priceOfFirst(first)
    for (let i = first; i < count; i++) {
      const v = absent[i] as number
      this.lists.prepare(v)
      this.findNear(v)
      this.tryFreeVans(v)
      if (this.bestCost < this.generosity * (price[v] as number))
        tours.insert(v, this.bestBefore, this.bestCost)
      else {
        absent[kept++] = v
        keptPrice += price[v] as number
      }
      if (tours.cost + keptPrice > limit) return false
    }
    tours.absentCount = kept
    return true
  }

  private priceOfFirst(count: number): number {
    const { absent, price } = this.tours
    let sum = 0
    for (let i = 0; i < count; i++) sum += price[absent[i] as number] as number
    return sum
  }

  /**
   * For a first plan: looks at every position of every route, and leaves nobody out who fits somewhere, as customers
   * who are not worth the way alone may be worth it together.
   */
  insertAnywhere(): void {
    const { tours } = this
    const { absent } = tours
    const count = tours.absentCount
    let kept = 0
    for (let i = 0; i < count; i++) {
      const v = absent[i] as number
      this.findAnywhere(v)
      this.tryFreeVans(v)
      if (this.bestBefore >= 0) tours.insert(v, this.bestBefore, this.bestCost)
      else absent[kept++] = v
    }
    tours.absentCount = kept
  }

  private findNear(u: number): void {
    const { near, costTo, costFrom, width, costsIn, durationsIn } = this.lists
    const { size, next, prev, route, place, room, arc, leaveAt, latest, isMixed, spans } = this.tours
    const { costs, durations, demands, windowFrom, windowUntil, service } = this.tours.problem
    const row = u * size
    const from = windowFrom[u] as number
    const until = windowUntil[u] as number
    const stay = service[u] as number
    const demand = demands[u] as number
    let best = NOWHERE
    let bestBefore = -1
    let seen = this.seen
    const last = u * width + width
    for (let k = u * width; k < last; k++) {
      const v = near[k] as number
      const r = route[v] as number
      if (r < 0 || (room[r] as number) < demand) continue
      if (isMixed && !this.tours.takes(r, u)) continue
      const s = next[v] as number
      const after = place[s] as number
      const behind = (costFrom[k] as number) + (costs[row + after] as number) - (arc[v] as number)
      if (behind < best) {
        let time = (leaveAt[v] as number) + (durationsIn[row + v] as number)
        if (time <= until) {
          if (time < from) time = from
          if (time + stay + (durations[row + after] as number) <= (latest[s] as number)) {
            if (spans === undefined || spans.allows(v, u, s)) {
              if (--seen >= 0) {
                best = behind
                bestBefore = v
              } else seen = this.chance.runLength(BLINK)
            }
          }
        }
      }
      const p = prev[v] as number
      const before = place[p] as number
      const ahead = (costsIn[row + before] as number) + (costTo[k] as number) - (arc[p] as number)
      if (ahead < best) {
        let time = (leaveAt[p] as number) + (durationsIn[row + before] as number)
        if (time <= until) {
          if (time < from) time = from
          if (time + stay + (durations[row + v] as number) <= (latest[v] as number)) {
            if (spans === undefined || spans.allows(p, u, v)) {
              if (--seen >= 0) {
                best = ahead
                bestBefore = p
              } else seen = this.chance.runLength(BLINK)
            }
          }
        }
      }
    }
    this.seen = seen
    this.bestCost = best
    this.bestBefore = bestBefore
  }

  private findAnywhere(u: number): void {
    const { used, usedCount, room, isMixed } = this.tours
    const demand = this.tours.problem.demands[u] as number
    this.bestCost = NOWHERE
    this.bestBefore = -1
    for (let i = 0; i < usedCount; i++) {
      const r = used[i] as number
      if ((room[r] as number) < demand || (isMixed && !this.tours.takes(r, u))) continue
      this.findOnRoute(u, r)
    }
  }

  private findOnRoute(u: number, r: number): void {
    const { size, next, place, arc, leaveAt, latest, spans } = this.tours
    const { costs, durations, windowFrom, windowUntil, service } = this.tours.problem
    const { costsIn, durationsIn } = this.lists
    const row = u * size
    const from = windowFrom[u] as number
    const until = windowUntil[u] as number
    const stay = service[u] as number
    for (let p = size + r; ; ) {
      const before = place[p] as number
      let time = (leaveAt[p] as number) + (durationsIn[row + before] as number)
      if (time > until) return
      const s = next[p] as number
      const after = place[s] as number
      const cost = (costsIn[row + before] as number) + (costs[row + after] as number) - (arc[p] as number)
      if (cost < this.bestCost) {
        if (time < from) time = from
        if (
          time + stay + (durations[row + after] as number) <= (latest[s] as number) &&
          (spans === undefined || spans.allows(p, u, s))
        ) {
          this.bestCost = cost
          this.bestBefore = p
        }
      }
      if (s >= size) return
      p = s
    }
  }

  /** A route of its own, if a van is free and that is cheaper. */
  private tryFreeVans(u: number): void {
    const { size, problem, fits } = this.tours
    for (let g = 0; g < problem.vans.length; g++) {
      const r = this.tours.freeVan(g)
      if (r < 0 || fits[g * size + u] !== 1) continue
      const depot = this.tours.place[size + r] as number
      const alone = (problem.costs[depot * size + u] as number) + (problem.costs[u * size + depot] as number)
      if (alone >= this.bestCost) continue
      this.bestCost = alone
      this.bestBefore = size + r
    }
  }
}
