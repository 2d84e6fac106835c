import type { NearLists } from './near-lists.ts'
import type { WarpPricing } from './warp-pricing.ts'
import type { WarpTours } from './warp-tours.ts'

const GAIN = -0.001
const LONGEST_CHAIN = 3

/** Moves of a customer within his own route (Or 1976), and the split of a route before him. */
export class RouteScan {
  private readonly tours: WarpTours
  private readonly lists: NearLists
  private readonly pricing: WarpPricing
  private readonly reach: number

  constructor(tours: WarpTours, lists: NearLists, pricing: WarpPricing, reach: number) {
    this.tours = tours
    this.lists = lists
    this.pricing = pricing
    this.reach = Math.min(reach, lists.width)
  }

  /** Moves a chain that begins at u behind one of his near, or ahead of one that is first, if that gains. */
  improve(u: number, since: number): boolean {
    const { tours, reach } = this
    const { near, width } = this.lists
    const { route, prev, size, version } = tours
    const r = route[u] as number
    if ((version[r] as number) <= since) return false
    for (let k = 0; k < reach; k++) {
      const v = near[u * width + k] as number
      if (route[v] !== r) continue
      if (this.shiftBehind(u, v, r)) return true
      const w = prev[v] as number
      if (w >= size && this.shiftBehind(u, w, r)) return true
    }
    return false
  }

  private shiftBehind(u: number, v: number, r: number): boolean {
    const { tours } = this
    const { size, next, prev, place, arc, penalty, penalties, routeWarp } = tours
    const { costs } = tours.problem
    const p = prev[u] as number
    if (v === p) return false
    const y = next[v] as number
    const rowP = (place[p] as number) * size
    const fixed = (costs[(place[v] as number) * size + u] as number) - (arc[v] as number) - (arc[p] as number)
    let last = u
    for (let length = 1; length <= LONGEST_CHAIN; length++) {
      if (last === v || last >= size) return false
      const x = next[last] as number
      const increase =
        fixed +
        (costs[rowP + (place[x] as number)] as number) -
        (arc[last] as number) +
        (costs[last * size + (place[y] as number)] as number)
      if (increase - (penalty[r] as number) < GAIN) {
        const warped = this.warpOf(u, last, v, p, x, y) - (routeWarp[r] as number)
        if (increase + penalties.late * warped < GAIN) {
          tours.shift(u, last, v, increase)
          return true
        }
      }
      last = x
    }
    return false
  }

  private warpOf(u: number, last: number, v: number, p: number, x: number, y: number): number {
    const { rank } = this.tours
    if ((rank[v] as number) > (rank[u] as number)) return this.pricing.overChains(p, x, v, u, last, y)
    return this.pricing.overChains(v, u, last, y, p, x)
  }

  /** Lets u begin a route of its own with all who follow. */
  split(u: number): boolean {
    const { tours, pricing } = this
    const { size, vans, route, prev, place, arc, penalty, penalties, loadTo, routeLoad, capacity } = tours
    const p = prev[u] as number
    const r = route[u] as number
    if (p >= size) return false
    const free = tours.freeVan(tours.group[r] as number)
    if (free < 0) return false
    const { costs } = tours.problem
    const depot = place[size + r] as number
    const increase =
      (costs[p * size + depot] as number) + (costs[depot * size + u] as number) - (arc[p] as number)
    if (increase - (penalty[r] as number) >= GAIN) return false
    const head = loadTo[p] as number
    const over =
      Math.max(0, head - (capacity[r] as number)) +
      Math.max(0, (routeLoad[r] as number) - head - (capacity[free] as number))
    const warped = pricing.joint(p, size + vans + r) + pricing.joint(size + free, u)
    const value = increase - (penalty[r] as number) + penalties.late * warped + penalties.overload * over
    if (value >= GAIN) return false
    tours.exchangeTails(p, size + free, increase)
    return true
  }
}
