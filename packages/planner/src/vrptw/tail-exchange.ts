import type { HardTours } from './hard-tours.ts'

/**
 * 2-opt* (Potvin & Rousseau 1995) between two routes of like vans at their cuts: each keeps its head and takes the
 * other's tail, if the windows, the loads and the increase of cost allow. One of the routes may be empty: a split.
 */
export const exchangeTails = (tours: HardTours, cut1: number, cut2: number, allowed: number): boolean => {
  const { size, next, route, place, arc, leaveAt, latest, room, spans } = tours
  const { costs, durations } = tours.problem
  const tail1 = next[cut1] as number
  const tail2 = next[cut2] as number
  if ((cut1 >= size && cut2 >= size) || (tail1 >= size && tail2 >= size)) return false
  const join1 = (place[cut1] as number) * size + (place[tail2] as number)
  const join2 = (place[cut2] as number) * size + (place[tail1] as number)
  const increase =
    (costs[join1] as number) + (costs[join2] as number) - (arc[cut1] as number) - (arc[cut2] as number)
  if (increase > allowed) return false
  if ((leaveAt[cut1] as number) + (durations[join1] as number) > (latest[tail2] as number)) return false
  if ((leaveAt[cut2] as number) + (durations[join2] as number) > (latest[tail1] as number)) return false
  const r1 = route[cut1] as number
  const r2 = route[cut2] as number
  const shift = tailLoad(tours, tail2) - tailLoad(tours, tail1)
  if (shift > (room[r1] as number) || -shift > (room[r2] as number)) return false
  if (spans !== undefined && !(spans.allowsJoint(cut1, tail2) && spans.allowsJoint(cut2, tail1))) return false
  tours.touch(r1)
  tours.touch(r2)
  tours.swapTails(cut1, cut2)
  tours.cost += increase
  tours.retime(r1)
  tours.retime(r2)
  return true
}

const tailLoad = (tours: HardTours, tail: number): number => {
  const { size, next } = tours
  const { demands } = tours.problem
  let load = 0
  for (let v = tail; v < size; v = next[v] as number) load += demands[v] as number
  return load
}
