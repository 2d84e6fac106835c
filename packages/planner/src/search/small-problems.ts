import { below, type Random, seededRandom } from '../random.ts'
import { never, type PacedRoads, type ProblemArrays, type SoftCosts } from './problem-arrays.ts'

/** What a small drawn problem has. */
export interface SmallProblem {
  readonly seed: number
  readonly jobs: number
  readonly technicians: number
  /** Up to so many breaks a technician. */
  readonly breaks: number
  readonly soft: boolean
  /** Limits in seconds and metres, profiles of their own costs, technicians who have started. */
  readonly limits: boolean
  /** Roads that change with the hour, and what a second more of them costs. */
  readonly hours?: boolean
}

/** A problem small enough to be tried in full by tests; every rule binds somewhere. */
export const smallProblem = (wish: SmallProblem): ProblemArrays => {
  const { jobs: n, technicians: m } = wish
  const random = seededRandom(wish.seed)
  const ints = (count: number, draw: (k: number) => number): Int32Array =>
    Int32Array.from({ length: count }, (_, k) => draw(k))
  const nodes = n + 2 * m
  // No way is longer than one round a third place, so that no tour breaks a rule by a stop less.
  const matrix = (): Int32Array =>
    ints(nodes * nodes, (k) => (k % (nodes + 1) === 0 ? 0 : 650 + below(random, 650)))
  const seconds = [matrix(), matrix()]
  const windowStart = new Int32Array(n + 1)
  const [windowFrom, windowUntil]: [number[], number[]] = [[], []]
  for (let u = 0; u < n; u += 1) {
    let from = below(random, 15_000)
    for (let k = 0; k <= below(random, 2); k += 1) {
      windowFrom.push(from)
      windowUntil.push(from + 600 + below(random, 9_000))
      from += 12_000 + below(random, 4_000)
    }
    windowStart[u + 1] = windowFrom.length
  }
  const breakStart = new Int32Array(m + 1)
  const [breakFrom, breakUntil, breakSeconds]: [number[], number[], number[]] = [[], [], []]
  for (let r = 0; r < m; r += 1) {
    const count = below(random, wish.breaks + 1)
    for (let k = 0; k < count; k += 1) {
      breakFrom.push(3_000 + k * 7_000 + below(random, 3_000))
      breakUntil.push((breakFrom.at(-1) ?? 0) + 500 + below(random, 5_000))
      breakSeconds.push(300 + below(random, 2_000))
    }
    breakStart[r + 1] = breakFrom.length
  }
  const shiftFrom = ints(m, () => below(random, 4_000))
  const limit = (most: number): Int32Array =>
    ints(m, () => (wish.limits && random() < 0.5 ? 1_000 + below(random, most) : never))
  return {
    n,
    m,
    nodes,
    seconds,
    costs: wish.limits ? [matrix(), matrix()] : seconds,
    metres: wish.limits ? [matrix(), matrix()] : null,
    profile: ints(m, () => below(random, 2)),
    service: ints(n * m, () => 300 + below(random, 2_500)),
    windowStart,
    windowFrom: Int32Array.from(windowFrom),
    windowUntil: Int32Array.from(windowUntil),
    penalty: Float64Array.from({ length: n }, () => 5_000 + below(random, 15_000)),
    dimensions: 2,
    demand: ints(n * 2, () => below(random, 4)),
    capacity: ints(m * 2, () => 4 + below(random, 8)),
    shiftFrom,
    shiftUntil: ints(m, (r) => (shiftFrom[r] ?? 0) + 12_000 + below(random, 14_000)),
    mostJobs: ints(m, () => (random() < 0.3 ? 1 + below(random, 3) : never)),
    mostTravel: limit(6_000),
    mostMetres: limit(6_000),
    fixedCost: ints(m, () => (wish.limits ? below(random, 1_000) : 0)),
    started: Uint8Array.from({ length: m }, () => (wish.limits && random() < 0.3 ? 1 : 0)),
    breakStart,
    breakFrom: Int32Array.from(breakFrom),
    breakUntil: Int32Array.from(breakUntil),
    breakSeconds: Int32Array.from(breakSeconds),
    allowed: Uint8Array.from({ length: n * m }, () => (random() < 0.8 ? 1 : 0)),
    preference: wish.limits ? Float64Array.from({ length: n * m }, () => below(random, 500)) : null,
    soft: wish.soft ? softCosts(n, m, ints, (most) => below(random, most)) : null,
    paced: wish.hours ? rushHours(m, random) : null,
  }
}

const rushHours = (m: number, random: Random): PacedRoads => {
  let from = 0
  return {
    hours: Array.from({ length: 2 + below(random, 12) }, () => {
      from += 300 + below(random, 4_000)
      return { from, factor: 0.8 + random() * 2 }
    }),
    perSecond: Float64Array.from({ length: m }, () => below(random, 3) / 2),
  }
}

const softCosts = (
  n: number,
  m: number,
  ints: (count: number, draw: (k: number) => number) => Int32Array,
  draw: (most: number) => number,
): SoftCosts => {
  const rates = (count: number): Float64Array => Float64Array.from({ length: count }, () => draw(4))
  const heldFrom = ints(n, () => draw(20_000))
  return {
    dueAt: ints(n, () => draw(20_000)),
    latePerSecond: rates(n),
    urgentFrom: ints(n, () => draw(20_000)),
    waitPerSecond: rates(n),
    heldFrom,
    heldUntil: heldFrom.map((from) => from + draw(3_000)),
    awayPerSecond: rates(n),
    overtimeFrom: ints(m, () => 8_000 + draw(12_000)),
    overtimePerSecond: rates(m),
  }
}
