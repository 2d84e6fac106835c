import { copyState, putTour, type State, tourOf } from '../state.ts'
import { technicianAt, type World } from '../world.ts'

/** Reverses the stops from one position to another within a tour; the better state, or null. */
export const twoOpt = (world: World, state: State, t: number, from: number, until: number): State | null => {
  const tour = state.tours[t]
  if (!tour || from < technicianAt(world, t).fixed.length || until >= tour.sequence.length || from >= until)
    return null
  const turned = tour.sequence.slice(from, until + 1).reverse()
  const next = tourOf(world, t, tour.sequence.toSpliced(from, turned.length, ...turned))
  if (!next || next.cost >= tour.cost - 0.5) return null
  const better = copyState(state)
  putTour(better, t, next)
  return better
}
