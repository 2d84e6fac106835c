import { FastChance } from './fast-chance.ts'
import { routesOf } from './flat-plan.ts'
import { NearLists } from './near-lists.ts'
import { PlanWatch } from './plan-watch.ts'
import { renumber } from './renumbering.ts'
import { chooseSettings } from './search-settings.ts'
import { StringSearch } from './string-search.ts'
import type { VrptwAnswer, VrptwOptions, VrptwProblem } from './vrptw-problem.ts'
import { WarpSearch } from './warp-search.ts'

/**
 * Plans a VRPTW as well as the time allows: string ruin and recreate with all rules kept (Christiaens & Vanden Berghe
 * 2020), then an iterated local search that lets lateness and overload have a price (Vidal et al. 2013). Anytime: ends
 * when `progress` says 1. The same seed and the same answers of `progress` give the same plan.
 */
export const solveVrptw = (given: VrptwProblem, wish: VrptwOptions): VrptwAnswer => {
  const { problem, options, answer } = renumber(given, wish)
  return answer(search(problem, options))
}

const search = (problem: VrptwProblem, options: VrptwOptions): VrptwAnswer => {
  const settings = chooseSettings(problem, options.seconds)
  const chance = new FastChance(options.seed)
  const lists = new NearLists(problem, settings.near)
  const watch = new PlanWatch(options)
  const strings = new StringSearch(problem, lists, chance, watch)
  strings.build(options.warm ?? [])
  strings.run(settings.stringShare, settings.stringCooling)
  let iterations = strings.iterations
  if (settings.stringShare < 1 && watch.gone < 1) {
    const warp = new WarpSearch(problem, lists, chance, watch, settings)
    warp.begin(watch.sequence)
    warp.run()
    iterations += warp.iterations
  }
  return answerOf(problem, watch, iterations)
}

const answerOf = (problem: VrptwProblem, { sequence }: PlanWatch, iterations: number): VrptwAnswer => {
  const routes = routesOf(sequence)
  const isServed = new Uint8Array(problem.size)
  let cost = 0
  for (const { group, customers } of routes) {
    const depot = problem.vans[group]?.depot ?? 0
    let from = depot
    for (const v of customers) {
      isServed[v] = 1
      cost += problem.costs[from * problem.size + v] as number
      from = v
    }
    cost += problem.costs[from * problem.size + depot] as number
  }
  const unserved: number[] = []
  for (let v = problem.depots; v < problem.size; v++) if (isServed[v] === 0) unserved.push(v)
  for (const v of unserved) cost += Math.max(0, problem.prizes?.[v] ?? 0)
  return { routes, cost, unserved, iterations }
}
