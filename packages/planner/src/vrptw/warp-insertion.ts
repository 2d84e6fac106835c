import { drawGenerosity } from './absent-choice.ts'
import type { FastChance } from './fast-chance.ts'
import type { NearLists } from './near-lists.ts'
import type { WarpTours } from './warp-tours.ts'

/** One candidate position in a hundred is overlooked. */
const BLINK = 0.01
const NOWHERE = 2 ** 50

/** Greedy insertion with blinks beside near customers, where lateness and overload have their price; O(1) a position. */
export class WarpInsertion {
  private readonly tours: WarpTours
  private readonly lists: NearLists
  private readonly chance: FastChance
  private seen: number
  /** How many times his prize a customer may cost in this turn. */
  private generosity = 1
  private bestCost = NOWHERE
  private bestBefore = -1

  constructor(tours: WarpTours, lists: NearLists, chance: FastChance) {
    this.tours = tours
    this.lists = lists
    this.chance = chance
    this.seen = chance.runLength(BLINK)
  }

  /** Inserts the absent from `first` on in their present order, each where it costs least, unless leaving him out costs less. */
  insertAll(first: number): void {
    const { tours } = this
    const { absent, price } = tours
    const count = tours.absentCount
    if (tours.problem.prizes !== undefined) this.generosity = drawGenerosity(this.chance)
    let kept = first
    for (let i = first; i < count; i++) {
      const v = absent[i] as number
      this.lists.prepare(v)
      this.findNear(v)
      this.tryFreeVans(v)
      if (this.bestBefore < 0) this.tryStarts(v)
      if (this.bestBefore >= 0 && this.bestCost < this.generosity * (price[v] as number))
        tours.insert(v, this.bestBefore)
      else absent[kept++] = v
    }
    tours.absentCount = kept
  }

  private findNear(u: number): void {
    const { near, costTo, costFrom, width, costsIn, durationsIn } = this.lists
    const { tours } = this
    const { size, next, prev, route, place, arc, leaveAt, latest, warp, warpAfter } = tours
    const { routeWarp, routeLoad, capacity, isMixed, spans } = tours
    const { costs, durations, demands, windowFrom, windowUntil, service } = tours.problem
    const { late, overload } = tours.penalties
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
      if (r < 0 || (isMixed && !tours.takes(r, u))) continue
      const room = (capacity[r] as number) - (routeLoad[r] as number)
      const over = demand <= room ? 0 : overload * (room > 0 ? demand - room : demand)
      if (over >= best) continue
      const s = next[v] as number
      const after = place[s] as number
      let behind = over + (costFrom[k] as number) + (costs[row + after] as number) - (arc[v] as number)
      if (behind < best) {
        let warped = (warp[v] as number) + (warpAfter[s] as number) - (routeWarp[r] as number)
        let time = (leaveAt[v] as number) + (durationsIn[row + v] as number)
        if (time < from) time = from
        else if (time > until) {
          warped += time - until
          time = until
        }
        time += stay + (durations[row + after] as number) - (latest[s] as number)
        if (time > 0) warped += time
        if (spans !== undefined) warped += spans.excessOver1(v, u, s)
        behind += late * warped
        if (behind < best) {
          if (--seen >= 0) {
            best = behind
            bestBefore = v
          } else seen = this.chance.runLength(BLINK)
        }
      }
      const p = prev[v] as number
      const before = place[p] as number
      let ahead = over + (costsIn[row + before] as number) + (costTo[k] as number) - (arc[p] as number)
      if (ahead < best) {
        let warped = (warp[p] as number) + (warpAfter[v] as number) - (routeWarp[r] as number)
        let time = (leaveAt[p] as number) + (durationsIn[row + before] as number)
        if (time < from) time = from
        else if (time > until) {
          warped += time - until
          time = until
        }
        time += stay + (durations[row + v] as number) - (latest[v] as number)
        if (time > 0) warped += time
        if (spans !== undefined) warped += spans.excessOver1(p, u, v)
        ahead += late * warped
        if (ahead < best) {
          if (--seen >= 0) {
            best = ahead
            bestBefore = p
          } else seen = this.chance.runLength(BLINK)
        }
      }
    }
    this.seen = seen
    this.bestCost = best
    this.bestBefore = bestBefore
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

  /** Nobody near is in the plan and no van is free: the start of any route will do. */
  private tryStarts(u: number): void {
    const { size, used, usedCount, next, place, arc, problem, isMixed } = this.tours
    for (let i = 0; i < usedCount; i++) {
      const r = used[i] as number
      if (isMixed && !this.tours.takes(r, u)) continue
      const p = size + r
      const there = problem.costs[(place[p] as number) * size + u] as number
      const onward = problem.costs[u * size + (place[next[p] as number] as number)] as number
      const increase = there + onward - (arc[p] as number)
      if (increase >= this.bestCost) continue
      this.bestCost = increase
      this.bestBefore = p
    }
  }
}
