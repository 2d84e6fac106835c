import { AbsentChoice } from './absent-choice.ts'
import type { FastChance } from './fast-chance.ts'
import { loadPlan } from './flat-plan.ts'
import { InsertionOrder } from './insertion-order.ts'
import { LocalSearch } from './local-search.ts'
import type { NearLists } from './near-lists.ts'
import { NeighbourhoodRuin } from './neighbourhood-ruin.ts'
import { PenaltyControl } from './penalty-control.ts'
import type { PlanWatch } from './plan-watch.ts'
import { coolingFor, type SearchSettings } from './search-settings.ts'
import type { VrptwProblem } from './vrptw-problem.ts'
import { WarpInsertion } from './warp-insertion.ts'
import type { Penalties } from './warp-times.ts'
import { WarpTours } from './warp-tours.ts'

const CLOCK_EVERY = 8

/**
 * Iterated local search under annealing, lateness and overload allowed at a price: ruin of a neighbourhood, greedy
 * recreate, local search around what was touched (recipe after Vidal et al. 2013 and Christiaens & Vanden Berghe 2020).
 */
export class WarpSearch {
  readonly tours: WarpTours
  iterations = 0
  private readonly chance: FastChance
  private readonly watch: PlanWatch
  private readonly penalties: Penalties
  private readonly order: InsertionOrder
  private readonly insertion: WarpInsertion
  private readonly ruin: NeighbourhoodRuin
  private readonly choice: AbsentChoice
  private readonly search: LocalSearch
  private readonly control: PenaltyControl
  private readonly keptAbsent: Int32Array
  private readonly settings: SearchSettings

  constructor(
    problem: VrptwProblem,
    lists: NearLists,
    chance: FastChance,
    watch: PlanWatch,
    settings: SearchSettings,
  ) {
    this.penalties = { late: settings.lateAtFirst, overload: settings.overloadAtFirst }
    const tours = new WarpTours(problem, this.penalties)
    this.tours = tours
    this.chance = chance
    this.watch = watch
    this.settings = settings
    this.order = new InsertionOrder(problem, chance)
    this.insertion = new WarpInsertion(tours, lists, chance)
    this.ruin = new NeighbourhoodRuin(tours, lists, chance, settings.wholeRoute)
    this.choice = new AbsentChoice(tours, lists, chance)
    this.search = new LocalSearch(tours, lists, settings.reach)
    this.control = new PenaltyControl(this.penalties)
    this.keptAbsent = new Int32Array(problem.size)
  }

  /** Begins from a plan that keeps all rules, or nearly. */
  begin(sequence: Int32Array): void {
    const { tours } = this
    const { demands, size, depots } = tours.problem
    loadPlan(tours, sequence)
    const meanDemand = demands.reduce((sum, demand) => sum + demand, 0) / Math.max(1, size - depots)
    this.penalties.overload *= tours.meanArc / Math.max(meanDemand, 1)
    tours.reprice()
    for (let v = depots; v < size; v++) tours.mark(v)
    this.search.run(() => this.watch.look() >= 1)
    this.keepIfBest()
  }

  /** Anneals until the budget is gone. */
  run(): void {
    const { tours, watch } = this
    if (tours.usedCount === 0) return
    const cooling = coolingFor(this.settings, tours.planned / tours.usedCount)
    const ratio = Math.log(cooling.last / cooling.first)
    const first = cooling.first * tours.meanArc
    const began = watch.gone
    while (watch.look() < 1) {
      if (watch.exchange()) loadPlan(tours, watch.sequence)
      const temperature = first * Math.exp((ratio * (watch.gone - began)) / (1 - began))
      for (let i = 0; i < CLOCK_EVERY; i++) this.iterate(temperature)
    }
  }

  private iterate(temperature: number): void {
    const { tours, keptAbsent, chance } = this
    this.iterations++
    tours.beginTurn()
    const { cost, missing, totalWarp, totalOverload } = tours
    const absentBefore = tours.absentCount
    for (let i = 0; i < absentBefore; i++) keptAbsent[i] = tours.absent[i] as number
    this.ruin.ruin(1 + chance.below(this.settings.mostRemoved))
    const first = this.choice.choose(absentBefore)
    this.order.sort(tours.absent, first, tours.absentCount)
    this.insertion.insertAll(first)
    tours.unmarkUnchanged()
    this.search.run()
    if (this.control.note(tours.totalWarp === 0, tours.totalOverload === 0)) tours.reprice()
    const isBest = this.keepIfBest()
    const { late, overload } = this.penalties
    const before = cost + missing + late * totalWarp + overload * totalOverload
    if (isBest || tours.value < before + chance.leave(temperature)) return
    tours.undo(cost, missing)
    tours.absentCount = absentBefore
    for (let i = 0; i < absentBefore; i++) tours.absent[i] = keptAbsent[i] as number
  }

  private keepIfBest(): boolean {
    const { tours } = this
    return tours.totalWarp === 0 && tours.totalOverload === 0 && this.watch.keep(tours)
  }
}
