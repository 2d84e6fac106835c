import type { Random } from '../../random.ts'
import type { WorkingPlan } from '../working-plan.ts'

/**
 * Good tours seen on the way, each set of jobs of a technician once, at its cheapest. Tour k is technician `owner[k]`
 * with jobs `jobs[start[k]] … jobs[start[k] + length[k] − 1]` in order.
 */
export interface TourPool {
  readonly owner: Int32Array
  readonly cost: Float64Array
  readonly start: Int32Array
  readonly length: Int32Array
  readonly jobs: Int32Array
  count(): number
  isFull(): boolean
  /** Remembers the present tours of a technician, of those touched in this round. */
  add(r: number): void
  addTouched(): void
  /** Remembers a tour that is in no plan: `size` jobs of `list` from `from` on, in order, at what it costs. */
  put(r: number, list: Int32Array, from: number, size: number, price: number): void
  /** Forgets all tours but those for which `keep` says so. */
  retain(keep: (k: number) => boolean): void
}

/** A full pool remembers no more until some are forgotten. */
const most = 30_000

/** An empty pool. */
export const makeTourPool = (plan: WorkingPlan, random: Random): TourPool => {
  const { n, m } = plan.problem
  const { next } = plan.tours
  const owner = new Int32Array(most)
  const cost = new Float64Array(most)
  const start = new Int32Array(most)
  const length = new Int32Array(most)
  const hash = new Int32Array(most)
  const jobs = new Int32Array(most * 12 + n)
  const slots = 1 << Math.ceil(Math.log2(most * 2 + 2))
  const table = new Int32Array(slots)
  // A set's sign is the sum of its members' (Zobrist 1970).
  const sign = Int32Array.from({ length: n + m }, () => (random() * 2 ** 32) | 0)
  const present = new Int32Array(n)
  const marked = new Int32Array(n)
  let mark = 0
  let used = 0
  let usedJobs = 0

  const slotOf = (value: number): number => {
    let slot = (value ^ (value >>> 15)) & (slots - 1)
    for (;;) {
      const k = (table[slot] as number) - 1
      if (k < 0 || hash[k] === value) return slot
      slot = (slot + 1) & (slots - 1)
    }
  }
  /** Whether tour k is technician r's and has just these jobs. */
  const isOf = (k: number, r: number, list: Int32Array, from: number, size: number): boolean => {
    if (owner[k] !== r || length[k] !== size) return false
    mark += 1
    for (let e = from; e < from + size; e += 1) marked[list[e] as number] = mark
    const end = (start[k] as number) + size
    for (let e = start[k] as number; e < end; e += 1) if (marked[jobs[e] as number] !== mark) return false
    return true
  }

  const pool: TourPool = {
    owner,
    cost,
    start,
    length,
    jobs,
    count: () => used,
    isFull: () => used >= most || usedJobs + n > jobs.length,
    add(r) {
      let size = 0
      for (let v = next[n + r] as number; v < n; v = next[v] as number) present[size++] = v
      if (size > 0) pool.put(r, present, 0, size, plan.tours.cost[r] as number)
    },
    put(r, list, from, size, price) {
      let value = sign[n + r] as number
      for (let e = from; e < from + size; e += 1) value = (value + (sign[list[e] as number] as number)) | 0
      const slot = slotOf(value)
      const known = (table[slot] as number) - 1
      if (known >= 0) {
        // Two sets of one sign are rare and not to be taken for each other; the later one is not remembered.
        if (price >= (cost[known] as number) || !isOf(known, r, list, from, size)) return
        cost[known] = price
        for (let e = 0; e < size; e += 1) jobs[(start[known] as number) + e] = list[from + e] as number
        return
      }
      if (used >= most || usedJobs + n > jobs.length) return
      table[slot] = used + 1
      hash[used] = value
      owner[used] = r
      cost[used] = price
      start[used] = usedJobs
      length[used] = size
      for (let e = 0; e < size; e += 1) jobs[usedJobs + e] = list[from + e] as number
      usedJobs += size
      used += 1
    },
    addTouched() {
      for (let k = 0; k < plan.touchedCount; k += 1) pool.add(plan.touched[k] as number)
    },
    retain(keep) {
      const before = used
      used = 0
      usedJobs = 0
      table.fill(0)
      for (let k = 0; k < before; k += 1) {
        if (!keep(k)) continue
        const from = start[k] as number
        jobs.copyWithin(usedJobs, from, from + (length[k] as number))
        owner[used] = owner[k] as number
        cost[used] = cost[k] as number
        length[used] = length[k] as number
        hash[used] = hash[k] as number
        start[used] = usedJobs
        table[slotOf(hash[used] as number)] = used + 1
        usedJobs += length[used] as number
        used += 1
      }
    },
  }
  return pool
}
