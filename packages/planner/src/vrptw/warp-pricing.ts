import type { WarpTours } from './warp-tours.ts'

/**
 * Time warp of a route made of a prefix, up to two loose customers and a suffix; O(1) each. Loose customers need not
 * be in a plan.
 */
export class WarpPricing {
  private readonly tours: WarpTours
  private time = 0
  private warped = 0

  constructor(tours: WarpTours) {
    this.tours = tours
  }

  /** p, s … */
  joint(p: number, s: number): number {
    const { size, place, leaveAt, latest, warp, warpAfter, problem } = this.tours
    const joined = (warp[p] as number) + (warpAfter[s] as number)
    const late =
      (leaveAt[p] as number) +
      (problem.durations[(place[p] as number) * size + (place[s] as number)] as number) -
      (latest[s] as number)
    return late > 0 ? joined + late : joined
  }

  /** … p, u, s … */
  over1(p: number, u: number, s: number): number {
    const { size, place, leaveAt, latest, warp, warpAfter, problem } = this.tours
    const { durations, windowFrom, windowUntil, service } = problem
    let joined = (warp[p] as number) + (warpAfter[s] as number)
    let time = (leaveAt[p] as number) + (durations[(place[p] as number) * size + u] as number)
    if (time < (windowFrom[u] as number)) time = windowFrom[u] as number
    else if (time > (windowUntil[u] as number)) {
      joined += time - (windowUntil[u] as number)
      time = windowUntil[u] as number
    }
    time += (service[u] as number) + (durations[u * size + (place[s] as number)] as number)
    const late = time - (latest[s] as number)
    return late > 0 ? joined + late : joined
  }

  /** … p, u, v, s … */
  over2(p: number, u: number, v: number, s: number): number {
    const { size, place, leaveAt, latest, warp, warpAfter, problem } = this.tours
    const { durations, windowFrom, windowUntil, service } = problem
    let joined = (warp[p] as number) + (warpAfter[s] as number)
    let time = (leaveAt[p] as number) + (durations[(place[p] as number) * size + u] as number)
    if (time < (windowFrom[u] as number)) time = windowFrom[u] as number
    else if (time > (windowUntil[u] as number)) {
      joined += time - (windowUntil[u] as number)
      time = windowUntil[u] as number
    }
    time += (service[u] as number) + (durations[u * size + v] as number)
    if (time < (windowFrom[v] as number)) time = windowFrom[v] as number
    else if (time > (windowUntil[v] as number)) {
      joined += time - (windowUntil[v] as number)
      time = windowUntil[v] as number
    }
    time += (service[v] as number) + (durations[v * size + (place[s] as number)] as number)
    const late = time - (latest[s] as number)
    return late > 0 ? joined + late : joined
  }

  /** … p, the chain first … last as it stands in its route, s … */
  overChain(p: number, first: number, last: number, s: number): number {
    this.time = this.tours.leaveAt[p] as number
    this.warped = this.tours.warp[p] as number
    this.walk(p, first, last)
    return this.close(last, s)
  }

  /** … p, chain a, chain b, s … */
  overChains(p: number, a: number, aLast: number, b: number, bLast: number, s: number): number {
    this.time = this.tours.leaveAt[p] as number
    this.warped = this.tours.warp[p] as number
    this.walk(p, a, aLast)
    this.walk(aLast, b, bLast)
    return this.close(bLast, s)
  }

  private close(last: number, s: number): number {
    const { size, place, problem, latest, warpAfter } = this.tours
    const drive = problem.durations[last * size + (place[s] as number)] as number
    const late = this.time + drive - (latest[s] as number)
    const joined = this.warped + (warpAfter[s] as number)
    return late > 0 ? joined + late : joined
  }

  private walk(p: number, first: number, last: number): void {
    const { size, place, next, problem } = this.tours
    const { durations, windowFrom, windowUntil, service } = problem
    let { time, warped } = this
    let row = (place[p] as number) * size
    for (let v = first; ; v = next[v] as number) {
      time += durations[row + v] as number
      if (time < (windowFrom[v] as number)) time = windowFrom[v] as number
      else if (time > (windowUntil[v] as number)) {
        warped += time - (windowUntil[v] as number)
        time = windowUntil[v] as number
      }
      time += service[v] as number
      if (v === last) break
      row = v * size
    }
    this.time = time
    this.warped = warped
  }
}
