import { copyState, putTour, type State, tourOf } from '../state.ts'
import { technicianAt, type World } from '../world.ts'

/** Exchanges the tails of two tours (Potvin and Rousseau 1995); the better state, or null. */
export const twoOptStar = (
  world: World,
  state: State,
  a: readonly [t: number, cut: number],
  b: readonly [t: number, cut: number],
): State | null => {
  const [ta, ca] = a
  const [tb, cb] = b
  const [one, other] = [state.tours[ta], state.tours[tb]]
  if (
    !one ||
    !other ||
    ta === tb ||
    ca < technicianAt(world, ta).fixed.length ||
    cb < technicianAt(world, tb).fixed.length
  )
    return null
  const [tailA, tailB] = [one.sequence.slice(ca), other.sequence.slice(cb)]
  if (tailA.length === 0 && tailB.length === 0) return null
  const allowed = (jobs: readonly number[], t: number) =>
    jobs.every((j) => world.may[j * world.technicians.length + t] === 1)
  if (!allowed(tailA, tb) || !allowed(tailB, ta)) return null
  const first = tourOf(world, ta, [...one.sequence.slice(0, ca), ...tailB])
  const second = first && tourOf(world, tb, [...other.sequence.slice(0, cb), ...tailA])
  if (!first || !second || first.cost + second.cost >= one.cost + other.cost - 0.5) return null
  const next = copyState(state)
  putTour(next, ta, first)
  putTour(next, tb, second)
  return next
}
