import type { VrptwAnswer } from '../vrptw/vrptw-problem.ts'
import type { VrplibProblem } from './read-vrplib.ts'

/**
 * `Route #k: …` lines and a `Cost …` line, in the numbers of the text. Where the vehicles are of several kinds, k is
 * the vehicle, and one that stays at home has an empty line; otherwise the routes are counted.
 */
export const writeVrplib = ({ vehicles, locations, scale }: VrplibProblem, answer: VrptwAnswer): string => {
  const routes = new Map<number, readonly number[]>()
  const taken = vehicles.map(() => 0)
  const areAlike = vehicles.length === 1
  for (const { group, customers } of answer.routes) {
    const rank = taken[group] ?? 0
    taken[group] = rank + 1
    routes.set(areAlike ? routes.size + 1 : (vehicles[group]?.[rank] ?? 0), customers)
  }
  const lines = areAlike ? routes.size : Math.max(0, ...vehicles.flat())
  const written = Array.from({ length: lines }, (_, i) => {
    const customers = routes.get(i + 1) ?? []
    return [`Route #${i + 1}:`, ...customers.map((v) => locations[v])].join(' ')
  })
  return [...written, `Cost ${(answer.cost / scale).toFixed(Math.round(Math.log10(scale)))}`, ''].join('\n')
}

/** Reads `Route #k: …` lines and the `Cost` of a VRPLIB solution; customers are locations of the text, counted from 0. */
export const readVrplibSolution = (text: string): { routes: number[][]; cost: number | undefined } => {
  const routes = [...text.matchAll(/^Route\s*#\d+\s*:(.*)$/gm)].map((match) =>
    (match[1] ?? '').split(/\s+/).filter(Boolean).map(Number),
  )
  const cost = /^Cost\s*:?\s*([\d.]+)/m.exec(text)?.[1]
  return { routes, cost: cost === undefined ? undefined : Number(cost) }
}
