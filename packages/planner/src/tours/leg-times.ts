import type { VanData } from '../day/van-data.ts'
import type { WalkedTour } from './walked-tour.ts'

/** Seconds of a leg from one location to another, left at an instant; −1 where no road leads. A missing place is no leg. */
export const legSeconds = (van: VanData, r: number, from: number, to: number, leaveAt: number): number => {
  const base = roadSeconds(van, r, from, to)
  return van.clock && base > 0 ? van.clock.arriveAt(leaveAt, base) - leaveAt : base
}

/** The same with roads as the matrix has them. */
const roadSeconds = (
  { seconds, size, speedFactor }: VanData,
  r: number,
  from: number,
  to: number,
): number => {
  if (from < 0 || to < 0) return 0
  const base = (seconds[r] as Int32Array)[from * size + to] as number
  if (base < 0) return -1
  const factor = speedFactor[r] as number
  return factor === 1 ? base : Math.round(base * factor)
}

/**
 * Who is free at an instant and would be at position i before he may begin there waits first: his leg is what it takes him
 * who leaves as late as can be. Writes the leg, and how early he still is, into the walk.
 */
export const leaveLate = (
  walk: WalkedTour,
  r: number,
  from: number,
  to: number,
  i: number,
  free: number,
  leg: number,
): void => {
  const { clock } = walk.van
  const begin = walk.begin[i] as number
  walk.leg[i] = leg
  walk.early[i] = 0
  if (!clock || begin <= free + leg) return
  const base = Math.max(0, roadSeconds(walk.van, r, from, to))
  const leave = clock.leaveBy(begin, base)
  const arrive = clock.arriveAt(leave, base)
  walk.leg[i] = arrive - leave
  walk.early[i] = begin - arrive
}
