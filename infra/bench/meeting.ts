/** Memory shared by threads that search for the same plan: the best cost of any of them, and its plan. */
export interface Meeting {
  readonly cost: Float64Array
  readonly plan: Int32Array
  /** 1 while somebody writes or reads. */
  readonly busy: Int32Array
}

/** A place to meet for a problem of n jobs and m technicians. */
export const openMeeting = (n: number, m: number): Meeting => {
  const memory = new SharedArrayBuffer(16 + 4 * (n + m))
  const cost = new Float64Array(memory, 0, 1).fill(Number.POSITIVE_INFINITY)
  return { cost, busy: new Int32Array(memory, 8, 1), plan: new Int32Array(memory, 16) }
}

/** Leaves one's plan when it is the best, and takes the other's when that is better by this share. */
const worthTaking = 0.003

export const meetingExchange =
  ({ cost, plan, busy }: Meeting) =>
  (mine: number, flat: Int32Array): Int32Array | null => {
    // Nobody waits: who finds it busy comes by later.
    if (Atomics.compareExchange(busy, 0, 0, 1) !== 0) return null
    const best = cost[0] ?? Number.POSITIVE_INFINITY
    let taken: Int32Array | null = null
    if (mine < best) {
      cost[0] = mine
      plan.set(flat)
    } else if (best < mine * (1 - worthTaking)) taken = plan.slice()
    Atomics.store(busy, 0, 0)
    return taken
  }
