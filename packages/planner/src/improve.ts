import { fill } from './construct.ts'
import { bestInsertion, insert, remove } from './insertion.ts'
import { relocate } from './moves/relocate.ts'
import { swap } from './moves/swap.ts'
import { twoOpt } from './moves/two-opt.ts'
import { twoOptStar } from './moves/two-opt-star.ts'
import { below, type Random } from './random.ts'
import { copyState, type State } from './state.ts'
import type { World } from './world.ts'

export interface Search {
  random: Random
  stop: () => boolean
  onBetter: (state: State) => void
}

/** Where each job stands: technician and position, −1 for absent ones. */
const whereabouts = (world: World, state: State): { technician: Int32Array; position: Int32Array } => {
  const technician = new Int32Array(world.jobs.length).fill(-1)
  const position = new Int32Array(world.jobs.length).fill(-1)
  state.tours.forEach((tour, t) => {
    tour.sequence.forEach((j, p) => {
      technician[j] = t
      position[j] = p
    })
  })
  return { technician, position }
}

/** Goes downhill from the given jobs: relocate, swap, 2-opt and 2-opt* with near jobs, first better move taken. */
export const descend = (world: World, begin: State, jobs: Iterable<number>, stop: () => boolean): State => {
  let state = begin
  const queue = [...jobs]
  const queued = new Set(queue)
  while (queue.length > 0 && !stop()) {
    const j = queue.shift() ?? -1
    queued.delete(j)
    const better = improveAt(world, state, j)
    if (!better) continue
    const changed = better.tours.flatMap((tour, t) => (tour === state.tours[t] ? [] : tour.sequence))
    state = better
    for (const other of changed) {
      if (queued.has(other)) continue
      queued.add(other)
      queue.push(other)
    }
  }
  return state
}

const improveAt = (world: World, state: State, j: number): State | null => {
  if (state.absent.has(j)) {
    const place = bestInsertion(world, state, j)
    if (!place) return null
    const next = copyState(state)
    insert(world, next, j, place)
    return next
  }
  const at = whereabouts(world, state)
  const [t, p] = [at.technician[j] ?? -1, at.position[j] ?? -1]
  if (t < 0) return null
  const moved = relocate(world, state, t, p)
  if (moved) return moved
  for (const other of world.near[j] ?? []) {
    const [to, po] = [at.technician[other] ?? -1, at.position[other] ?? -1]
    if (to < 0) continue
    const better =
      to === t
        ? twoOpt(world, state, t, Math.min(p, po), Math.max(p, po))
        : (swap(world, state, [t, p], [to, po]) ??
          twoOptStar(world, state, [t, p + 1], [to, po]) ??
          twoOptStar(world, state, [t, p], [to, po + 1]))
    if (better) return better
  }
  return null
}

const mostRuined = 12
const recentTemperature = 0.02

/**
 * Shakes and mends until stopped: a neighbourhood of jobs is taken out, put back in a random order and the touched
 * tours go downhill again (ruin and recreate, Schrimpf et al. 2000); a slightly worse plan is kept now and then.
 */
export const improve = (world: World, begin: State, search: Search): State => {
  const { random, stop } = search
  let current = descend(world, begin, world.jobs.keys(), stop)
  let best = current
  if (best.cost < begin.cost) search.onBetter(best)
  if (world.jobs.length === 0) return best
  while (!stop()) {
    const trial = copyState(current)
    const touched = ruin(world, trial, random)
    fill(world, trial, shuffled([...trial.absent], random))
    const next = descend(world, trial, touched, stop)
    const limit = current.cost - Math.log(1 - random()) * recentTemperature * meanDrive(current)
    if (next.cost < limit) current = next
    if (next.cost < best.cost - 0.5) {
      best = next
      search.onBetter(best)
    }
  }
  return best
}

const ruin = (world: World, state: State, random: Random): number[] => {
  const seed = below(random, world.jobs.length)
  const near = world.near[seed] ?? new Int32Array()
  const count = 1 + below(random, Math.min(mostRuined, near.length + 1))
  const out = new Set([seed, ...near.slice(0, count - 1)])
  for (let t = 0; t < state.tours.length; t += 1) {
    if (state.tours[t]?.sequence.some((j) => out.has(j))) remove(world, state, t, out)
  }
  return [...out]
}

const shuffled = (items: number[], random: Random): number[] => {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const k = below(random, i + 1)
    const [a, b] = [items[i], items[k]]
    if (a === undefined || b === undefined) continue
    items[i] = b
    items[k] = a
  }
  return items
}

const meanDrive = (state: State): number => {
  const used = state.tours.filter((tour) => tour.sequence.length > 0)
  const stops = used.reduce((sum, tour) => sum + tour.sequence.length, 0)
  const drive = used.reduce((sum, tour) => sum + tour.timing.legs.reduce((all, leg) => all + leg, 0), 0)
  return drive / Math.max(1, stops)
}
