import { seededRandom } from '../random.ts'
import { makeTourDive } from './columns/tour-dive.ts'
import { type Cooling, coolByRounds, coolByTime } from './cooling.ts'
import { makeEjectionChain } from './ejection-chain.ts'
import { makeExchangeTable } from './exchange-table.ts'
import { type InsertionSearch, makeInsertionSearch } from './insertion-search.ts'
import { keepTours } from './keep-tours.ts'
import { type Able, ableTechnicians, type Neighbours, neighboursOf } from './neighbours.ts'
import { mostBreaks, never, type ProblemArrays } from './problem-arrays.ts'
import { makeRecreate } from './recreate.ts'
import { makeRuin } from './ruin.ts'
import { makeWorkingPlan, type WorkingPlan } from './working-plan.ts'

export interface SearchOptions {
  readonly seed: number
  /** Share of the time that is gone, 0…1; at 1 the search ends. Its only clock. */
  readonly progress: () => number
  /** Job sequences by technician to begin with; what cannot be kept of them is put elsewhere. */
  readonly warm?: readonly (readonly number[])[]
  /** Called with each better plan's cost; `tours` reads the plan, should it be wanted. */
  readonly onBetter?: (cost: number, tours: () => number[][]) => void
  /**
   * Called every few per cent of the time with the best plan, flat: the jobs of each technician in order, −1 after each
   * technician. May answer another search's plan of the same problem, to be gone on with if it is better.
   */
  readonly exchange?: (cost: number, flat: Int32Array) => Int32Array | null
  /** What `prepareSearch` made of this very problem, when it is searched again. */
  readonly prepared?: PreparedSearch
}

/**
 * What depends on the problem alone: who is near whom, who can do what, and the working plan, which every search of the
 * problem begins by emptying. One search at a time may use it.
 */
export interface PreparedSearch {
  readonly neighbours: Neighbours
  readonly able: Able
  readonly plan: WorkingPlan
  readonly insertion: InsertionSearch
}

export interface SearchAnswer {
  /** Jobs by technician, in order. */
  readonly tours: number[][]
  readonly absent: number[]
  readonly cost: number
  readonly rounds: number
}

/** Temperatures at the beginning and the end, in mean arcs; a plan that is given is not shaken as much. */
const hot = 3
const warm = 0.5
const cold = 0.1
const regretShare = 0.95
/** Noise on the regret, in temperatures. */
const regretNoise = 0.5
const lookEvery = 16
/** Ejection chains may take this share of the time, from `chainFrom` on, at least so many rounds apart. */
const chainShare = 0.2
const chainFrom = 0.05
const chainEvery = 96
/** Chains are for searches of at least so many rounds a job; before, rounds gain more. */
const roundsPerJob = 5
/** Beyond so many jobs the table of exchanges would take too much memory. */
const mostForChains = 3000
const exchangeTimes = 20
/**
 * Dives while the best plan leaves jobs out, between these shares of the time, each annealed for so many rounds a job. They
 * are for searches of at least so many rounds a job, of which fewer are made where roads change with the hour. That is
 * judged at the first dive, and with leniency after `judgedAt` of the time, since a fresh thread begins slowly.
 */
const diveFrom = 0.2
const diveUntil = 0.95
const roundsAfterDive = 16
const leastRounds = 70
const leastRoundsPaced = 20
const judgedAt = 0.04
const coldShare = 0.4
/** And for days of few jobs a technician: longer tours than `longestTour` are not found, those near it badly. */
const mostJobsEach = 12
/** Tours of plans this much dearer than the present one, in mean arcs, are remembered for dives. */
const poolMargin = 10

/**
 * Anytime search: ruin and recreate under annealing (Schrimpf et al. 2000; Christiaens & Vanden Berghe 2020), ejection
 * chains and dives into tours seen and priced for what is left out; always within all hard rules, with optional jobs at
 * their penalty. The same seed and the same answers of `progress` give the same plan.
 */
export const search = (problem: ProblemArrays, options: SearchOptions): SearchAnswer => {
  const { n, m } = problem
  const { progress } = options
  const random = seededRandom(options.seed)
  const { plan, insertion, neighbours, able } = options.prepared ?? prepareSearch(problem)
  const ruin = makeRuin(plan, neighbours, able, random)
  const recreate = makeRecreate(plan, insertion, able, random)
  const chain =
    n <= mostForChains
      ? makeEjectionChain(plan, insertion, makeExchangeTable(plan, insertion, able), able)
      : { improve: () => false }
  // Several breaks are beyond the pricing of tours.
  const dives =
    mostBreaks(problem) > 1 ? null : makeTourDive(plan, able, neighbours, recreate, random, progress)
  const bestPlan = new Int32Array(n + m)

  plan.clear()
  plan.begin()
  if (options.warm) keepTours(plan, options.warm)
  recreate.greedy(-1)
  let best = plan.cost()
  /** Jobs left out that somebody could do. */
  const countLeftOut = (): number => {
    let count = 0
    for (let k = 0; k < plan.absentCount; k += 1) {
      const u = plan.absent[k] as number
      if (able.start[u] !== able.start[u + 1]) count += 1
    }
    return count
  }
  let leftOut = countLeftOut()
  let planned = n - plan.absentCount
  let present = plan.guidedCost()
  plan.save(bestPlan)
  const takeIfBetter = (cost: number): boolean => {
    if (cost >= best - 0.5) return false
    best = cost
    leftOut = countLeftOut()
    planned = n - plan.absentCount
    plan.save(bestPlan)
    options.onBetter?.(cost, () => toursOf(problem, bestPlan))
    return true
  }
  const meanArc = Math.max(1, plan.tours.driving() / Math.max(1, n - plan.absentCount + m))
  const first = meanArc * (options.warm ? warm : hot)
  const last = meanArc * cold
  const course = (gone: number): number => first * (last / first) ** gone
  let cooling = coolByTime(first, course(judgedAt), 0, judgedAt)
  let temperature = first
  const roundsForDives = problem.paced ? leastRoundsPaced : leastRounds
  let hasDived = false
  let mayDive = dives !== null
  /**
   * When annealing is over: quickly to a first plan, if there will be time for dives; from a dive's plan on as long as jobs
   * are left out; else by the course of the whole time, from the best on if that is known.
   */
  const goOn = (gone: number, rounds: number): Cooling => {
    if (!hasDived) mayDive &&= rounds >= gone * n * roundsForDives * (gone < diveFrom ? coldShare : 1)
    if (mayDive && gone < diveFrom) return coolByTime(course(gone), last, gone, diveFrom)
    mayDive &&= leftOut > 0 && planned <= m * mostJobsEach && gone < diveUntil
    if (dives && mayDive) {
      hasDived = true
      dives.run(bestPlan, best)
      takeIfBetter(plan.cost())
      present = plan.guidedCost()
      return coolByRounds(meanArc * warm, last, rounds, n * roundsAfterDive, progress())
    }
    if (gone >= diveFrom) {
      plan.load(bestPlan)
      present = plan.guidedCost()
    }
    return coolByTime(course(gone), last, gone, 1)
  }
  let nextExchange = 1 / exchangeTimes
  let nextChain = chainFrom
  let nextChainRound = 0
  let chained = 0
  let rounds = 0

  for (; n > 0; rounds += 1) {
    if (rounds % lookEvery === 0) {
      const gone = progress()
      if (gone >= 1) break
      if (cooling.isOver(gone, rounds)) cooling = goOn(gone, rounds)
      temperature = cooling.temperature(gone, rounds)
      const isThorough = rounds >= gone * n * roundsPerJob
      if (isThorough && plan.absentCount > 0 && gone >= nextChain && rounds >= nextChainRound) {
        const before = progress()
        plan.begin()
        while (progress() < 1 && chain.improve());
        if (mayDive) dives?.remember()
        present = plan.guidedCost()
        takeIfBetter(plan.cost())
        chained += progress() - before
        nextChain = chained / chainShare
        nextChainRound = rounds + chainEvery
      }
      if (options.exchange && gone >= nextExchange) {
        nextExchange = gone + 1 / exchangeTimes
        const other = options.exchange(best, bestPlan)
        if (other && plan.tryLoad(other, best)) {
          present = plan.guidedCost()
          takeIfBetter(plan.cost())
        }
      }
    }
    plan.begin()
    const seed = ruin()
    if (random() < regretShare) recreate.regret(temperature * regretNoise)
    else recreate.greedy(seed)
    const cost = plan.guidedCost()
    if (mayDive && cost < present + poolMargin * meanArc) dives?.remember()
    if (takeIfBetter(plan.cost()) || cost < present - temperature * Math.log(random() + 1e-300))
      present = cost
    else plan.rollBack()
  }
  const tours = toursOf(problem, bestPlan)
  const done = new Set(tours.flat())
  return { tours, absent: [...Array(n).keys()].filter((u) => !done.has(u)), cost: best, rounds }
}

/**
 * For who searches one problem several times, or keeps it at hand for when it is urgent. The tours that it tries jobs in
 * are the search's own: V8 folds the arrays of a function into its code as long as the function was made only once, which
 * makes the first search of a thread half as fast again as the later ones.
 */
export const prepareSearch = (problem: ProblemArrays): PreparedSearch => {
  const plan = makeWorkingPlan(problem)
  const insertion = makeInsertionSearch(problem, plan.tours)
  return {
    plan,
    insertion,
    neighbours: neighboursOf(problem, 100),
    able: ableTechnicians(problem, (u, r) => insertion.find(u, r) < never),
  }
}

/** A flat plan as jobs by technician. */
const toursOf = (problem: ProblemArrays, flat: Int32Array): number[][] => {
  const tours: number[][] = []
  let at = 0
  for (let r = 0; r < problem.m; r += 1) {
    const jobs: number[] = []
    for (; (flat[at] as number) >= 0; at += 1) jobs.push(flat[at] as number)
    at += 1
    tours.push(jobs)
  }
  return tours
}
