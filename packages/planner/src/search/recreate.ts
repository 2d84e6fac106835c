import type { Random } from '../random.ts'
import type { InsertionSearch } from './insertion-search.ts'
import type { Able } from './neighbours.ts'
import { never } from './problem-arrays.ts'
import type { WorkingPlan } from './working-plan.ts'

export interface Recreate {
  /** Puts back what can be, each job at its cheapest place, in a drawn order; `first` before all others. */
  greedy(first: number): void
  /** Always the job that would lose most by waiting (regret-2), with noise up to `noise` cost. */
  regret(noise: number): void
}

const blink = 0.01

/**
 * Puts absent jobs back (Ropke & Pisinger 2006 for regret; orders after Christiaens & Vanden Berghe 2020). What costs
 * more than its penalty stays absent. A place is overlooked now and then (`blink`), so that rounds differ.
 */
export const makeRecreate = (
  plan: WorkingPlan,
  insertion: InsertionSearch,
  able: Able,
  random: Random,
): Recreate => {
  const { problem, tours, absent } = plan
  const { knownCost, knownPlace, knownVersion } = insertion
  const { version } = tours
  const { n, m, penalty, allowed, windowStart, windowFrom, windowUntil } = problem
  const { start: ableStart, list: ableList } = able
  const key = new Float64Array(n)
  const queue = new Int32Array(n)
  const best = new Float64Array(n)
  const second = new Float64Array(n)
  const bestTour = new Int32Array(n)
  const secondTour = new Int32Array(n)
  const luck = new Float64Array(n)
  const farness = new Float64Array(n)
  const workload = new Float64Array(n)
  const logSeen = Math.log(1 - blink)
  let untilBlink = 0
  const drawBlink = (): void => {
    untilBlink = Math.floor(Math.log(random() + 1e-12) / logSeen)
  }
  drawBlink()
  for (let u = 0; u < n; u += 1) {
    let nearest = never
    let work = never
    for (let k = able.start[u] as number; k < (able.start[u + 1] as number); k += 1) {
      const r = able.list[k] as number
      const seconds = problem.seconds[problem.profile[r] as number] as Int32Array
      const both =
        (seconds[(n + r) * problem.nodes + u] as number) + (seconds[u * problem.nodes + n + m + r] as number)
      if (both < nearest) nearest = both
      work = Math.min(work, problem.service[u * m + r] as number)
    }
    farness[u] = nearest
    workload[u] = work
  }

  const scan = (u: number): void => {
    let least = penalty[u] as number
    let other = least
    let at = -1
    let otherAt = -1
    const end = ableStart[u + 1] as number
    for (let k = ableStart[u] as number; k < end; k += 1) {
      const r = ableList[k] as number
      const cell = u * m + r
      if (knownVersion[cell] !== version[r]) insertion.evaluate(u, r)
      const added = knownCost[cell] as number
      if (added >= other) continue
      untilBlink -= 1
      if (untilBlink < 0) {
        drawBlink()
        continue
      }
      if (added < least) {
        other = least
        otherAt = at
        least = added
        at = r
      } else {
        other = added
        otherAt = r
      }
    }
    best[u] = least
    second[u] = other
    bestTour[u] = at
    secondTour[u] = otherAt
  }

  /** Only tour r has changed since u was scanned. */
  const rescan = (u: number, r: number): void => {
    if (bestTour[u] === r || secondTour[u] === r) {
      scan(u)
      return
    }
    const cell = u * m + r
    if (knownVersion[cell] !== version[r]) insertion.evaluate(u, r)
    const added = knownCost[cell] as number
    if (added >= (second[u] as number)) return
    if (added < (best[u] as number)) {
      second[u] = best[u] as number
      secondTour[u] = bestTour[u] as number
      best[u] = added
      bestTour[u] = r
    } else {
      second[u] = added
      secondTour[u] = r
    }
  }

  const order = (first: number): void => {
    const draw = random() * 22
    const count = plan.absentCount
    for (let k = 0; k < count; k += 1) {
      const u = absent[k] as number
      const opens = windowFrom[windowStart[u] as number] as number
      const closes = windowUntil[(windowStart[u + 1] as number) - 1] as number
      let value: number
      if (draw < 4) value = random()
      else if (draw < 8) value = -(workload[u] as number)
      else if (draw < 12) value = -(penalty[u] as number) - random()
      else if (draw < 14) value = -(farness[u] as number)
      else if (draw < 15) value = farness[u] as number
      else if (draw < 17) value = closes - opens
      else if (draw < 18) value = opens
      else if (draw < 19) value = -closes
      else if (draw < 21) value = (able.start[u + 1] as number) - (able.start[u] as number) + random()
      else value = -(penalty[u] as number) / Math.max(1, workload[u] as number)
      key[u] = u === first ? -Infinity : value
    }
    // Insertion sort: a few dozen at most but at the very beginning.
    for (let k = 1; k < count; k += 1) {
      const u = absent[k] as number
      const value = key[u] as number
      let at = k - 1
      while (at >= 0 && (key[absent[at] as number] as number) > value) {
        absent[at + 1] = absent[at] as number
        at -= 1
      }
      absent[at + 1] = u
    }
  }

  return {
    greedy(first) {
      order(first)
      // Taking one out of the list moves its last into its place, so the list is walked over a copy of the order.
      const count = plan.absentCount
      for (let k = 0; k < count; k += 1) queue[k] = absent[k] as number
      for (let k = 0; k < count; k += 1) {
        const u = queue[k] as number
        let least = penalty[u] as number
        let at = -1
        for (let e = able.start[u] as number; e < (able.start[u + 1] as number); e += 1) {
          const r = able.list[e] as number
          const cell = u * m + r
          if (knownVersion[cell] !== version[r]) insertion.evaluate(u, r)
          const added = knownCost[cell] as number
          if (added >= least) continue
          untilBlink -= 1
          if (untilBlink < 0) {
            drawBlink()
            continue
          }
          least = added
          at = r
        }
        if (at < 0) continue
        plan.touch(at)
        plan.putIn(indexOf(u), knownPlace[u * m + at] as number)
      }
    },
    regret(noise) {
      let open = 0
      for (let k = 0; k < plan.absentCount; k += 1) {
        const u = absent[k] as number
        scan(u)
        luck[u] = random() * noise
        if ((bestTour[u] as number) >= 0) queue[open++] = u
      }
      while (open > 0) {
        let chosen = 0
        let most = -1
        for (let k = 0; k < open; k += 1) {
          const u = queue[k] as number
          const loss = (second[u] as number) - (best[u] as number) + (luck[u] as number)
          if (loss > most) {
            most = loss
            chosen = k
          }
        }
        const u = queue[chosen] as number
        const r = bestTour[u] as number
        plan.touch(r)
        plan.putIn(indexOf(u), knownPlace[u * m + r] as number)
        open -= 1
        queue[chosen] = queue[open] as number
        for (let k = 0; k < open; ) {
          const w = queue[k] as number
          if (allowed[w * m + r] === 1) rescan(w, r)
          if ((bestTour[w] as number) < 0) {
            open -= 1
            queue[k] = queue[open] as number
          } else k += 1
        }
      }
    },
  }

  function indexOf(u: number): number {
    let at = 0
    while (absent[at] !== u) at += 1
    return at
  }
}
