import type { Plan } from './answer.ts'
import { bestInsertion, insert } from './insertion.ts'
import { absence, type State, stateCost, type TourState, tourOf } from './state.ts'
import { jobAt, type World } from './world.ts'

/** The plan one begins with: the fixed heads, what can be kept of the present plan, and all else inserted cheaply. */
export const construct = (world: World, warm: Plan | undefined): State => {
  const placed = new Set<number>()
  const warmTours = new Map(warm?.tours.map((tour) => [tour.technicianId, tour]))
  const tours = world.technicians.map((technician, t): TourState => {
    const head = [...(world.heads[t] ?? [])]
    let tour = tourOf(world, t, head)
    if (!tour) throw new Error(`the fixed stops of ${technician.id} cannot be driven: no road leads there`)
    for (const j of head) placed.add(j)
    for (const stop of warmTours.get(technician.id)?.stops ?? []) {
      const j = world.jobIndex.get(stop.jobId)
      if (j === undefined || placed.has(j) || world.heads.some((other) => other.includes(j))) continue
      if (world.may[j * world.technicians.length + t] !== 1) continue
      const longer = tourOf(world, t, [...tour.sequence, j])
      if (!longer || longer.cost - tour.cost >= absence(world, j)) continue
      tour = longer
      placed.add(j)
    }
    return tour
  })
  const absent = new Set([...world.jobs.keys()].filter((j) => !placed.has(j)))
  const state: State = { tours, absent, cost: 0 }
  state.cost = stateCost(world, tours, absent)
  fill(world, state, inUrgency(world, absent))
  return state
}

/** Inserts jobs in order, each at its cheapest place; what fits nowhere stays absent. */
export const fill = (world: World, state: State, order: readonly number[]): void => {
  for (const j of order) {
    const place = bestInsertion(world, state, j)
    if (place) insert(world, state, j, place)
  }
}

/** The weightiest and the soonest closing first. */
const inUrgency = (world: World, jobs: ReadonlySet<number>): number[] =>
  [...jobs].sort((a, b) => {
    const [one, other] = [jobAt(world, a), jobAt(world, b)]
    return (
      one.tier - other.tier || (one.windows.at(-1)?.until ?? 0) - (other.windows.at(-1)?.until ?? 0) || a - b
    )
  })
