import type { HardTours } from './hard-tours.ts'
import type { VrptwRoute } from './vrptw-problem.ts'

/** Loads routes stop by stop at their ends, leaving absent who does not fit there. */
export const loadWarm = (tours: HardTours, routes: readonly VrptwRoute[]): void => {
  const isAbsent = new Uint8Array(tours.size)
  for (let i = 0; i < tours.absentCount; i++) isAbsent[tours.absent[i] as number] = 1
  for (const { group, customers } of routes) {
    const r = group >= 0 && group < tours.problem.vans.length ? tours.freeVan(group) : -1
    if (r < 0) continue
    for (const v of customers) {
      if (isAbsent[v] !== 1 || !fitsAtEnd(tours, v, r)) continue
      isAbsent[v] = 0
      append(tours, v, r)
    }
  }
  let kept = 0
  for (let i = 0; i < tours.absentCount; i++) {
    const v = tours.absent[i] as number
    if (isAbsent[v] === 1) tours.absent[kept++] = v
  }
  tours.absentCount = kept
}

const fitsAtEnd = (tours: HardTours, v: number, r: number): boolean => {
  const { size, vans, prev, place, leaveAt, latest, room } = tours
  const { durations, demands, windowFrom, windowUntil, service } = tours.problem
  const end = size + vans + r
  const last = prev[end] as number
  const arrival = (leaveAt[last] as number) + (durations[(place[last] as number) * size + v] as number)
  const begin = Math.max(arrival, windowFrom[v] as number)
  const back = begin + (service[v] as number) + (durations[v * size + (place[end] as number)] as number)
  return (
    tours.takes(r, v) &&
    (demands[v] as number) <= (room[r] as number) &&
    begin <= (windowUntil[v] as number) &&
    back <= (latest[end] as number) &&
    (tours.spans === undefined || tours.spans.allows(last, v, end))
  )
}

const append = (tours: HardTours, v: number, r: number): void => {
  const { size, vans, prev, place, arc } = tours
  const { costs } = tours.problem
  const end = size + vans + r
  const last = prev[end] as number
  const depot = place[end] as number
  const increase =
    (costs[(place[last] as number) * size + v] as number) +
    (costs[v * size + depot] as number) -
    (arc[last] as number)
  tours.insert(v, last, increase)
}
