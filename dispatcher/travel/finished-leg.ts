import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '@kerbside/geo'
import type { House } from '../house.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { hasLeg, readTrack, saveLeg, type TrackPoint } from './leg-store.ts'

/** A trace is matched with so many points at the most, and none closer together than this. */
const mostPoints = 100
const leastMetres = 15
/** Less sure than this a match is not believed. */
const leastConfidence = 0.1

/**
 * Writes down a drive that is over, once: its track matched to the roads gives the mileage and what it takes on free
 * roads; where it cannot be matched, the way from its first fix stands in.
 */
export const recordLeg = async (house: House, job: JobRow): Promise<void> => {
  const { departed_at: departed, arrived_at: arrived, technician_id: technicianId } = job
  if (!departed || !arrived || !technicianId || (await hasLeg(house, job.job_id))) return
  const track = await readTrack(house, technicianId, departed, arrived)
  const [first] = track
  if (!first) return
  const trace = thinned(track)
  const match = await house.roads.match(
    trace.map(({ point, atMs }) => ({ point, at: Math.round(atMs / 1000) })),
  )
  const good = match && match.confidence >= leastConfidence && coversMost(match.metres, trace)
  const way = good ? match : await house.roads.route([first.point, job.place.point], { at: null })
  // An estimate teaches nothing of the roads.
  if (way.quality === 'estimated') return
  await saveLeg(house, job, {
    technician_id: technicianId,
    departed_at: departed,
    arrived_at: arrived,
    seconds: Math.round((arrived.getTime() - departed.getTime()) / 1000),
    free_seconds: Math.round(way.seconds),
    metres: Math.round(way.metres),
    matched: Boolean(good),
    confidence: match?.confidence ?? null,
  })
}

/** Points far enough apart, evenly left out where there are too many; first and last stay. */
const thinned = (track: readonly TrackPoint[]): TrackPoint[] => {
  const apart: TrackPoint[] = []
  for (const one of track) {
    const last = apart.at(-1)
    if (!last || distanceMetres(last.point, one.point) >= leastMetres) apart.push(one)
  }
  const step = Math.max(1, Math.ceil(apart.length / mostPoints))
  return apart.filter((_, index) => index % step === 0 || index === apart.length - 1)
}

/** Whether a match is about as long as the trace is as the crow flies from point to point. */
const coversMost = (metres: number, trace: readonly { point: LonLat }[]): boolean => {
  const straight = trace.reduce((sum, one, index) => {
    const before = trace[index - 1]
    return sum + (before ? distanceMetres(before.point, one.point) : 0)
  }, 0)
  return metres > straight * 0.7 && metres < straight * 2 + 500
}
