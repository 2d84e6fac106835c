import { below, type Random } from '../random.ts'
import type { Able, Neighbours } from './neighbours.ts'
import type { WorkingPlan } from './working-plan.ts'

/** Jobs taken out on average by strings, and the longest string. */
const meanRemoved = 10
const longestString = 10
/** Most jobs taken out of a neighbourhood. */
const mostOfNeighbourhood = 20
/** Shares of rounds: around an absent job, by neighbourhood, a whole tour; strings otherwise. */
const aroundAbsent = 0.1
const byNeighbourhood = 0.2
const byTour = 0.02
const splitShare = 0.5
const keepLonger = 0.01

/**
 * Takes jobs out around a random place: strings of neighbouring tours (Christiaens & Vanden Berghe 2020, "Slack
 * Induction by String Removals"), a neighbourhood, or a whole tour. Answers the absent job it opened tours for, or −1.
 */
export const makeRuin = (
  plan: WorkingPlan,
  neighbours: Neighbours,
  able: Able,
  random: Random,
): (() => number) => {
  const { problem, tours } = plan
  const { n, m, allowed } = problem
  const { next, previous, tour, size } = tours
  const { width, list } = neighbours

  /** Takes out a string of `length` jobs that holds v, or one twice split by kept jobs. */
  const takeString = (v: number, r: number, length: number): void => {
    const jobs = size[r] as number
    let kept = 0
    if (length > 1 && jobs > length && random() < splitShare) {
      kept = 1
      while (length + kept < jobs && random() < keepLonger) kept += 1
    }
    const span = length + kept
    let before = 0
    for (let p = previous[v] as number; p < n && before < span - 1; p = previous[p] as number) before += 1
    let behind = 0
    for (let q = next[v] as number; q < n && behind < span - 1; q = next[q] as number) behind += 1
    const least = Math.max(0, span - 1 - behind)
    let at = v
    for (let back = least + below(random, before - least + 1); back > 0; back -= 1)
      at = previous[at] as number
    const keepFrom = kept > 0 ? below(random, length + 1) : span
    for (let k = 0; k < span; k += 1) {
      const following = next[at] as number
      if (k < keepFrom || k >= keepFrom + kept) plan.takeOut(at)
      at = following
    }
  }

  const strings = (seed: number, onlyAble: boolean): void => {
    let used = 0
    for (let r = 0; r < m; r += 1) if ((size[r] as number) > 0) used += 1
    if (used === 0) return
    const mean = Math.max(1, (n - plan.absentCount) / used)
    const longest = Math.min(longestString, mean)
    let left = Math.floor(random() * ((4 * meanRemoved) / (1 + longest) - 1) + 1)
    for (let k = 0; k < width && left > 0; k += 1) {
      const v = list[seed * width + k] as number
      const r = tour[v] as number
      if (r < 0 || plan.isTouched(r)) continue
      if (onlyAble && allowed[seed * m + r] === 0) continue
      plan.touch(r)
      left -= 1
      const most = Math.min(size[r] as number, longest)
      takeString(v, r, Math.min(size[r] as number, Math.floor(random() * most + 1)))
      tours.refresh(r)
    }
  }

  const neighbourhood = (seed: number): void => {
    let left = 1 + below(random, mostOfNeighbourhood)
    for (let k = 0; k < width && left > 0; k += 1) {
      const v = list[seed * width + k] as number
      const r = tour[v] as number
      if (r < 0 || random() < 0.3) continue
      plan.touch(r)
      plan.takeOut(v)
      left -= 1
    }
    plan.refreshTouched()
  }

  const wholeTour = (seed: number): void => {
    for (let k = 0; k < width; k += 1) {
      const r = tour[list[seed * width + k] as number] as number
      if (r < 0) continue
      plan.touch(r)
      for (let v = next[n + r] as number; v < n; ) {
        const following = next[v] as number
        plan.takeOut(v)
        v = following
      }
      tours.refresh(r)
      return
    }
  }

  return () => {
    const draw = random()
    if (plan.absentCount > 0 && draw < aroundAbsent) {
      const seed = plan.absent[below(random, plan.absentCount)] as number
      if (able.start[seed + 1] !== able.start[seed]) {
        strings(seed, random() < 0.7)
        return random() < 0.7 ? seed : -1
      }
    }
    const seed = below(random, n)
    const kind = draw - aroundAbsent
    if (kind >= 0 && kind < byNeighbourhood) neighbourhood(seed)
    else if (kind >= 0 && kind < byNeighbourhood + byTour) wholeTour(seed)
    else strings(seed, false)
    return -1
  }
}
