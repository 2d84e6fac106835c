import { PLAN_END, ROUTE_END } from './tour-links.ts'
import type { VrptwRoute } from './vrptw-problem.ts'

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
