import type { Day } from '../day/planning-day.ts'
import type { Snapshot } from './live-tours.ts'

/** Words of a node: itself, and three times of two words each. */
const wordsPerNode = 7

/** The most words of a flat snapshot: of so many nodes (every technician a job needs, every end of a pair) and technicians. */
export const longestFlatSnapshot = (nodes: number, technicians: number): number =>
  wordsPerNode * nodes + technicians

/**
 * A snapshot as one sequence for another thread: nodes by technician, −1 after each; then, bit for bit, the begins that
 * crews have agreed on and the begins and ends that other tours count on, by node.
 */
export const flatSnapshot = ({ tours, pins, begins, ends }: Snapshot): Int32Array => {
  const times = [pins, begins, ends].flatMap((one) => [...new Int32Array(one.slice().buffer)])
  return Int32Array.from([...tours.flatMap((nodes) => [...nodes, -1]), ...times])
}

/** The snapshot in a sequence that another thread of the same day has left. */
export const snapshotOfFlat = ({ nodes, technicians }: Day, flat: Int32Array): Snapshot => {
  const from = flat.length - 6 * nodes
  const timesAt = (k: number): Float64Array =>
    new Float64Array(flat.slice(from + 2 * nodes * k).buffer, 0, nodes)
  const tours: number[][] = technicians.map(() => [])
  let r = 0
  for (const word of flat.subarray(0, from)) {
    if (word < 0) r += 1
    else tours[r]?.push(word)
  }
  return { tours, pins: timesAt(0), begins: timesAt(1), ends: timesAt(2) }
}
