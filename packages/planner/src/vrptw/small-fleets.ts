import type { VanGroup, VrptwProblem } from './vrptw-problem.ts'

/** Looks at the clock that let a search run for so many looks. */
export const looksOf = (count: number): (() => number) => {
  let seen = 0
  return () => seen++ / count
}

/** A place on a square of 100×100, driven as the crow flies; prize −1: must be served. */
export interface SmallCustomer {
  x: number
  y: number
  demand: number
  from: number
  width: number
  service: number
  prize: number
}

const horizon = 1000

/** A depot in the middle that is always open. */
export const centre: SmallCustomer = {
  x: 50,
  y: 50,
  demand: 0,
  from: 0,
  width: horizon,
  service: 0,
  prize: -1,
}

/** Depots first, then customers. */
export const problemOf = (
  nodes: readonly SmallCustomer[],
  depots: number,
  vans: readonly VanGroup[],
): VrptwProblem => {
  const durations = Int32Array.from(
    nodes.flatMap((from) => nodes.map((to) => Math.floor(Math.hypot(from.x - to.x, from.y - to.y)))),
  )
  return {
    size: nodes.length,
    depots,
    durations,
    costs: durations,
    demands: Int32Array.from(nodes, ({ demand }) => demand),
    windowFrom: Int32Array.from(nodes, ({ from }) => from),
    windowUntil: Int32Array.from(nodes, ({ from, width }) => Math.min(horizon, from + width)),
    service: Int32Array.from(nodes, ({ service }) => service),
    vans,
    prizes: Int32Array.from(nodes, ({ prize }) => prize),
  }
}

/** Three streets that meet at the depot, two customers on each, a van holds two. */
export const star: VrptwProblem = (() => {
  const points = [
    [0, 0],
    [10, 0],
    [20, 0],
    [-10, 0],
    [-20, 0],
    [0, 10],
    [0, 20],
  ]
  const size = points.length
  const durations = Int32Array.from(
    points.flatMap(([x = 0, y = 0]) => points.map(([u = 0, v = 0]) => Math.floor(Math.hypot(x - u, y - v)))),
  )
  return {
    size,
    depots: 1,
    durations,
    costs: durations,
    demands: new Int32Array(size).fill(1, 1),
    windowFrom: new Int32Array(size),
    windowUntil: new Int32Array(size).fill(1000),
    service: new Int32Array(size),
    vans: [{ count: 6, capacity: 2, depot: 0 }],
  }
})()
