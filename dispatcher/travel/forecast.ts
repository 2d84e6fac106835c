import { type Eta, etaAfter, type Fix, type LonLat, type TechnicianState, toMs } from '@kerbside/domain'
import { exceptionRules, followNear, lineLength, metresAlong, type Near } from '@kerbside/geo'
import type { House } from '../house.ts'
import type { ApproachRow } from '../outside/postgres/road-tables.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { type ApproachChange, findApproach, findEta, saveApproach, saveEta } from './approach-store.ts'

/** A forecast that moved less than this is not told to those who do not look at the map. */
const toldMs = 60_000
/** Forecasts are written this often at the most: Kerbside's time, but never more than once a second of the wall. */
const freshMs = 5_000
/** Further off the line than a wide road is, the way is asked for anew … */
const strayedMetres = 80
/** … as it is after so long, for the hour's traffic changes. */
const wayAgesMs = 600_000

/** A job's way from the latest position on: what is left of it, and whether it had to be asked for anew. */
interface Rest {
  seconds: number
  line: LonLat[]
  quality: Eta['quality']
  change: ApproachChange
}

/**
 * Shows a technician's newest fix to those who may see it and, while he drives to a job, forecasts his arrival along
 * the rest of his way, notices that he strays from it, and that he seems to be there.
 */
export const forecast = async (house: House, technicianId: string, fix: Fix): Promise<void> => {
  const job = await jobInHand(house, technicianId)
  house.positions.put(technicianId, stateOf(job), fix)
  if (job?.status !== 'en_route') return
  const [found, standing] = await Promise.all([findApproach(house, job.job_id), findEta(house, job.job_id)])
  // Somebody else's way to it, before it was given on, is not his.
  const known = found?.technician_id === technicianId ? found : undefined
  const begins = found && !known ? noWayYet : {}
  const rest = await restOf(house, job, known, fix)
  const near = followNear(nearOf(known), fix, job.place.point)
  const change = { ...begins, ...rest.change, ...strayed(known, fix), ...nearChange(known, near) }
  if (Object.keys(change).length > 0) await saveApproach(house, job, change)
  const { eta, told } = nextEta(house, job, standing, rest)
  const arrived = 'arrived_at' in change && change.arrived_at !== known?.arrived_at
  if (eta !== standing || arrived) await saveEta(house, job.job_id, eta, told || arrived)
  house.positions.approach({
    jobId: job.job_id,
    fix,
    eta,
    line: 'line' in rest.change ? rest.line : null,
  })
}

const noWayYet: ApproachChange = { off_since: null, near_since: null, near_fixes: 0, arrived_at: null }

const jobInHand = (house: House, technicianId: string): Promise<JobRow | undefined> =>
  house.db
    .selectFrom('jobs')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('technician_id', '=', technicianId)
    .where('status', 'in', ['en_route', 'on_site', 'working'])
    .executeTakeFirst()

const stateOf = (job: JobRow | undefined): TechnicianState => {
  if (job?.status === 'en_route') return 'driving'
  if (job?.status === 'on_site') return 'on_site'
  return job ? 'working' : 'free'
}

/** What is left of the way he is on; when he has left it, or it is old, a new one from where he is. */
const restOf = async (house: House, job: JobRow, known: ApproachRow | undefined, fix: Fix): Promise<Rest> => {
  const nowMs = house.clock.now()
  if (known?.line && known.seconds !== null && known.made_at && nowMs - known.made_at.getTime() < wayAgesMs) {
    const { metres, off } = metresAlong(known.line, fix.point)
    if (off <= strayedMetres + fix.accuracy) {
      const share = 1 - metres / Math.max(1, lineLength(known.line))
      const seconds = Math.round(known.seconds * Math.max(0, share))
      return { seconds, line: known.line, quality: known.quality ?? 'estimated', change: {} }
    }
  }
  const { line, seconds, metres, quality } = await house.roads.route([fix.point, job.place.point], {
    at: Math.round(nowMs / 1000),
    zoneId: job.zone_id,
  })
  const change = { line, seconds, metres, quality, made_at: new Date(nowMs) }
  return { seconds, line, quality, change: known?.guide ? change : { ...change, guide: line } }
}

/** Since when he is off the way he set out on. */
const strayed = (known: ApproachRow | undefined, fix: Fix): ApproachChange => {
  if (!known?.guide) return {}
  const off = metresAlong(known.guide, fix.point).off - fix.accuracy > exceptionRules.offRouteMetres
  if (off === (known.off_since !== null)) return {}
  return { off_since: off ? new Date(fix.at) : null }
}

const nearOf = (known: ApproachRow | undefined): Near | null =>
  known?.near_since
    ? {
        sinceMs: known.near_since.getTime(),
        fixes: known.near_fixes,
        arrivedMs: known.arrived_at?.getTime() ?? null,
      }
    : null

const nearChange = (known: ApproachRow | undefined, near: Near | null): ApproachChange => {
  if (near === null) {
    return known?.near_since ? { near_since: null, near_fixes: 0, arrived_at: null } : {}
  }
  // Once he seems to be there, further fixes say nothing new.
  if (known?.arrived_at && near.arrivedMs !== null) return {}
  return {
    near_since: new Date(near.sinceMs),
    near_fixes: near.fixes,
    arrived_at: near.arrivedMs === null ? null : new Date(near.arrivedMs),
  }
}

/** The forecast as it stands while it is fresh, else a new one; whether it moved enough to be told. */
const nextEta = (
  house: House,
  job: JobRow,
  standing: Eta | null,
  rest: Rest,
): { eta: Eta; told: boolean } => {
  const nowMs = house.clock.now()
  const young = Math.max(freshMs, house.clock.speed * 1000)
  if (standing && nowMs - toMs(standing.madeAt) < young && !('line' in rest.change))
    return { eta: standing, told: false }
  const eta = etaAfter(nowMs, rest.seconds, house.lessons.sigmaAt(job.zone_id, rest.quality), rest.quality)
  return { eta, told: !standing || Math.abs(toMs(eta.at) - toMs(standing.at)) > toldMs }
}
