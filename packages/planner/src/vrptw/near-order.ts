import type { VrptwProblem } from './vrptw-problem.ts'

/** So few customers are not split further: their rows share a cache line. */
const HANDFUL = 8

/**
 * All nodes, depots first, then the customers so that those near to each other stand together: halves by who is nearer to
 * which of two customers far apart, each half again (the projection of FastMap, Faloutsos & Lin 1995).
 */
export const orderByNearness = ({ size, depots, durations }: VrptwProblem): Int32Array => {
  const order = Int32Array.from({ length: size }, (_, v) => v)
  const keys = new Float64Array(size)
  const farthestFrom = (v: number, from: number, to: number): number => {
    let far = v
    for (let i = from; i < to; i++) {
      const w = order[i] as number
      if ((durations[v * size + w] as number) > (durations[v * size + far] as number)) far = w
    }
    return far
  }
  const split = (from: number, to: number): void => {
    if (to - from <= HANDFUL) return
    const a = farthestFrom(order[from] as number, from, to)
    const b = farthestFrom(a, from, to)
    for (let i = from; i < to; i++) {
      const v = order[i] as number
      keys[v] = (durations[a * size + v] as number) - (durations[b * size + v] as number)
    }
    order.subarray(from, to).sort((v, w) => (keys[v] as number) - (keys[w] as number) || v - w)
    const middle = (from + to) >> 1
    split(from, middle)
    split(middle, to)
  }
  split(depots, size)
  return order
}
