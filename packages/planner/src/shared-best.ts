/**
 * Memory in which threads that search for the same plan leave the best of any of them: its cost, its length and its flat
 * sequence of at most `room` numbers.
 */
export const openSharedBest = (room: number): SharedArrayBuffer => {
  const memory = new SharedArrayBuffer(head + 4 * room)
  new Float64Array(memory, 0, 1)[0] = Number.POSITIVE_INFINITY
  return memory
}

/** Eight bytes of cost, four each for the lock and the length. */
const head = 16
/** A plan of another thread is gone on with when it is better by this share: less would make the threads alike. */
const worthTaking = 0.003

export interface Found {
  cost: number
  sequence: Int32Array
}

/** Leaves this plan there if it is the best, and answers the one that is there if it is clearly better. */
export const meet = (memory: SharedArrayBuffer, { cost, sequence }: Found): Found | null => {
  const best = new Float64Array(memory, 0, 1)
  const [lock, length, flat] = [
    new Int32Array(memory, 8, 1),
    new Int32Array(memory, 12, 1),
    new Int32Array(memory, head),
  ]
  // Nobody waits: who finds it taken comes by later.
  if (sequence.length > flat.length || Atomics.compareExchange(lock, 0, 0, 1) !== 0) return null
  const there = best[0] ?? Number.POSITIVE_INFINITY
  let taken: Found | null = null
  if (cost < there) {
    best[0] = cost
    length[0] = sequence.length
    flat.set(sequence)
  } else if (there < cost * (1 - worthTaking)) taken = { cost: there, sequence: flat.slice(0, length[0]) }
  Atomics.store(lock, 0, 0)
  return taken
}
