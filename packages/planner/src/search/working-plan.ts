import { never, type ProblemArrays } from './problem-arrays.ts'
import { makeTours, type Tours } from './tours.ts'

/** Tours, the jobs in none of them, and a way back to where the last round began. */
export interface WorkingPlan {
  readonly problem: ProblemArrays
  readonly tours: Tours
  /** The first `absentCount` entries are the jobs in no tour. */
  readonly absent: Int32Array
  absentCount: number
  /** Σ penalties of absent jobs. */
  absentPenalty: number
  /** n: what leaving a job out costs in the eyes of the search: its penalty, less some of the time that frees. */
  readonly guide: Float64Array
  /** Σ guide of absent jobs. */
  absentGuide: number
  /** Tours touched in this round. */
  readonly touched: Int32Array
  touchedCount: number
  /** Begins a round: what is touched from now on can be rolled back. */
  begin(): void
  /** To be called before a tour's links change. */
  touch(r: number): void
  isTouched(r: number): boolean
  /** Takes a job of a touched tour out; the tour is refreshed by the caller. */
  takeOut(job: number): void
  /** Puts the absent job at `index` behind a node and refreshes its tour. */
  putIn(index: number, after: number): void
  refreshTouched(): void
  rollBack(): void
  /** Tours' cost and penalties. */
  cost(): number
  /** Tours' cost and guides: what the search goes by. */
  guidedCost(): number
  /** Leaves every job out. */
  clear(): void
  /** Writes the plan as jobs per tour, −1 after each; room for n + m. */
  save(into: Int32Array): void
  load(from: Int32Array): void
  /** Loads another search's plan if it keeps all rules and costs less than `bound`. */
  tryLoad(from: Int32Array, bound: number): boolean
}

/** How much of the work's time, at the price of driving, a job left out is thought to save. */
const timeFreed = 0.6
/** A guide is at least this share of the penalty. */
const leastGuide = 0.5

/** A plan with every job absent. */
export const makeWorkingPlan = (problem: ProblemArrays): WorkingPlan => {
  const { n, m, penalty } = problem
  const tours = makeTours(problem)
  const { next, previous, tour, version } = tours
  const absent = new Int32Array(n)
  const absentBefore = new Int32Array(n)
  const stamp = new Int32Array(m).fill(-1)
  const touched = new Int32Array(m)
  const savedFrom = new Int32Array(m)
  const savedVersion = new Int32Array(m)
  const saved = new Int32Array(n + m)
  const spare = new Int32Array(n + m)
  let savedEnd = 0
  let round = 0
  let absentCountBefore = 0
  let penaltyBefore = 0
  let guideBefore = 0
  const guide = guideOf(problem)

  const writeOut = (r: number, into: Int32Array, from: number): number => {
    let end = from
    for (let v = next[n + r] as number; v < n; v = next[v] as number) into[end++] = v
    into[end++] = -1
    return end
  }
  const readIn = (r: number, from: Int32Array, begin: number): number => {
    let p = n + r
    let at = begin
    for (; (from[at] as number) >= 0; at += 1) {
      const v = from[at] as number
      next[p] = v
      previous[v] = p
      tour[v] = r
      p = v
    }
    next[p] = n + m + r
    previous[n + m + r] = p
    tours.refresh(r)
    return at + 1
  }

  const keepsRules = (): boolean => {
    for (let r = 0; r < m; r += 1) if (!tours.fits(r)) return false
    for (let u = 0; u < n; u += 1) {
      const r = tour[u] as number
      if (r >= 0 && problem.allowed[u * m + r] === 0) return false
    }
    return true
  }

  const plan: WorkingPlan = {
    problem,
    tours,
    absent,
    absentCount: n,
    absentPenalty: 0,
    guide,
    absentGuide: 0,
    touched,
    touchedCount: 0,
    begin() {
      round += 1
      plan.touchedCount = 0
      savedEnd = 0
      absentCountBefore = plan.absentCount
      penaltyBefore = plan.absentPenalty
      guideBefore = plan.absentGuide
      for (let k = 0; k < absentCountBefore; k += 1) absentBefore[k] = absent[k] as number
    },
    touch(r) {
      if (stamp[r] === round) return
      stamp[r] = round
      const k = plan.touchedCount
      touched[k] = r
      savedFrom[k] = savedEnd
      savedVersion[k] = version[r] as number
      savedEnd = writeOut(r, saved, savedEnd)
      plan.touchedCount = k + 1
    },
    isTouched: (r) => stamp[r] === round,
    takeOut(job) {
      tours.unlink(job)
      absent[plan.absentCount] = job
      plan.absentCount += 1
      plan.absentPenalty += penalty[job] as number
      plan.absentGuide += guide[job] as number
    },
    putIn(index, after) {
      const job = absent[index] as number
      plan.absentCount -= 1
      absent[index] = absent[plan.absentCount] as number
      plan.absentPenalty -= penalty[job] as number
      plan.absentGuide -= guide[job] as number
      tours.link(job, after)
      tours.refresh(tour[job] as number)
    },
    refreshTouched() {
      for (let k = 0; k < plan.touchedCount; k += 1) tours.refresh(touched[k] as number)
    },
    rollBack() {
      for (let k = 0; k < plan.touchedCount; k += 1) {
        const r = touched[k] as number
        for (let v = next[n + r] as number; v < n; v = next[v] as number) tour[v] = -1
      }
      for (let k = 0; k < plan.touchedCount; k += 1) {
        const r = touched[k] as number
        readIn(r, saved, savedFrom[k] as number)
        // The old tour is the old tour again: what is remembered of it holds.
        version[r] = savedVersion[k] as number
      }
      plan.absentCount = absentCountBefore
      plan.absentPenalty = penaltyBefore
      plan.absentGuide = guideBefore
      for (let k = 0; k < absentCountBefore; k += 1) absent[k] = absentBefore[k] as number
    },
    cost: () => tours.total() + plan.absentPenalty,
    guidedCost: () => tours.total() + plan.absentGuide,
    clear() {
      spare.fill(-1)
      plan.load(spare)
    },
    save(into) {
      let end = 0
      for (let r = 0; r < m; r += 1) end = writeOut(r, into, end)
    },
    load(from) {
      tour.fill(-1, 0, n)
      let at = 0
      for (let r = 0; r < m; r += 1) at = readIn(r, from, at)
      plan.absentCount = 0
      plan.absentPenalty = 0
      plan.absentGuide = 0
      for (let u = 0; u < n; u += 1) {
        if (tour[u] !== -1) continue
        absent[plan.absentCount++] = u
        plan.absentPenalty += penalty[u] as number
        plan.absentGuide += guide[u] as number
      }
    },
    tryLoad(from, bound) {
      plan.save(spare)
      plan.load(from)
      if (plan.cost() < bound && keepsRules()) return true
      plan.load(spare)
      return false
    },
  }
  for (let u = 0; u < n; u += 1) {
    absent[u] = u
    plan.absentPenalty += penalty[u] as number
    plan.absentGuide += guide[u] as number
  }
  return plan
}

/**
 * Of two jobs with one penalty, the longer one is the better one to leave out: what its time is worth shows only when
 * another job fits in. Annealing by the penalty alone would not see the difference.
 */
const guideOf = ({ n, m, nodes, penalty, service, allowed, seconds, costs }: ProblemArrays): Float64Array => {
  let driving = 0
  let price = 0
  for (let u = 0; u < n; u += 1)
    for (let v = 0; v < n; v += 1) {
      driving += seconds[0]?.[u * nodes + v] ?? 0
      price += costs[0]?.[u * nodes + v] ?? 0
    }
  const perSecond = timeFreed * (driving > 0 ? price / driving : 0)
  return penalty.map((one, u) => {
    let work = never
    for (let r = 0; r < m; r += 1)
      if (allowed[u * m + r] === 1) work = Math.min(work, service[u * m + r] as number)
    return work < never ? Math.max(one * leastGuide, one - work * perSecond) : one
  })
}
