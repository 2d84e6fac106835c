import { jobAt, never } from '../day/planning-day.ts'
import type { WalkedTour } from './walked-tour.ts'

/** Whether a tour that was timed keeps its technician's limits on driving, way, reserve and order; the walk says which not. */
export const withinLimits = (walk: WalkedTour, r: number, sequence: Int32Array): boolean => {
  const { van } = walk
  if (van.holds[r] && !keepsOrder(walk, sequence)) return false
  let drive = walk.lastLeg
  for (let i = 0; i < walk.length; i += 1) drive += walk.leg[i] as number
  if (drive > (van.maxDrive[r] as number)) return walk.refuse('drive', walk.length, drive)
  const reserve = van.reserve[r] as number
  if (reserve > 0) {
    const beyond =
      scheduledSeconds(walk, r, sequence) +
      reserve -
      (van.shiftUntil[r] as number) +
      (van.shiftFrom[r] as number)
    if (beyond > 0) return walk.refuse('reserve', walk.length, beyond)
  }
  if ((van.maxMetres[r] as number) < never && walk.sumMetres(r, sequence) > (van.maxMetres[r] as number))
    return walk.refuse('metres', walk.length, walk.metres)
  return true
}

const keepsOrder = (walk: WalkedTour, sequence: Int32Array): boolean => {
  let last = -1
  for (let i = 0; i < walk.length; i += 1) {
    const rank = walk.day.heldRank[sequence[i] as number] as number
    if (rank >= 0 && rank < last) return walk.refuse('order', i, 0)
    if (rank >= 0) last = rank
  }
  return true
}

/** What the tour would take without its rescues, driven at the mean pace of his shift; 0 with nothing but rescues. */
const scheduledSeconds = (walk: WalkedTour, r: number, sequence: Int32Array): number => {
  const { van, day } = walk
  const table = van.seconds[r] as Int32Array
  let at = van.start[r] as number
  let [busy, driven, stops] = [van.breakSeconds[r] as number, 0, 0]
  const way = (to: number): number =>
    at < 0 || to < 0 ? 0 : Math.max(0, table[at * van.size + to] as number)
  for (let i = 0; i < walk.length; i += 1) {
    const node = sequence[i] as number
    if (jobAt(day, node).tier === 0) continue
    const to = day.location[node] as number
    driven += way(to)
    busy += (walk.finish[i] as number) - (walk.begin[i] as number)
    at = to
    stops += 1
  }
  if (stops === 0) return 0
  return busy + Math.round((driven + way(van.end[r] as number)) * (van.pace[r] as number))
}
