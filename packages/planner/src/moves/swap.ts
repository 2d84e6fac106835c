import { copyState, putTour, type State, tourOf } from '../state.ts'
import { technicianAt, type World } from '../world.ts'

/** Exchanges two jobs of different tours, place for place; the better state, or null. */
export const swap = (
  world: World,
  state: State,
  a: readonly [t: number, position: number],
  b: readonly [t: number, position: number],
): State | null => {
  const [ta, pa] = a
  const [tb, pb] = b
  if (ta === tb || pa < technicianAt(world, ta).fixed.length || pb < technicianAt(world, tb).fixed.length)
    return null
  const [one, other] = [state.tours[ta], state.tours[tb]]
  const [ja, jb] = [one?.sequence[pa], other?.sequence[pb]]
  if (!one || !other || ja === undefined || jb === undefined) return null
  const count = world.technicians.length
  if (world.may[ja * count + tb] !== 1 || world.may[jb * count + ta] !== 1) return null
  const first = tourOf(world, ta, one.sequence.with(pa, jb))
  const second = first && tourOf(world, tb, other.sequence.with(pb, ja))
  if (!first || !second || first.cost + second.cost >= one.cost + other.cost - 0.5) return null
  const next = copyState(state)
  putTour(next, ta, first)
  putTour(next, tb, second)
  return next
}
