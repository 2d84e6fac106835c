import { type Day, jobAt } from '../day/planning-day.ts'
import type { LiveTours } from '../tours/live-tours.ts'
import type { Place } from '../tours/unit-places.ts'
import type { OpenPlan } from './open-plan.ts'
import { inPlace } from './try-change.ts'

/** What goes with a job because it is planned whole or not at all: the other job of its pair, or the others of its crew. */
export interface Companion {
  jobId: string
  technicianId: string
  /** Before which of his stops as they are now. */
  position: number
  beginAt: number
}

/** A node put into a tour in thought: before which of his present stops, the leg to it (s, m), when work on it begins. */
export interface TriedStop {
  node: number
  position: number
  driveSeconds: number
  metres: number
  beginAt: number
}

/** What a place changes on one of its tours: the stops it brings, and what the way grows by (s, m). */
export interface TourChange {
  technician: number
  stops: readonly TriedStop[]
  addedDriveSeconds: number
  addedMetres: number
  /** Promises of his other stops that hold now and would not. */
  brokenPromises: number
}

/** A place of a whole unit that one technician takes part in, and what it changes on each tour; cost in the weights' units. */
export interface UnitOffer {
  technician: number
  addedCost: number
  changes: readonly TourChange[]
}

/** The unit of a job. Throws for a job that the plan does not know. */
export const unitOf = ({ day }: OpenPlan, jobId: string): number => {
  const node = day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  return day.unitOf[node] as number
}

/**
 * What it would mean to give a technician a unit at its cheapest: both jobs of a pair on his tour, a crew that he is one of.
 * Null where the whole of it does not fit, or costs no less than the ceiling.
 */
export const offerOf = (
  open: OpenPlan,
  unit: number,
  technician: number,
  ceiling = Number.POSITIVE_INFINITY,
): UnitOffer | null => {
  const { kind } = open.day.units[unit] as Day['units'][number]
  // What stands in a tour all the same is fixed or held there: the rest of its unit goes nowhere else.
  if (kind !== 'single' && !open.tours.absent.has(unit)) return null
  const place = open.places.with(unit, technician, ceiling)
  if (!place) return null
  // What hangs together may fit into each of a crew's tours and not into all of them.
  if (kind === 'crew' && !inPlace(open, unit, place, () => true)) return null
  return { technician, addedCost: place.added, changes: changesBy(open, place) }
}

/** The cheapest offer for a unit that breaks no promise and is cheaper than leaving it out; null where there is none. */
export const cheapestKeeping = (open: OpenPlan, unit: number): UnitOffer | null => {
  let best: UnitOffer | null = null
  for (let r = 0; r < open.day.technicians.length; r += 1) {
    const offer = offerOf(open, unit, r, best?.addedCost ?? open.day.units[unit]?.penalty)
    if (offer && brokenBy(offer) === 0) best = offer
  }
  return best
}

export const brokenBy = ({ changes }: UnitOffer): number =>
  changes.reduce((sum, one) => sum + one.brokenPromises, 0)

/** The stop of a job on its technician's tour. Throws if the offer is for another job's unit. */
export const ownStop = ({ day }: OpenPlan, { technician, changes }: UnitOffer, jobId: string): TriedStop => {
  const his = changes.find((one) => one.technician === technician)
  const stop = his?.stops.find(({ node }) => jobAt(day, node).id === jobId)
  if (!stop) throw new RangeError(`the offer is not for job ${jobId}`)
  return stop
}

/** Where the rest of a job's unit goes; empty for a single job. */
export const companionsOf = (open: OpenPlan, offer: UnitOffer, jobId: string): Companion[] => {
  const own = ownStop(open, offer, jobId)
  return offer.changes.flatMap(({ technician, stops }) =>
    stops
      .filter((stop) => stop !== own)
      .map(({ node, position, beginAt }) => ({
        jobId: jobAt(open.day, node).id,
        technicianId: open.day.technicians[technician]?.id ?? '',
        position,
        beginAt,
      })),
  )
}

/** What a place changes, tour by tour; the begin of a crew is agreed on for as long as that is asked. */
const changesBy = ({ day, tours }: OpenPlan, { puts, pin }: Place): TourChange[] => {
  for (const { node } of puts) tours.pin[node] = pin ?? -1
  const changes = [...new Set(puts.map((put) => put.technician))].map((r) => {
    const his = puts.filter((put) => put.technician === r)
    return changeOf(day, tours, r, his)
  })
  for (const { node } of puts) tours.pin[node] = -1
  return changes
}

/** Walks a tour as it is and then with what is put into it. */
const changeOf = (day: Day, tours: LiveTours, r: number, puts: Place['puts']): TourChange => {
  const present = (tours.sequence[r] as Int32Array).slice(0, tours.length[r])
  const before = walked(tours, r, present, 0)
  const nodes = puts.reduce((stops, { node, position }) => stops.toSpliced(position, 0, node), [...present])
  // What stands before the first of them stays as it was.
  const keep = present.length > 0 ? Math.min(...puts.map((put) => put.position)) : 0
  const after = walked(tours, r, Int32Array.from(nodes), keep)
  return {
    technician: r,
    stops: puts.map(({ node, position }, k) => ({
      node,
      position: position - k,
      driveSeconds: after.legs[position] as number,
      metres: metresTo(day, tours, r, after.nodes, position),
      beginAt: after.begins[position] as number,
    })),
    addedDriveSeconds: after.driveSeconds - before.driveSeconds,
    addedMetres: after.metres - before.metres,
    brokenPromises: newlyLate(day, before, after),
  }
}

/** A tour as it was walked: begins and legs by position, sums in seconds and metres. */
interface Walked {
  nodes: Int32Array
  begins: Float64Array
  legs: Float64Array
  driveSeconds: number
  metres: number
}

const walked = ({ walk }: LiveTours, r: number, nodes: Int32Array, keep: number): Walked => {
  walk.walk(r, nodes, nodes.length, keep)
  return {
    nodes,
    begins: walk.begin.slice(0, nodes.length),
    legs: walk.leg.slice(0, nodes.length),
    driveSeconds: walk.drive,
    // Who has no stop goes nowhere.
    metres: nodes.length > 0 ? walk.sumMetres(r, nodes) : 0,
  }
}

/** How many promises of the tour before hold there and do not after, where the same stops come in the same order. */
const newlyLate = (day: Day, before: Walked, after: Walked): number => {
  let [at, broken] = [0, 0]
  for (const [i, node] of before.nodes.entries()) {
    while (after.nodes[at] !== node) at += 1
    const { promise } = jobAt(day, node)
    const held = promise !== null && (before.begins[i] as number) <= promise.until
    if (held && (after.begins[at] as number) > promise.until) broken += 1
    at += 1
  }
  return broken
}

/** The metres of the leg to a position; 0 for the first stop of who starts there. */
const metresTo = (
  { location, problem }: Day,
  { walk }: LiveTours,
  r: number,
  nodes: Int32Array,
  position: number,
): number => {
  const from =
    position === 0 ? (walk.van.start[r] as number) : (location[nodes[position - 1] as number] as number)
  const to = location[nodes[position] as number] as number
  return from < 0 ? 0 : (walk.van.metres[r]?.[from * problem.matrix.size + to] ?? 0)
}
