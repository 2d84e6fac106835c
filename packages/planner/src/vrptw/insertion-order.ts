import type { FastChance } from './fast-chance.ts'
import type { VrptwProblem } from './vrptw-problem.ts'

/**
 * Orders the absent customers by one criterion drawn by weight: random, large demand, far, near, short window, early,
 * late (Christiaens & Vanden Berghe 2020, with the window orders of their VRPTW variant).
 */
export class InsertionOrder {
  private readonly problem: VrptwProblem
  private readonly chance: FastChance
  private readonly keys: Float64Array

  constructor(problem: VrptwProblem, chance: FastChance) {
    this.problem = problem
    this.chance = chance
    this.keys = new Float64Array(problem.size)
  }

  /** Sorts the absent from `first` up to `count` by a criterion drawn anew. */
  sort(absent: Int32Array, first: number, count: number): void {
    this.rate(absent, first, count)
    this.sortByKeys(absent, first, count)
  }

  /** Sorts all absent so that those far from the first depot come first. */
  sortFarFirst(absent: Int32Array, count: number): void {
    const { keys, problem } = this
    for (let i = 0; i < count; i++)
      keys[absent[i] as number] = -(problem.costs[absent[i] as number] as number)
    this.sortByKeys(absent, 0, count)
  }

  private sortByKeys(absent: Int32Array, first: number, count: number): void {
    const { keys } = this
    if (count - first > 60) {
      const sorted = absent
        .slice(first, count)
        .sort((v, w) => (keys[v] as number) - (keys[w] as number) || v - w)
      absent.set(sorted, first)
      return
    }
    for (let i = first + 1; i < count; i++) {
      const v = absent[i] as number
      const key = keys[v] as number
      let j = i - 1
      while (j >= first && (keys[absent[j] as number] as number) > key) {
        absent[j + 1] = absent[j] as number
        j--
      }
      absent[j + 1] = v
    }
  }

  private rate(absent: Int32Array, first: number, count: number): void {
    const { keys, chance } = this
    const { demands, costs, windowFrom, windowUntil } = this.problem
    const draw = chance.below(17)
    for (let i = first; i < count; i++) {
      const v = absent[i] as number
      if (draw < 4) keys[v] = chance.unit()
      else if (draw < 8) keys[v] = -(demands[v] as number)
      else if (draw < 10) keys[v] = -(costs[v] as number)
      else if (draw < 11) keys[v] = costs[v] as number
      else if (draw < 13) keys[v] = (windowUntil[v] as number) - (windowFrom[v] as number)
      else if (draw < 15) keys[v] = windowFrom[v] as number
      else keys[v] = -(windowUntil[v] as number)
    }
  }
}
