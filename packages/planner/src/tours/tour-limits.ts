import { jobAt, never } from '../day/planning-day.ts'
import type { TourWalk } from './tour-walk.ts'

/** Whether a tour that was timed keeps its technician's limits on driving, way, reserve and order; the walk says which not. */
export const withinLimits = (walk: TourWalk, r: number, sequence: Int32Array): boolean => {
  const { van, day } = walk
  if (van.holds[r] && !keepsOrder(walk, sequence)) return false
  let drive = walk.lastLeg
  let work = 0
  for (let i = 0; i < walk.length; i += 1) {
    drive += walk.leg[i] as number
    if (jobAt(day, sequence[i] as number).tier > 0)
      work += (walk.finish[i] as number) - (walk.begin[i] as number)
  }
  if (drive > (van.maxDrive[r] as number)) return walk.refuse('drive', walk.length, drive)
  const reserve = van.reserve[r] as number
  const busy = drive + work + (van.breakSeconds[r] as number)
  const most = (van.shiftUntil[r] as number) - (van.shiftFrom[r] as number) - reserve
  const lastTier = jobAt(day, sequence[walk.length - 1] as number).tier
  if (reserve > 0 && busy > most && lastTier > 0) return walk.refuse('reserve', walk.length, busy - most)
  if ((van.maxMetres[r] as number) < never && walk.sumMetres(r, sequence) > (van.maxMetres[r] as number))
    return walk.refuse('metres', walk.length, walk.metres)
  return true
}

const keepsOrder = (walk: TourWalk, sequence: Int32Array): boolean => {
  let last = -1
  for (let i = 0; i < walk.length; i += 1) {
    const rank = walk.day.heldRank[sequence[i] as number] as number
    if (rank >= 0 && rank < last) return walk.refuse('order', i, 0)
    if (rank >= 0) last = rank
  }
  return true
}
