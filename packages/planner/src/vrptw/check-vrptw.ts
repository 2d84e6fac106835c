import type { VanGroup, VrptwAnswer, VrptwProblem, VrptwRoute } from './vrptw-problem.ts'

/**
 * Doubts an answer: drives every route again from the matrices, written apart from the search so that one error cannot
 * hide in both. Answers a sentence for every rule that is broken and every number that is not true.
 */
export const checkVrptw = (problem: VrptwProblem, answer: VrptwAnswer): string[] => {
  const says: string[] = []
  const seen = new Set<number>()
  const vansOut = problem.vans.map(() => 0)
  let cost = 0
  for (const [k, route] of answer.routes.entries()) {
    const vans = problem.vans[route.group]
    if (vans === undefined) {
      says.push(`route ${k}: there is no group ${route.group}`)
      continue
    }
    vansOut[route.group] = (vansOut[route.group] ?? 0) + 1
    for (const v of route.customers) {
      if (!Number.isInteger(v) || v < problem.depots || v >= problem.size)
        says.push(`route ${k}: ${v} is no customer`)
      if (seen.has(v)) says.push(`route ${k}: ${v} is served twice`)
      seen.add(v)
    }
    if (route.customers.length === 0) says.push(`route ${k}: is empty`)
    for (const rule of brokenOn(problem, vans, route)) says.push(`route ${k}: ${rule}`)
    cost += drivenCost(problem, vans, route)
  }
  for (const [g, count] of vansOut.entries())
    if (count > (problem.vans[g]?.count ?? 0)) says.push(`group ${g}: ${count} vans are out`)
  return [...says, ...brokenByAbsence(problem, answer, seen, cost)]
}

const brokenByAbsence = (
  problem: VrptwProblem,
  answer: VrptwAnswer,
  seen: ReadonlySet<number>,
  travel: number,
): string[] => {
  const says: string[] = []
  const unserved = Array.from({ length: problem.size }, (_, v) => v).filter(
    (v) => v >= problem.depots && !seen.has(v),
  )
  if (unserved.join() !== answer.unserved.join())
    says.push(`unserved are ${unserved}, not ${answer.unserved}`)
  let cost = travel
  for (const v of unserved) cost += Math.max(0, problem.prizes?.[v] ?? 0)
  if (cost !== answer.cost) says.push(`the cost is ${cost}, not ${answer.cost}`)
  return says
}

const drivenCost = ({ size, costs }: VrptwProblem, vans: VanGroup, route: VrptwRoute): number => {
  const path = [vans.depot, ...route.customers, vans.depot]
  return path.slice(1).reduce((sum, to, i) => sum + (costs[(path[i] ?? 0) * size + to] ?? 0), 0)
}

const brokenOn = (problem: VrptwProblem, vans: VanGroup, route: VrptwRoute): string[] => {
  const says: string[] = []
  const load = route.customers.reduce((sum, v) => sum + (problem.demands[v] ?? 0), 0)
  if (load > vans.capacity) says.push(`carries ${load}, more than ${vans.capacity}`)
  for (const v of route.customers) if (vans.serves && vans.serves[v] !== 1) says.push(`may not serve ${v}`)
  const opens = problem.windowFrom[vans.depot] ?? 0
  const earliest = drive(problem, vans, route, opens)
  says.push(...earliest.late.map((v) => (v === vans.depot ? 'is back late' : `is late at ${v}`)))
  if (vans.longest === undefined || says.length > 0) return says
  const span = shortestSpan(problem, vans, route, opens)
  if (span > vans.longest) says.push(`is out for ${span}, more than ${vans.longest}`)
  return says
}

/** A van that leaves later waits less: the latest departure that is in time is found by halving. */
const shortestSpan = (problem: VrptwProblem, vans: VanGroup, route: VrptwRoute, opens: number): number => {
  let low = opens
  let high = problem.windowUntil[vans.depot] ?? opens
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (drive(problem, vans, route, middle).late.length === 0) low = middle
    else high = middle - 1
  }
  return drive(problem, vans, route, low).span
}

interface Drive {
  /** Where the van comes too late. */
  late: number[]
  span: number
}

const drive = (problem: VrptwProblem, vans: VanGroup, route: VrptwRoute, leaveAt: number): Drive => {
  const late: number[] = []
  let time = leaveAt
  let from = vans.depot
  for (const to of [...route.customers, vans.depot]) {
    time += problem.durations[from * problem.size + to] ?? 0
    const begin = Math.max(time, problem.windowFrom[to] ?? 0)
    if (begin > (problem.windowUntil[to] ?? 0)) late.push(to)
    time = begin + (to === vans.depot ? 0 : (problem.service[to] ?? 0))
    from = to
  }
  return { late, span: time - leaveAt }
}
