import type { Day } from '../day/planning-day.ts'
import type { Place } from '../tours/unit-places.ts'
import { type Change, type DayChange, withChange } from './change.ts'
import { type OpenPlan, openPlan } from './open-plan.ts'

/** Where a whole unit fits, in a technician's tour or, for null, in any: a crew is his if he is one of it. Null for nowhere. */
export const placeWith = ({ day, places }: OpenPlan, unit: number, r: number | null): Place | null => {
  const { kind, nodes } = day.units[unit] as Day['units'][number]
  if (r === null) return places.best(unit)
  if (kind === 'pair') return places.pair(unit, r)
  const node = nodes[0] as number
  const added = places.single(node, r)
  if (added === Number.POSITIVE_INFINITY) return null
  if (kind === 'single')
    return { added, pin: null, puts: [{ node, technician: r, position: places.position }] }
  const place = places.crew(unit)
  return place?.puts.some((put) => put.technician === r) ? place : null
}

/** Carries a place out, asks, and takes it back; null where it cannot be carried out. */
export const inPlace = <T>(
  { tours, places }: OpenPlan,
  unit: number,
  place: Place,
  question: () => T,
): T | null => {
  tours.beginRound()
  try {
    return places.carryOut(unit, place) ? question() : null
  } finally {
    tours.rollBack()
  }
}

/** Whether a unit is planned as the plan stands: it fits, and leaving it out is dearer. */
const isPlanned = (open: OpenPlan, unit: number, r: number | null): boolean => {
  const place = placeWith(open, unit, r)
  if (!place || place.added >= (open.day.units[unit] as Day['units'][number]).penalty) return false
  return inPlace(open, unit, place, () => true) ?? false
}

/** Whether the unit is planned once the change is made, with the technician whom the change names. */
export const lets = (open: OpenPlan, unit: number, change: Change): boolean => {
  if (change.code === 'more_technicians') return letsWithMore(open, unit, change)
  const r = 'technicianId' in change ? (open.day.technicianIndex.get(change.technicianId) ?? -1) : null
  return withChange(open, unit, change as DayChange, () => isPlanned(open, unit, r))
}

/** More people make another day: the plan is opened anew with them. */
const letsWithMore = (
  { day, tours }: OpenPlan,
  unit: number,
  { technicianId, count }: Extract<Change, { code: 'more_technicians' }>,
): boolean => {
  const like = day.technicians.find((one) => one.id === technicianId)
  if (!like) return false
  const more = Array.from({ length: count }, (_, k) => ({
    ...like,
    id: `${like.id} +${k + 1}`,
    fixed: [],
    held: [],
  }))
  const problem = { ...day.problem, technicians: [...day.technicians, ...more] }
  const first = (day.units[unit] as Day['units'][number]).nodes[0] as number
  const without = (day.jobs[day.jobOf[first] as number] as Day['jobs'][number]).id
  const stops = (r: number) =>
    Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r]), (node) => ({
      jobId: (day.jobs[day.jobOf[node] as number] as Day['jobs'][number]).id,
      beginAt: tours.begin[node] as number,
      endAt: tours.end[node] as number,
    }))
  const known = { tours: day.technicians.map(({ id }, r) => ({ technicianId: id, stops: stops(r) })) }
  return isPlanned(openPlan(problem, known, { without, weights: day.weights }), unit, null)
}
