import { transposed } from './matrix-columns.ts'
import { canServe, type VrptwProblem } from './vrptw-problem.ts'

/** Waiting counts a fifth of driving when two customers are said to be near. */
const WAIT_WEIGHT = 0.2
const NEVER = 2 ** 31

/**
 * For each customer the customers most worth standing beside it, nearest first (granular neighbourhoods of Vidal et
 * al. 2013): travel plus weighted unavoidable waiting, the better of both directions. A row is made when it is first
 * asked for, as a short search on a large problem never sees many of them.
 */
export class NearLists {
  /** Neighbours per customer. */
  readonly width: number
  /** size×width customers; valid after `prepare(customer)`. */
  readonly near: Int32Array
  /** Cost customer → neighbour and back, beside `near`. */
  readonly costTo: Int32Array
  readonly costFrom: Int32Array
  private readonly problem: VrptwProblem
  /** The matrices with rows and columns exchanged: costs and durations into a node lie together. */
  readonly costsIn: Int32Array
  readonly durationsIn: Int32Array
  private readonly keys: Float64Array
  /** Per node a bit for each kind of van that can serve it; two kinds may share a bit. */
  private readonly kinds: Int32Array
  private readonly ready: Uint8Array

  constructor(problem: VrptwProblem, width: number) {
    const { size } = problem
    this.problem = problem
    this.costsIn = transposed(problem.costs, size)
    this.durationsIn =
      problem.durations === problem.costs ? this.costsIn : transposed(problem.durations, size)
    this.width = Math.max(0, Math.min(width, size - problem.depots - 1))
    this.near = new Int32Array(size * this.width)
    this.costTo = new Int32Array(size * this.width)
    this.costFrom = new Int32Array(size * this.width)
    this.keys = new Float64Array(Math.max(0, size - problem.depots - 1))
    this.ready = new Uint8Array(size)
    this.kinds = kindsOf(problem)
  }

  /** Makes the row of one customer if need be. */
  prepare(customer: number): void {
    if (this.ready[customer] === 1) return
    this.ready[customer] = 1
    const { width, keys, near, problem } = this
    const { size, costs } = problem
    this.rate(customer)
    sortSmallest(keys, width)
    const row = customer * size
    for (let k = 0; k < width; k++) {
      const other = (keys[k] as number) % size
      near[customer * width + k] = other
      this.costTo[customer * width + k] = costs[row + other] as number
      this.costFrom[customer * width + k] = this.costsIn[row + other] as number
    }
  }

  prepareAll(): void {
    for (let customer = this.problem.depots; customer < this.problem.size; customer++) this.prepare(customer)
  }

  /** One key per other customer: proximity × size + customer, so that the keys alone can be sorted. */
  private rate(customer: number): void {
    const { keys, problem, durationsIn, kinds } = this
    const kind = kinds[customer] as number
    const { size, durations, windowFrom, windowUntil, service } = problem
    const row = customer * size
    const from = windowFrom[customer] as number
    const until = windowUntil[customer] as number
    const leaveFirst = from + (service[customer] as number)
    const leaveLast = until + (service[customer] as number)
    let count = 0
    for (let other = problem.depots; other < size; other++) {
      if (other === customer) continue
      const there = durations[row + other] as number
      const back = durationsIn[row + other] as number
      const otherFrom = windowFrom[other] as number
      const otherUntil = windowUntil[other] as number
      const otherService = service[other] as number
      let key = NEVER
      if ((kind & (kinds[other] as number)) === 0) {
        keys[count++] = Math.floor(NEVER * 4) * size + other
        continue
      }
      if (leaveFirst + there <= otherUntil) {
        const wait = otherFrom - there - leaveLast
        key = there + (wait > 0 ? WAIT_WEIGHT * wait : 0)
      }
      if (otherFrom + otherService + back <= until) {
        const wait = from - back - otherService - otherUntil
        const reverse = back + (wait > 0 ? WAIT_WEIGHT * wait : 0)
        if (reverse < key) key = reverse
      }
      keys[count++] = Math.floor(key * 4) * size + other
    }
  }
}

/** Brings the `count` smallest numbers to the front, in order (Hoare's selection, then a sort of the front). */
const sortSmallest = (keys: Float64Array, count: number): void => {
  let low = 0
  let high = keys.length - 1
  while (low < high) {
    const pivot = keys[(low + high) >> 1] as number
    let i = low
    let j = high
    while (i <= j) {
      while ((keys[i] as number) < pivot) i++
      while ((keys[j] as number) > pivot) j--
      if (i > j) break
      const swapped = keys[i] as number
      keys[i++] = keys[j] as number
      keys[j--] = swapped
    }
    if (count - 1 <= j) high = j
    else if (count - 1 >= i) low = i
    else break
  }
  keys.subarray(0, count).sort()
}

const kindsOf = (problem: VrptwProblem): Int32Array => {
  const { size, depots, vans } = problem
  if (vans.length < 2) return new Int32Array(size).fill(1)
  const kinds = new Int32Array(size)
  for (const [g, group] of vans.entries()) {
    for (let v = depots; v < size; v++)
      if (canServe(problem, group, v)) kinds[v] = (kinds[v] as number) | (1 << (g % 31))
  }
  return kinds
}
