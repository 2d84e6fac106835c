import { makeBeginPrices } from '../begin-prices.ts'
import { type Able, jobsByTechnician, type Neighbours } from '../neighbours.ts'
import { beginFrom } from '../one-break-search.ts'
import { never, type ProblemArrays } from '../problem-arrays.ts'
import { makeTimeSteps } from '../time-steps.ts'
import { makeLabelQueue } from './label-queue.ts'
import { longestTour, makeTourLabels } from './tour-labels.ts'

/** Tours found by prices: tour k has the jobs `jobs[k · longestTour] … jobs[k · longestTour + length[k] − 1]`, in order. */
export interface TourPricing {
  readonly jobs: Int32Array
  readonly length: Int32Array
  /**
   * Looks for tours of technician r that are worth more than `least`: Σ prices of their jobs (n; what has none is left
   * out) less what the tour costs. `rate` is about what a second of his shift is worth. Answers how many were found.
   */
  find(r: number, prices: Float64Array, rate: number, least: number): number
}

/** Jobs that may follow a job: so many of the nearest that can. */
const successorsEach = 16
/** Tours answered for one technician. */
const mostFound = 8

/**
 * The pricing problem of column generation (Desrochers, Desrosiers & Solomon 1992): the tour of one technician that is
 * worth most at given prices, by label setting in order of time, with windows, stock, one break and the limit of driving.
 * Bounded in labels and successors, so that what it finds is good and not proven best. Metres and
 * the price of slow hours it does not know, soft terms nearly: the caller tries the tours.
 */
export const makeTourPricing = (problem: ProblemArrays, able: Able, neighbours: Neighbours): TourPricing => {
  const { n, m, nodes, dimensions, demand, capacity, service, preference } = problem
  const { windowStart, windowFrom, windowUntil, breakStart, breakFrom, breakUntil, breakSeconds } = problem
  const soft = problem.soft ? makeBeginPrices(problem) : null
  const { roads } = makeTimeSteps(problem)
  const labels = makeTourLabels(problem)
  const { last, fresh, rested, worth, driven, load, size, path, root } = labels
  const queue = makeLabelQueue(labels.room)
  const list = new Int32Array(n)
  const isPriced = new Uint8Array(n)
  const successor = new Int32Array(n * successorsEach)
  const successors = new Int32Array(n)
  const jobs = new Int32Array(mostFound * longestTour)
  const length = new Int32Array(mostFound)
  const worthFound = new Float64Array(mostFound)
  const ableTo = jobsByTechnician(problem, able)
  let count = 0
  let found = 0

  /** Lists the priced jobs of r, and for each those that can follow it. */
  const listJobs = (r: number, prices: Float64Array): void => {
    const seconds = problem.seconds[problem.profile[r] as number] as Int32Array
    count = 0
    isPriced.fill(0)
    for (const u of ableTo[r] as Int32Array) {
      if ((prices[u] as number) <= 0) continue
      isPriced[u] = 1
      list[count++] = u
    }
    for (let i = 0; i < count; i += 1) {
      const u = list[i] as number
      const opens = Math.max(problem.shiftFrom[r] as number, windowFrom[windowStart[u] as number] as number)
      const done = opens + (service[u * m + r] as number)
      let listed = 0
      for (let e = 1; e < neighbours.width && listed < successorsEach; e += 1) {
        const v = neighbours.list[u * neighbours.width + e] as number
        if (isPriced[v] === 0) continue
        const closes = windowUntil[(windowStart[v + 1] as number) - 1] as number
        if (done + (seconds[u * nodes + v] as number) > closes) continue
        successor[u * successorsEach + listed] = v
        listed += 1
      }
      successors[u] = listed
    }
  }

  const hasStock = (x: number, v: number, r: number): boolean => {
    for (let d = 0; d < dimensions; d += 1) {
      const needed = (load[x * dimensions + d] as number) + (demand[v * dimensions + d] as number)
      if (needed > (capacity[r * dimensions + d] as number)) return false
    }
    return true
  }

  const isOnPath = (x: number, v: number): boolean => {
    const end = x * longestTour + (size[x] as number)
    for (let i = x * longestTour; i < end; i += 1) if (path[i] === v) return true
    return false
  }

  const remember = (x: number, value: number): void => {
    let at = found
    if (found < mostFound) found += 1
    else {
      at = 0
      for (let k = 1; k < mostFound; k += 1)
        if ((worthFound[k] as number) < (worthFound[at] as number)) at = k
      if ((worthFound[at] as number) >= value) return
    }
    worthFound[at] = value
    length[at] = size[x] as number
    for (let i = 0; i < (size[x] as number); i += 1)
      jobs[at * longestTour + i] = path[x * longestTour + i] as number
  }

  return {
    jobs,
    length,
    find(r, prices, rate, least) {
      const seconds = problem.seconds[problem.profile[r] as number] as Int32Array
      const costs = problem.costs[problem.profile[r] as number] as Int32Array
      const k = breakStart[r] as number
      const rests = (breakStart[r + 1] as number) > k
      const restFrom = rests ? (breakFrom[k] as number) : 0
      const restUntil = rests ? (breakUntil[k] as number) : -1
      const rest = rests ? (breakSeconds[k] as number) : 0
      const until = problem.shiftUntil[r] as number
      const mostTravel = problem.mostTravel[r] as number
      const most = Math.min(longestTour, problem.mostJobs[r] as number)
      const end = n + m + r
      found = 0
      listJobs(r, prices)
      labels.begin(r, rate)
      queue.clear()
      for (let x = root; x >= 0; x = queue.pop()) {
        if ((size[x] as number) >= most) continue
        const p = last[x] as number
        const left = fresh[x] as number
        const leftRested = rested[x] as number
        const followers = x === root ? count : (successors[p] as number)
        for (let e = 0; e < followers; e += 1) {
          const v = (x === root ? list[e] : successor[p * successorsEach + e]) as number
          const first = windowStart[v] as number
          const final = (windowStart[v + 1] as number) - 1
          const opens = windowFrom[first] as number
          const closes = windowUntil[final] as number
          const drive = seconds[p * nodes + v] as number
          const arrival = roads ? roads.arriveAt(left, drive) : left + drive
          let arrivalRested = roads ? roads.arriveAt(leftRested, drive) : leftRested + drive
          if (left <= restUntil) arrivalRested = Math.min(arrivalRested, Math.max(arrival, restFrom) + rest)
          if ((arrival > closes && arrivalRested > closes) || isOnPath(x, v)) continue
          const work = service[v * m + r] as number
          let done = never
          let doneRested = never
          if (arrival <= closes)
            done = beginFrom(arrival, opens, first, final, windowFrom, windowUntil) + work
          if (arrivalRested <= closes)
            doneRested = beginFrom(arrivalRested, opens, first, final, windowFrom, windowUntil) + work
          const home = seconds[v * nodes + end] as number
          let back = roads ? roads.arriveAt(doneRested, home) : doneRested + home
          if (done <= restUntil) {
            const before = roads ? roads.arriveAt(done, home) : done + home
            back = Math.min(back, Math.max(restFrom, before) + rest)
          }
          if (back > until || (driven[x] as number) + drive + home > mostTravel || !hasStock(x, v, r))
            continue
          let value = (worth[x] as number) + (prices[v] as number) - (costs[p * nodes + v] as number)
          if (preference) value -= preference[v * m + r] as number
          // As if he never began later than he must: what a tour truly costs shows when it is tried.
          if (soft) value -= soft.ofBegin(v, Math.min(done, doneRested) - work)
          const y = labels.extend(x, v, done, doneRested, value, drive)
          if (y < 0) continue
          queue.push(Math.min(done, doneRested), y)
          const whole = value - (costs[v * nodes + end] as number) - (soft ? soft.ofEnd(r, back) : 0)
          if (whole > least) remember(y, whole)
        }
      }
      return found
    },
  }
}
