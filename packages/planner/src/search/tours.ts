import { mostBreaks, never, type ProblemArrays } from './problem-arrays.ts'
import { makeSoftPricing, type SoftPricing } from './soft-costs.ts'
import { makeTimeSteps } from './time-steps.ts'
import { makeTourTimes } from './tour-times.ts'

/**
 * A plan in the search: tours as linked lists of nodes, with what constant-time insertion tests need at hand.
 *
 * Time runs in states: in state s of a tour the first s breaks have been taken. `finish[v·S + s]` is the earliest end of
 * work at node v in state s, `latest[v·S + s]` the latest arrival at v in state s that keeps all that follows, S =
 * `states`. Every step from arrival to arrival is first in, first out, so both are exact (PLANNER's forward and backward
 * slack after Savelsbergh 1992, with breaks as states).
 */
export interface Tours {
  readonly problem: ProblemArrays
  readonly states: number
  /** Nodes: neighbours in their tour, and the tour, −1 for absent jobs. */
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly tour: Int32Array
  readonly finish: Int32Array
  readonly latest: Int32Array
  /** Cost of the arc into each node. */
  readonly arcCost: Int32Array
  /** Seconds that the drive to each node, and what is put before it, may last; what needs more does not fit there. */
  readonly gap: Int32Array
  /** Its travel seconds; 0 where nobody drives. */
  readonly arcSeconds: Int32Array
  /** m each. `version` changes with every change of a tour and never comes twice. */
  readonly size: Int32Array
  readonly cost: Float64Array
  readonly travel: Int32Array
  readonly metres: Int32Array
  readonly version: Int32Array
  /** m: the widest of its gaps. */
  readonly room: Int32Array
  /** m × dimensions. */
  readonly load: Int32Array
  /** Prices what depends on when work begins and ends; null where nothing does. */
  readonly soft: SoftPricing | null
  /** Puts an absent job behind node `after`; `refresh` its tour afterwards. */
  link(job: number, after: number): void
  /** Takes a job out; `refresh` its tour afterwards. */
  unlink(job: number): void
  /** Times and prices a tour anew after its links have changed. */
  refresh(r: number): void
  /** Whether a tour keeps windows, shift, breaks, stock and limits. */
  fits(r: number): boolean
  /** Σ cost of tours, and what of it is arcs. */
  total(): number
  driving(): number
}

/** Empty tours for a problem. */
export const makeTours = (problem: ProblemArrays): Tours => {
  const { n, m, nodes, dimensions, breakStart, preference, service, demand, started } = problem
  const steps = makeTimeSteps(problem)
  const { roads: clock, beginAt } = steps
  const states = mostBreaks(problem) + 1
  const next = new Int32Array(nodes).fill(-1)
  const previous = new Int32Array(nodes).fill(-1)
  const tour = new Int32Array(nodes).fill(-1)
  const finish = new Int32Array(nodes * states)
  const latest = new Int32Array(nodes * states)
  const arcCost = new Int32Array(nodes)
  const arcSeconds = new Int32Array(nodes)
  const gap = new Int32Array(nodes)
  const size = new Int32Array(m)
  const cost = new Float64Array(m)
  const travel = new Int32Array(m)
  const metres = new Int32Array(m)
  const version = new Int32Array(m)
  const room = new Int32Array(m)
  const load = new Int32Array(m * dimensions)
  const times = makeTourTimes(
    problem,
    { states, next, previous, finish, latest, arcSeconds, gap, room },
    steps,
  )
  const soft = makeSoftPricing(problem, { states, next, previous, latest, arcSeconds }, steps)
  let sum = 0
  let versions = 0

  /** Times forwards; answers what the tour costs without soft terms. */
  const forward = (r: number, breaks: number): number => {
    const seconds = problem.seconds[problem.profile[r] as number] as Int32Array
    const costs = problem.costs[problem.profile[r] as number] as Int32Array
    const roads = problem.metres?.[problem.profile[r] as number]
    const start = n + r
    const end = n + m + r
    for (let s = 0; s <= breaks; s += 1)
      finish[start * states + s] = s === 0 ? (problem.shiftFrom[r] as number) : never
    let count = 0
    let money = 0
    let driven = 0
    let road = 0
    for (let d = 0; d < dimensions; d += 1) load[r * dimensions + d] = 0
    let p = start
    for (let v = next[start] as number; ; v = next[v] as number) {
      const idle = v === end && count === 0 && started[r] === 0
      const drive = idle ? 0 : (seconds[p * nodes + v] as number)
      arcSeconds[v] = drive
      const arc = idle ? 0 : (costs[p * nodes + v] as number)
      arcCost[v] = arc
      money += arc
      driven += drive
      if (roads && !idle) road += roads[p * nodes + v] as number
      if (breaks === 0) {
        const left = finish[p * states] as number
        const arrival = clock ? clock.arriveAt(left, drive) : left + drive
        const begin = v === end ? arrival : beginAt(v, arrival)
        finish[v * states] = v === end ? arrival : Math.min(never, begin + (service[v * m + r] as number))
      } else if (breaks === 1 && !clock) times.arriveOnce(r, p, v, drive)
      else times.arriveRested(r, p, v, drive, breaks)
      if (v === end) break
      for (let d = 0; d < dimensions; d += 1) {
        const cell = r * dimensions + d
        load[cell] = (load[cell] as number) + (demand[v * dimensions + d] as number)
      }
      if (preference) money += preference[v * m + r] as number
      count += 1
      p = v
    }
    if (count > 0 && started[r] === 0) money += problem.fixedCost[r] as number
    size[r] = count
    travel[r] = driven
    metres[r] = road
    return money
  }

  const refresh = (r: number): void => {
    const breaks = (breakStart[r + 1] as number) - (breakStart[r] as number)
    let money = forward(r, breaks)
    if (breaks === 1 && !clock) times.backwardOnce(r)
    else times.backward(r, breaks)
    times.measureGaps(r, breaks)
    if (soft && (size[r] !== 0 || started[r] === 1)) money += soft.retime(r)
    else if (soft) soft.rest(r)
    sum += money - (cost[r] as number)
    cost[r] = money
    versions += 1
    version[r] = versions
  }

  const fits = (r: number): boolean => {
    const breaks = (breakStart[r + 1] as number) - (breakStart[r] as number)
    if (size[r] === 0) return true
    if ((finish[(n + m + r) * states + breaks] as number) > (problem.shiftUntil[r] as number)) return false
    if ((size[r] as number) > (problem.mostJobs[r] as number)) return false
    if ((travel[r] as number) > (problem.mostTravel[r] as number)) return false
    if ((metres[r] as number) > (problem.mostMetres[r] as number)) return false
    for (let d = r * dimensions; d < (r + 1) * dimensions; d += 1)
      if ((load[d] as number) > (problem.capacity[d] as number)) return false
    return true
  }

  for (let r = 0; r < m; r += 1) {
    const start = n + r
    const end = n + m + r
    next[start] = end
    previous[end] = start
    tour[start] = r
    tour[end] = r
    refresh(r)
  }

  return {
    problem,
    states,
    next,
    previous,
    tour,
    finish,
    latest,
    arcCost,
    gap,
    arcSeconds,
    size,
    cost,
    travel,
    metres,
    version,
    room,
    load,
    soft,
    link(job, after) {
      const before = next[after] as number
      next[after] = job
      previous[job] = after
      next[job] = before
      previous[before] = job
      tour[job] = tour[after] as number
    },
    unlink(job) {
      const [p, q] = [previous[job] as number, next[job] as number]
      next[p] = q
      previous[q] = p
      tour[job] = -1
    },
    refresh,
    fits,
    total: () => sum,
    driving() {
      let arcs = 0
      for (let r = 0; r < m; r += 1)
        for (let v = next[n + r] as number; v !== -1; v = next[v] as number) arcs += arcCost[v] as number
      return soft ? arcs + soft.paced() : arcs
    },
  }
}
