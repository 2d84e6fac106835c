import { beginCost, beginFor, workSeconds } from './schedule.ts'
import { absence, putTour, type State, type TourState, tourOf } from './state.ts'
import { jobAt, roadSeconds, technicianAt, type World } from './world.ts'

/** A place for a job: technician, position in his sequence, and what it adds to the plan. */
export interface Insertion {
  technician: number
  position: number
  added: number
}

/**
 * The cheapest feasible place in one tour, or null. Whether the job fits between two stops is tested in constant time
 * against earliest and latest times (Savelsbergh 1992); what it adds is exact, walking the rest of the tour only while
 * it is delayed.
 */
export const bestInTour = (
  world: World,
  t: number,
  tour: TourState,
  j: number,
  ceiling = Number.POSITIVE_INFINITY,
): Insertion | null => {
  if (world.may[j * world.technicians.length + t] !== 1) return null
  const technician = technicianAt(world, t)
  const job = jobAt(world, j)
  const work = workSeconds(job, technician)
  const { sequence, timing, latest } = tour
  const moved = (world.before[j] ?? -1) >= 0 && world.before[j] !== t ? world.weights.movedTechnician : 0
  let best: Insertion | null = null
  let bound = ceiling
  for (let position = technician.fixed.length; position <= sequence.length; position += 1) {
    const from = position === 0 ? technician.start : jobAt(world, sequence[position - 1] ?? -1).location
    const free = position === 0 ? technician.shift.from : (timing.free[position - 1] ?? 0)
    const there = roadSeconds(world, from, job.location)
    if (there < 0) continue
    const arrive = free + there
    const begin = beginFor(job, arrive)
    // Later positions arrive later still.
    if (begin < 0) break
    const next = position < sequence.length ? jobAt(world, sequence[position] ?? -1).location : technician.end
    const onward = next === null ? 0 : roadSeconds(world, job.location, next)
    if (onward < 0) continue
    const reach = begin + work + onward
    if (reach > (latest[position] ?? Number.POSITIVE_INFINITY)) continue
    const added =
      there +
      onward -
      legBetween(world, tour, position, from, next) +
      moved +
      beginCost(world.weights, job, begin)
    if (added >= bound) continue
    const whole = added + delayCost(world, t, tour, position, reach)
    if (whole < bound && fitsStock(world, t, sequence, j)) {
      best = { technician: t, position, added: whole }
      bound = whole
    }
  }
  return best
}

const legBetween = (
  world: World,
  tour: TourState,
  position: number,
  from: number,
  next: number | null,
): number => {
  if (next === null) return 0
  // An unused technician stays at home: his first job brings the way out and the way back.
  if (tour.sequence.length === 0) return 0
  return Math.max(0, tour.timing.legs[position] ?? roadSeconds(world, from, next))
}

/** What the stops behind a position lose when he reaches the next of them at `reach`. */
const delayCost = (world: World, t: number, tour: TourState, position: number, reach: number): number => {
  const technician = technicianAt(world, t)
  const { sequence, timing } = tour
  let cost = 0
  let arrive = reach
  for (let i = position; i < sequence.length; i += 1) {
    const job = jobAt(world, sequence[i] ?? -1)
    const before = timing.arrive[i] ?? 0
    if (arrive <= before) return cost
    const begin = beginFor(job, arrive)
    cost += beginCost(world.weights, job, begin) - beginCost(world.weights, job, timing.begin[i] ?? 0)
    const free = begin + workSeconds(job, technician)
    if (free <= (timing.free[i] ?? 0)) return cost
    arrive = free + (timing.legs[i + 1] ?? 0)
  }
  const was = sequence.length === 0 ? 0 : Math.max(0, timing.endAt - technician.shift.until)
  return cost + (Math.max(0, arrive - technician.shift.until) - was) * world.weights.overtimePerSecond
}

const fitsStock = (world: World, t: number, sequence: readonly number[], j: number): boolean => {
  const { stock } = technicianAt(world, t)
  for (const [item, needed] of Object.entries(jobAt(world, j).materials)) {
    let used = needed
    for (const other of sequence) used += jobAt(world, other).materials[item] ?? 0
    if (used > (stock[item] ?? 0)) return false
  }
  return true
}

/** The cheapest place for a job among all tours that beats leaving it out, or null. */
export const bestInsertion = (world: World, state: State, j: number): Insertion | null => {
  let best: Insertion | null = null
  for (let t = 0; t < state.tours.length; t += 1) {
    const tour = state.tours[t]
    if (!tour) continue
    const found = bestInTour(world, t, tour, j, best?.added ?? absence(world, j))
    if (found) best = found
  }
  return best
}

/** Carries an insertion out. */
export const insert = (world: World, state: State, j: number, at: Insertion): void => {
  const tour = state.tours[at.technician]
  if (!tour) throw new RangeError(`there is no tour ${at.technician}`)
  const next = tourOf(world, at.technician, tour.sequence.toSpliced(at.position, 0, j))
  if (!next) throw new Error('an insertion that was tested could not be carried out')
  putTour(state, at.technician, next)
  if (state.absent.delete(j)) state.cost -= absence(world, j)
}

/** Takes jobs out of their tours; the fixed head stays. */
export const remove = (world: World, state: State, t: number, jobs: ReadonlySet<number>): void => {
  const tour = state.tours[t]
  if (!tour) return
  const head = technicianAt(world, t).fixed.length
  const out = tour.sequence.filter((job, index) => index >= head && jobs.has(job))
  if (out.length === 0) return
  const next = tourOf(
    world,
    t,
    tour.sequence.filter((job) => !out.includes(job)),
  )
  // Leaving out a stop may lengthen a drive where roads are no metric; then it stays.
  if (!next) return
  putTour(state, t, next)
  for (const job of out) {
    state.absent.add(job)
    state.cost += absence(world, job)
  }
}
