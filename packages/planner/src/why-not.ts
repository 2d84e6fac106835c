import type { Reason } from './answer.ts'
import { bestInTour } from './insertion.ts'
import { forbidding } from './rules/index.ts'
import { isMiss, type Miss, timeTour } from './schedule.ts'
import type { State } from './state.ts'
import { jobAt, technicianAt, type World } from './world.ts'

/** How near a reason is to not being one, for sorting: a few minutes are less than a missing skill. */
const distance = (reason: Reason): number => {
  if (reason.code === 'dearer') return 0
  if (reason.code === 'shift') return reason.overtimeSeconds
  if (reason.code === 'window') return reason.earliestArrival - reason.windowEnds
  const far: Partial<Record<Reason['code'], number>> = {
    tour_full: 1e5,
    stock: 2e6,
    excluded: 3e6,
    skill: 4e6,
    only: 5e6,
    unreachable: 6e6,
  }
  return far[reason.code] ?? 7e6
}

const byNearness = (a: Reason, b: Reason): number => distance(a) - distance(b)

/** Why a technician cannot take a job into his tour as it is; empty when he can. */
export const reasonsOf = (world: World, state: State, t: number, j: number): Reason[] => {
  const job = jobAt(world, j)
  const technician = technicianAt(world, t)
  const standing = forbidding(job, technician)
  if (standing.length > 0) return standing
  const tour = state.tours[t]
  if (!tour) return []
  const place = bestInTour(world, t, tour, j)
  if (place) return []
  const head = technician.fixed.length
  const reasons: Reason[] = []
  for (let position = head; position <= tour.sequence.length; position += 1) {
    const timed = timeTour(world, t, tour.sequence.toSpliced(position, 0, j))
    if (isMiss(timed))
      reasons.push(reasonOf(world, t, j, position, timed, tour.sequence.toSpliced(position, 0, j)))
  }
  return reasons.sort(byNearness).slice(0, 1)
}

const reasonOf = (
  world: World,
  t: number,
  j: number,
  position: number,
  miss: Miss,
  sequence: readonly number[],
): Reason => {
  const technician = technicianAt(world, t)
  const technicianId = technician.id
  if (miss.kind === 'shift') return { code: 'shift', technicianId, overtimeSeconds: miss.overtimeSeconds }
  if (miss.kind === 'unreachable') return { code: 'unreachable', technicianId }
  if (miss.kind === 'window' && miss.at === position) {
    return { code: 'window', technicianId, earliestArrival: miss.arrival, windowEnds: miss.windowEnds }
  }
  if (miss.kind === 'stock') {
    const [item = '', needed = 0] = Object.entries(jobAt(world, j).materials)[0] ?? []
    return { code: 'stock', technicianId, item, needed, has: 0 }
  }
  const other = sequence[miss.at]
  return {
    code: 'tour_full',
    technicianId,
    jobId: other === undefined ? '' : jobAt(world, other).id,
    byFixed: miss.at < technician.fixed.length,
  }
}

/** Why an absent job is in no tour: the nearest miss of each kind, nearest first; never empty. */
export const reasonsAgainst = (world: World, state: State, j: number): Reason[] => {
  if (world.technicians.length === 0) return [{ code: 'nobody_on_shift' }]
  const all: Reason[] = []
  for (let t = 0; t < world.technicians.length; t += 1) {
    const some = reasonsOf(world, state, t, j)
    if (some.length > 0) all.push(...some)
    else all.push({ code: 'dearer', technicianId: technicianAt(world, t).id, addedCost: 0 })
  }
  const nearest = new Map<Reason['code'], Reason>()
  for (const reason of all.sort(byNearness)) if (!nearest.has(reason.code)) nearest.set(reason.code, reason)
  return [...nearest.values()]
}
