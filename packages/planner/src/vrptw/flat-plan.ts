import type { HardTours } from './hard-tours.ts'
import { PLAN_END, ROUTE_END } from './tour-links.ts'
import type { VrptwRoute } from './vrptw-problem.ts'
import type { WarpTours } from './warp-tours.ts'

/** A flat sequence as a list of routes. */
export const routesOf = (sequence: Int32Array): VrptwRoute[] => {
  const routes: VrptwRoute[] = []
  for (let k = 0; k < sequence.length && sequence[k] !== PLAN_END; ) {
    const group = sequence[k] as number
    const end = sequence.indexOf(ROUTE_END, k + 1)
    routes.push({ group, customers: [...sequence.subarray(k + 1, end)] })
    k = end + 1
  }
  return routes
}

/** Routes as a flat sequence. */
export const sequenceOf = (routes: readonly VrptwRoute[]): Int32Array =>
  Int32Array.from([...routes.flatMap(({ group, customers }) => [group, ...customers, ROUTE_END]), PLAN_END])

/** Empties the tours and loads a flat sequence in a new turn; who is not in it becomes absent. */
export const loadPlan = (tours: HardTours | WarpTours, sequence: Int32Array): void => {
  const { size, vans, next, arc, used } = tours
  tours.beginTurn()
  while (tours.usedCount > 0) clearRoute(tours, used[tours.usedCount - 1] as number)
  tours.cost = 0
  tours.callEverybody()
  for (let k = 0; sequence[k] !== PLAN_END; k++) {
    const r = tours.freeVan(sequence[k] as number)
    k = tours.fill(r, sequence, k + 1)
    tours.retime(r)
    for (let v = size + r; v !== size + vans + r; v = next[v] as number) tours.cost += arc[v] as number
  }
  keepAbsent(tours)
}

const clearRoute = (tours: HardTours | WarpTours, r: number): void => {
  const { size, vans, next, prev, route } = tours
  for (let v = next[size + r] as number; v < size; v = next[v] as number) route[v] = -1
  next[size + r] = size + vans + r
  prev[size + vans + r] = size + r
  tours.retime(r)
}

const keepAbsent = (tours: HardTours | WarpTours): void => {
  const { absent, price, route } = tours
  let kept = 0
  tours.missing = 0
  for (let i = 0; i < tours.absentCount; i++) {
    const v = absent[i] as number
    if (route[v] !== -1) continue
    absent[kept++] = v
    tours.missing += price[v] as number
  }
  tours.absentCount = kept
}
