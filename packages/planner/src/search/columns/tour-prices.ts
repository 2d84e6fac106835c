import type { Able } from '../neighbours.ts'
import type { WorkingPlan } from '../working-plan.ts'
import type { TourPool } from './tour-pool.ts'

/**
 * Prices of jobs at which pooled tours compete for them. A technician who is open may take one of his tours that hold free
 * jobs only, or none; `tours` lists those, `share` says how much of each the relaxed choice takes, 0…1.
 */
export interface TourPrices {
  /** n: between 0 and the penalty; the caller may set them. */
  readonly prices: Float64Array
  /** n and m: 1 for jobs and technicians that may still be chosen; the caller's to set, before `gather`. */
  readonly free: Uint8Array
  readonly open: Uint8Array
  readonly tours: Int32Array
  readonly share: Float64Array
  /** m: what his best tour is worth at these prices, beyond what staying without one costs: `idle`. */
  readonly worth: Float64Array
  readonly idle: Float64Array
  count(): number
  /** Whether pooled tour k may still be chosen, and what it is worth at the present prices. */
  canTake(k: number): boolean
  worthOf(k: number): number
  /** Lists the tours anew. */
  gather(): void
  /** Improves the prices; `target` is what all that is free can at least be worth. */
  settle(steps: number, pace: number, target: number): void
  /** Finds `worth` at the present prices. */
  choose(): void
}

/** Weight of the latest choice in the shares. */
const latestShare = 0.05
/** Steps without a better bound before the pace falls, by how much it falls, and where it ends. */
const patience = 6
const slower = 1.5
const slowest = 0.005
/** A step is at least as long as if so much of the bound were to be gained; a better bound is so much better. */
const leastGain = 0.0002
const better = 1e-6

/**
 * Lagrangean relaxation of choosing tours, so that no job is in two: subgradient steps on the prices (Held, Wolfe &
 * Crowder 1974), with the mean of the choices as the relaxed choice (volume algorithm, Barahona & Anbil 2000).
 */
export const makeTourPrices = (plan: WorkingPlan, pool: TourPool, able: Able): TourPrices => {
  const { n, m, penalty } = plan.problem
  const { owner, cost, start, length, jobs } = pool
  // What nobody can do is worth its penalty to everybody.
  const prices = Float64Array.from(penalty, (one, u) => (able.start[u] === able.start[u + 1] ? one : one / 2))
  const best = new Float64Array(n)
  const free = new Uint8Array(n)
  const open = new Uint8Array(m)
  const worth = new Float64Array(m)
  const idle = idleCosts(plan)
  const chosen = new Int32Array(m)
  const cover = new Int32Array(n)
  const tours = new Int32Array(owner.length)
  const share = new Float64Array(owner.length)
  const from = new Int32Array(m + 1)
  const fill = new Int32Array(m)

  const canTake = (k: number): boolean => {
    if (open[owner[k] as number] === 0) return false
    const end = (start[k] as number) + (length[k] as number)
    for (let e = start[k] as number; e < end; e += 1) if (free[jobs[e] as number] === 0) return false
    return true
  }

  const worthOf = (k: number): number => {
    let value = (idle[owner[k] as number] as number) - (cost[k] as number)
    const end = (start[k] as number) + (length[k] as number)
    for (let e = start[k] as number; e < end; e += 1) value += prices[jobs[e] as number] as number
    return value
  }

  const choose = (): number => {
    let sum = 0
    for (let r = 0; r < m; r += 1) {
      let most = 0
      let at = -1
      for (let i = from[r] as number; i < (from[r + 1] as number); i += 1) {
        const value = worthOf(tours[i] as number)
        if (value <= most) continue
        most = value
        at = i
      }
      worth[r] = most
      chosen[r] = at
      sum += most
    }
    return sum
  }

  const countChosen = (weight: number): void => {
    cover.fill(0)
    for (let i = 0; i < (from[m] as number); i += 1) share[i] = (share[i] as number) * (1 - weight)
    for (let r = 0; r < m; r += 1) {
      const i = chosen[r] as number
      if (i < 0) continue
      share[i] = (share[i] as number) + weight
      const k = tours[i] as number
      const end = (start[k] as number) + (length[k] as number)
      for (let e = start[k] as number; e < end; e += 1) {
        const u = jobs[e] as number
        cover[u] = (cover[u] as number) + 1
      }
    }
  }

  const slope = (u: number): number =>
    ((penalty[u] as number) > (prices[u] as number) ? 1 : 0) - (cover[u] as number)

  return {
    prices,
    free,
    open,
    tours,
    share,
    worth,
    idle,
    count: () => from[m] as number,
    canTake,
    worthOf,
    choose,
    gather() {
      const before = pool.count()
      fill.fill(0)
      for (let k = 0; k < before; k += 1) {
        if (!canTake(k)) continue
        const r = owner[k] as number
        fill[r] = (fill[r] as number) + 1
      }
      for (let r = 0; r < m; r += 1) {
        from[r + 1] = (from[r] as number) + (fill[r] as number)
        fill[r] = from[r] as number
      }
      for (let k = 0; k < before; k += 1) {
        if (!canTake(k)) continue
        const r = owner[k] as number
        tours[fill[r] as number] = k
        fill[r] = (fill[r] as number) + 1
      }
    },
    settle(steps, firstPace, target) {
      share.fill(0, 0, from[m] as number)
      best.set(prices)
      let bound = Number.POSITIVE_INFINITY
      let pace = firstPace
      let sinceBetter = 0
      for (let step = 0; step < steps && pace >= slowest; step += 1) {
        let upper = choose()
        countChosen(step === 0 ? 1 : latestShare)
        let squares = 0
        for (let u = 0; u < n; u += 1) {
          if (free[u] === 0) continue
          upper += (penalty[u] as number) - (prices[u] as number)
          squares += slope(u) ** 2
        }
        if (squares === 0) return
        sinceBetter = upper < bound * (1 - better) ? 0 : sinceBetter + 1
        if (sinceBetter === 0) {
          bound = upper
          best.set(prices)
        } else if (sinceBetter === patience) {
          pace /= slower
          sinceBetter = 0
          prices.set(best)
          continue
        }
        const move = (pace * Math.max(leastGain * upper, upper - target)) / squares
        for (let u = 0; u < n; u += 1) {
          if (free[u] === 0) continue
          const price = (prices[u] as number) + move * slope(u)
          prices[u] = Math.max(0, Math.min(penalty[u] as number, price))
        }
      }
      prices.set(best)
    },
  }
}

/** What each technician costs without a job: his way home, if he is out already. */
const idleCosts = (plan: WorkingPlan): Float64Array => {
  plan.clear()
  return Float64Array.from(plan.tours.cost)
}
