import { AbsentChoice } from './absent-choice.ts'
import type { FastChance } from './fast-chance.ts'
import { loadPlan } from './flat-plan.ts'
import { HardTours } from './hard-tours.ts'
import { InsertionOrder } from './insertion-order.ts'
import type { NearLists } from './near-lists.ts'
import type { PlanWatch } from './plan-watch.ts'
import type { Cooling } from './search-settings.ts'
import { StringRuin } from './string-ruin.ts'
import { exchangeTails } from './tail-exchange.ts'
import type { VrptwProblem, VrptwRoute } from './vrptw-problem.ts'
import { loadWarm } from './warm-start.ts'
import { WindowInsertion } from './window-insertion.ts'

/** How often two cut routes exchange tails, how often a cut route is split, how often somebody absent is the seed. */
const TAIL_EXCHANGE = 0.5
const SPLIT_ROUTE = 0.1
const ABSENT_SEED = 0.05
const CLOCK_EVERY = 16

/** Ruin and recreate under annealing with all windows and loads kept (Christiaens & Vanden Berghe 2020). */
export class StringSearch {
  readonly tours: HardTours
  iterations = 0
  private readonly chance: FastChance
  private readonly watch: PlanWatch
  private readonly order: InsertionOrder
  private readonly insertion: WindowInsertion
  private readonly ruin: StringRuin
  private readonly choice: AbsentChoice
  private readonly keptAbsent: Int32Array

  constructor(problem: VrptwProblem, lists: NearLists, chance: FastChance, watch: PlanWatch) {
    const tours = new HardTours(problem)
    this.tours = tours
    this.chance = chance
    this.watch = watch
    this.order = new InsertionOrder(problem, chance)
    this.insertion = new WindowInsertion(tours, lists, chance)
    this.ruin = new StringRuin(tours, lists, chance)
    this.choice = new AbsentChoice(tours, lists, chance)
    this.keptAbsent = new Int32Array(problem.size)
  }

  /** Loads warm routes as far as they keep the rules, and inserts the rest greedily: the first plan. */
  build(warm: readonly VrptwRoute[]): void {
    const { tours } = this
    tours.beginTurn()
    tours.callEverybody()
    if (warm.length > 0) loadWarm(tours, warm)
    this.order.sortFarFirst(tours.absent, tours.absentCount)
    this.insertion.insertAnywhere()
    this.watch.keep(tours)
  }

  /** Anneals until this share of the budget is gone. */
  run(until: number, cooling: Cooling): void {
    const { tours, watch } = this
    if (tours.usedCount === 0) return
    const ratio = Math.log(cooling.last / cooling.first)
    const first = cooling.first * tours.meanArc
    const began = watch.look()
    while (watch.look() < until) {
      if (watch.exchange()) loadPlan(tours, watch.sequence)
      const temperature = first * Math.exp((ratio * (watch.gone - began)) / (until - began))
      for (let i = 0; i < CLOCK_EVERY; i++) this.iterate(temperature)
    }
  }

  private iterate(temperature: number): void {
    const { tours, keptAbsent } = this
    this.iterations++
    tours.beginTurn()
    const costBefore = tours.cost
    const missingBefore = tours.missing
    const absentBefore = tours.absentCount
    for (let i = 0; i < absentBefore; i++) keptAbsent[i] = tours.absent[i] as number
    const limit = tours.value + this.chance.leave(temperature)
    this.ruin.ruin(this.seed())
    this.exchange(temperature)
    const first = this.choice.choose(absentBefore)
    this.order.sort(tours.absent, first, tours.absentCount)
    if (this.insertion.insertAll(first, limit) && tours.value < limit) {
      this.watch.keep(tours)
      return
    }
    tours.undo()
    tours.cost = costBefore
    tours.missing = missingBefore
    tours.absentCount = absentBefore
    for (let i = 0; i < absentBefore; i++) tours.absent[i] = keptAbsent[i] as number
  }

  /** Where to ruin: now and then around somebody absent, so that a place may open. */
  private seed(): number {
    const { tours, chance } = this
    const { absentCount } = tours
    const { size, depots } = tours.problem
    if (absentCount > 0 && chance.unit() < ABSENT_SEED)
      return tours.absent[chance.below(absentCount)] as number
    return depots + chance.below(size - depots)
  }

  private exchange(temperature: number): void {
    const { tours, chance, ruin } = this
    const { ruinedCount, cut, ruined } = ruin
    if (ruinedCount > 1 && chance.unit() < TAIL_EXCHANGE) {
      const i = chance.below(ruinedCount)
      let j = chance.below(ruinedCount - 1)
      if (j >= i) j++
      if (tours.group[ruined[i] as number] === tours.group[ruined[j] as number]) {
        exchangeTails(tours, cut[i] as number, cut[j] as number, chance.leave(temperature))
      }
    }
    if (ruinedCount > 0 && chance.unit() < SPLIT_ROUTE) this.split(chance.below(ruinedCount), temperature)
  }

  /** Lets what follows the cut of a ruined route begin a route of its own. */
  private split(i: number, temperature: number): void {
    const { tours, chance, ruin } = this
    const at = ruin.cut[i] as number
    const r = ruin.ruined[i] as number
    if (tours.route[at] !== r || at >= tours.size || (tours.next[at] as number) >= tours.size) return
    const free = tours.freeVan(tours.group[r] as number)
    if (free >= 0) exchangeTails(tours, at, tours.size + free, chance.leave(temperature))
  }
}
