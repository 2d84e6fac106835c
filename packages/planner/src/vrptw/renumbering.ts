import { orderByNearness } from './near-order.ts'
import { PLAN_END, ROUTE_END } from './tour-links.ts'
import type { VrptwAnswer, VrptwOptions, VrptwProblem, VrptwRoute } from './vrptw-problem.ts'

/**
 * The same problem with near customers under near numbers, and what goes in and out under theirs. A search walks from
 * customer to near customer; where these stand together in the arrays it waits half as long for memory on large problems.
 */
export interface Renumbering {
  readonly problem: VrptwProblem
  readonly options: VrptwOptions
  /** An answer to that problem as one to the given problem. */
  answer(found: VrptwAnswer): VrptwAnswer
}

export const renumber = (given: VrptwProblem, wish: VrptwOptions): Renumbering => {
  const order = orderByNearness(given)
  const rank = new Int32Array(order.length)
  for (let v = 0; v < order.length; v++) rank[order[v] as number] = v
  const inside = (sequence: Int32Array): Int32Array => numberedBy(rank, sequence)
  const outside = (sequence: Int32Array): Int32Array => numberedBy(order, sequence)
  const { warm, onBetter, exchange } = wish
  return {
    problem: reordered(given, order),
    options: {
      ...wish,
      ...(warm && { warm: routesBy(rank, warm) }),
      ...(onBetter && {
        onBetter: (cost, routes) => onBetter(cost, () => routesBy(order, routes())),
      }),
      ...(exchange && {
        exchange: ({ cost, sequence }) => {
          const theirs = exchange({ cost, sequence: outside(sequence) })
          return theirs && { cost: theirs.cost, sequence: inside(theirs.sequence) }
        },
      }),
    },
    answer: (found) => ({
      ...found,
      routes: routesBy(order, found.routes),
      unserved: found.unserved.map((v) => order[v] as number).sort((v, w) => v - w),
    }),
  }
}

const routesBy = (numbers: Int32Array, routes: readonly VrptwRoute[]): VrptwRoute[] =>
  routes.map(({ group, customers }) => ({ group, customers: customers.map((v) => numbers[v] ?? v) }))

/** A flat sequence with other numbers for its customers; what follows its end is left out. */
const numberedBy = (numbers: Int32Array, sequence: Int32Array): Int32Array => {
  const length = sequence.indexOf(PLAN_END) + 1
  const renumbered = sequence.slice(0, length)
  for (let k = 0; k < length - 1; k++) {
    for (k++; renumbered[k] !== ROUTE_END; k++) renumbered[k] = numbers[renumbered[k] as number] as number
  }
  return renumbered
}

const reordered = (given: VrptwProblem, order: Int32Array): VrptwProblem => {
  const list = (values: Int32Array): Int32Array => Int32Array.from(order, (v) => values[v] as number)
  const durations = reorderedMatrix(given.durations, order)
  const { prizes } = given
  return {
    ...given,
    durations,
    costs: given.costs === given.durations ? durations : reorderedMatrix(given.costs, order),
    demands: list(given.demands),
    windowFrom: list(given.windowFrom),
    windowUntil: list(given.windowUntil),
    service: list(given.service),
    vans: given.vans.map((group) => {
      const { serves } = group
      return serves === undefined
        ? group
        : { ...group, serves: Uint8Array.from(order, (v) => serves[v] as number) }
    }),
    ...(prizes && { prizes: list(prizes) }),
  }
}

const reorderedMatrix = (matrix: Int32Array, order: Int32Array): Int32Array => {
  const size = order.length
  const moved = new Int32Array(size * size)
  for (let i = 0; i < size; i++) {
    const row = (order[i] as number) * size
    for (let j = 0; j < size; j++) moved[i * size + j] = matrix[row + (order[j] as number)] as number
  }
  return moved
}
