import type { VrptwProblem } from './vrptw-problem.ts'

/** Per node what leaving it out costs: a prize where one is set; else more than any plan costs, so that nobody is left out to save travel. */
export const pricesOfAbsence = (problem: VrptwProblem): Float64Array => {
  const { costs } = problem
  let dearest = 1
  for (let i = 0; i < costs.length; i++) dearest = Math.max(dearest, costs[i] as number)
  const never = 3 * dearest * problem.size
  return Float64Array.from({ length: problem.size }, (_, v) => {
    const prize = problem.prizes?.[v] ?? -1
    return prize >= 0 ? prize : never
  })
}
