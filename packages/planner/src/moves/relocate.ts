import { bestInTour, insert, remove } from '../insertion.ts'
import { copyState, type State } from '../state.ts'
import { technicianAt, type World } from '../world.ts'

/** Moves one job to its cheapest place in any tour, its own included; the better state, or null. */
export const relocate = (world: World, state: State, t: number, position: number): State | null => {
  if (position < technicianAt(world, t).fixed.length) return null
  const j = state.tours[t]?.sequence[position]
  if (j === undefined) return null
  const next = copyState(state)
  remove(world, next, t, new Set([j]))
  if (!next.absent.has(j)) return null
  const gain = next.cost - state.cost
  let best = null
  for (let other = 0; other < next.tours.length; other += 1) {
    const tour = next.tours[other]
    if (!tour) continue
    const found = bestInTour(
      world,
      other,
      tour,
      j,
      best?.added ?? world.weights.unplannedByTier[world.jobs[j]?.tier ?? 3] - gain - 1,
    )
    if (found) best = found
  }
  if (!best) return null
  insert(world, next, j, best)
  return next.cost < state.cost - 0.5 ? next : null
}
