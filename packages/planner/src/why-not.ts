import type { Reason } from './answer.ts'
import { type Day, jobAt, technicianAt } from './day/planning-day.ts'
import { forbidding } from './rules/index.ts'
import type { TourWalk } from './tours/tour-walk.ts'
import type { UnitPlaces } from './tours/unit-places.ts'
import type { MissKind } from './tours/walked-tour.ts'

/** How near a reason is to not being one, for sorting: a few minutes are less than a missing skill. */
const distance = (reason: Reason): number => {
  if (reason.code === 'dearer') return 0
  if (reason.code === 'shift') return reason.overtimeSeconds
  if (reason.code === 'window') return reason.earliestArrival - reason.windowEnds
  if (reason.code === 'reserve') return reason.beyondSeconds
  if (reason.code === 'max_drive') return reason.driveSeconds - reason.most
  const far: Partial<Record<Reason['code'], number>> = {
    tour_full: 1e5,
    max_jobs: 2e5,
    max_distance: 3e5,
    break: 4e5,
    apart: 5e5,
    order: 6e5,
    crew: 7e5,
    stock: 2e6,
    excluded: 3e6,
    level: 3.5e6,
    skill: 4e6,
    not_allowed: 4.5e6,
    only: 5e6,
    unreachable: 6e6,
  }
  return far[reason.code] ?? 7e6
}

const byNearness = (a: Reason, b: Reason): number => distance(a) - distance(b)

/** Why a technician cannot take a node into his tour as it is; empty when he can. */
export const reasonsOf = (places: UnitPlaces, r: number, node: number): Reason[] => {
  const { tours } = places
  const { day } = tours
  const technician = technicianAt(day, r)
  const standing = forbidding(jobAt(day, node), technician)
  if (standing.length > 0) return standing
  const bound = day.boundTo[node] as number
  if (bound >= 0 && bound !== r) return [{ code: 'only', technicianId: technicianAt(day, bound).id }]
  const foe = (day.apart[node] as readonly number[]).find((other) => tours.tour[other] === r)
  if (foe !== undefined) return [{ code: 'apart', technicianId: technician.id, jobId: jobAt(day, foe).id }]
  const miss = nearestMiss(places, r, node)
  return miss ? [miss] : []
}

/** What keeps a node out of a tour at the position that misses least; null as soon as one position misses nothing. */
const nearestMiss = ({ tours }: UnitPlaces, r: number, node: number): Reason | null => {
  const { day, walk } = tours
  const length = tours.length[r] as number
  const head = day.heads[r]?.length ?? 0
  const present = (tours.sequence[r] as Int32Array).subarray(0, length)
  const sequence = new Int32Array(length + 1)
  sequence.set(present.subarray(0, head))
  sequence.set(present.subarray(head), head + 1)
  let nearest: Reason | null = null
  let least = Number.POSITIVE_INFINITY
  for (let position = head; position <= length; position += 1) {
    sequence[position] = node
    // What stands before the last place is as it was on the walk before.
    const keep = position === head ? 0 : position - 1
    if (walk.walk(r, sequence, length + 1, keep) < Number.POSITIVE_INFINITY) return null
    const reason = reasonOf(day, r, sequence, position, walk)
    if (distance(reason) < least) {
      nearest = reason
      least = distance(reason)
    }
    sequence[position] = sequence[position + 1] ?? node
  }
  return nearest
}

type Teller = (it: { day: Day; technicianId: string; r: number; node: number; walk: TourWalk }) => Reason

const tellers: Record<Exclude<MissKind, 'window'>, Teller> = {
  road: ({ technicianId }) => ({ code: 'unreachable', technicianId }),
  shift: ({ technicianId, walk }) => ({ code: 'shift', technicianId, overtimeSeconds: walk.missValue }),
  break: ({ technicianId }) => ({ code: 'break', technicianId }),
  jobs: ({ technicianId, walk, r }) => ({
    code: 'max_jobs',
    technicianId,
    most: walk.van.maxJobs[r] as number,
  }),
  drive: ({ technicianId, walk, r }) => ({
    code: 'max_drive',
    technicianId,
    driveSeconds: walk.missValue,
    most: walk.van.maxDrive[r] as number,
  }),
  metres: ({ technicianId, walk, r }) => ({
    code: 'max_distance',
    technicianId,
    metres: walk.missValue,
    most: walk.van.maxMetres[r] as number,
  }),
  reserve: ({ technicianId, walk }) => ({ code: 'reserve', technicianId, beyondSeconds: walk.missValue }),
  order: ({ technicianId, day, node }) => {
    const other = day.comesAfter[node]?.[0]?.other
    return { code: 'order', technicianId, jobId: other === undefined ? null : jobAt(day, other).id }
  },
  stock: ({ technicianId, day, walk, r, node }) => {
    const d = walk.loads.missDimension
    const item = day.dimensions[d] ?? ''
    const size = day.dimensions.length
    const cell = node * size + d
    const needed = (day.takes[cell] ?? 0) || (day.collects[cell] ?? 0) || Math.abs(day.carries[cell] ?? 0)
    const has = Math.max(0, (day.capacity[r * size + d] ?? 0) - usedOf(walk, day, r, d))
    return { code: 'stock', technicianId, item, needed, has }
  },
}

const usedOf = (walk: TourWalk, day: Day, r: number, d: number): number => {
  let used = 0
  for (let node = 0; node < day.nodes; node += 1)
    if (walk.elsewhere.tour[node] === r) used += day.takes[node * day.dimensions.length + d] ?? 0
  return used
}

const reasonOf = (day: Day, r: number, sequence: Int32Array, position: number, walk: TourWalk): Reason => {
  const technicianId = technicianAt(day, r).id
  const node = sequence[position] as number
  const kind = walk.miss ?? 'road'
  if (kind !== 'window') return tellers[kind]({ day, technicianId, r, node, walk })
  if (walk.missAt === position) {
    const windowEnds = jobAt(day, node).windows.at(-1)?.until ?? 0
    return { code: 'window', technicianId, earliestArrival: walk.missValue, windowEnds }
  }
  const other = sequence[walk.missAt]
  return {
    code: 'tour_full',
    technicianId,
    jobId: other === undefined ? '' : jobAt(day, other).id,
    byFixed: walk.missAt < (day.heads[r]?.length ?? 0),
  }
}

/** Technicians by index, those first who may have the node; not more than `most`. */
const lookedAt = (day: Day, node: number, most: number): number[] => {
  const m = day.technicians.length
  const all = [...Array(m).keys()]
  if (m <= most) return all
  return all
    .sort((a, b) => (day.may[node * m + b] as number) - (day.may[node * m + a] as number))
    .slice(0, most)
}

/**
 * Why an absent unit is in no tour: the nearest miss of each kind, nearest first; never empty. With `most`, of so many
 * technicians: where thousands are left out, nobody reads more.
 */
export const reasonsAgainst = (
  places: UnitPlaces,
  unit: number,
  most = Number.POSITIVE_INFINITY,
): Reason[] => {
  const { day } = places.tours
  const { kind, nodes, penalty } = day.units[unit] as Day['units'][number]
  if (day.technicians.length === 0) return [{ code: 'nobody_on_shift' }]
  const all = lookedAt(day, nodes[0] as number, most).flatMap((r): Reason[] => {
    const technician = technicianAt(day, r)
    const some = kind === 'pair' ? pairReasons(places, r, nodes) : reasonsOf(places, r, nodes[0] as number)
    if (some.length > 0) return some
    return kind === 'single' ? [{ code: 'dearer', technicianId: technician.id, addedCost: penalty }] : []
  })
  if (kind === 'crew')
    all.push({ code: 'crew', needed: nodes.length, able: ableFor(places, nodes[0] as number) })
  if (all.length === 0)
    all.push({ code: 'dearer', technicianId: technicianAt(day, 0).id, addedCost: penalty })
  const nearest = new Map<Reason['code'], Reason>()
  for (const reason of all.sort(byNearness)) if (!nearest.has(reason.code)) nearest.set(reason.code, reason)
  return [...nearest.values()]
}

/** Why a technician cannot take a whole unit, or be one of its crew, as the tours are; never empty. */
export const reasonsOfUnit = (places: UnitPlaces, r: number, unit: number): Reason[] => {
  const { day } = places.tours
  const { kind, nodes, penalty } = day.units[unit] as Day['units'][number]
  const node = nodes[0] as number
  const some = kind === 'pair' ? pairReasons(places, r, nodes) : reasonsOf(places, r, node)
  if (some.length > 0) return some
  return kind === 'crew'
    ? [{ code: 'crew', needed: nodes.length, able: ableFor(places, node) }]
    : [{ code: 'dearer', technicianId: technicianAt(day, r).id, addedCost: penalty }]
}

/** Why a pair does not fit: its pick-up's reasons, else what the drop misses behind it at the end of the tour. */
const pairReasons = (
  places: UnitPlaces,
  r: number,
  [pickup = -1, drop = -1]: readonly number[],
): Reason[] => {
  const { tours } = places
  const { day, walk } = tours
  const reasons = reasonsOf(places, r, pickup)
  if (reasons.length > 0) return reasons
  const standing = forbidding(jobAt(day, drop), technicianAt(day, r))
  if (standing.length > 0 || places.pair(day.unitOf[pickup] as number, r)) return standing
  const present = Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r]))
  const sequence = Int32Array.from([...present, pickup, drop])
  walk.walk(r, sequence, sequence.length)
  return [reasonOf(day, r, sequence, sequence.length - 1, walk)]
}

const ableFor = (places: UnitPlaces, node: number): number =>
  places.tours.day.technicians.filter((_, r) => places.single(node, r) < Number.POSITIVE_INFINITY).length
