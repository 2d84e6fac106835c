import { type Day, jobAt, technicianAt } from '../day/planning-day.ts'
import type { OpenPlan } from './open-plan.ts'
import { candidatesIn } from './rank.ts'
import { type Companion, unitOf } from './unit-offer.ts'

/** A place for one job in a live plan. */
export interface Insertion {
  technicianId: string
  /** Before which of his stops. */
  position: number
  arriveAt: number
  beginAt: number
  driveSeconds: number
  /** What the plan's cost grows by, the rest of the job's unit and what is displaced included. */
  addedCost: number
  lateSeconds: number
  brokenPromises: number
  /** Jobs that lose their place on this tour, to be planned anew. */
  displaced: readonly string[]
  /** Where the other job of its pair goes, or with whom he makes a crew; empty for a job by itself. */
  together: readonly Companion[]
}

/**
 * The best places for one job in a live plan, with all that is planned together with it, cheapest first: of each
 * technician the best gap and, with `preempt`, as his next stop with whatever then does not fit any more taken off his tour,
 * each priced at its best other place or at being left out, where that may be cheaper.
 */
export const insert = (open: OpenPlan, jobId: string, { preempt }: { preempt: boolean }): Insertion[] => {
  const gaps = candidatesIn(open, jobId).map(({ metres, detourSeconds, why, ...place }): Insertion => {
    return { ...place, displaced: [] }
  })
  const next = preempt ? worthwhile(open, jobId, gaps[0]?.addedCost ?? Number.POSITIVE_INFINITY) : []
  return [...gaps, ...next].sort((a, b) => a.addedCost - b.addedCost || a.arriveAt - b.arriveAt)
}

/**
 * Pre-emptions that may beat the best gap, and each other. What is displaced costs something wherever it goes, so that a
 * tour which is too dear without it need not be looked into.
 */
const worthwhile = (open: OpenPlan, jobId: string, gap: number): Insertion[] => {
  const found = open.day.technicians.flatMap((_, r) => asNextStop(open, jobId, r) ?? [])
  found.sort((a, b) => a.insertion.addedCost - b.insertion.addedCost)
  const priced: Insertion[] = []
  let best = gap
  for (const { insertion, victims, r } of found) {
    if (insertion.addedCost >= best) break
    const elsewhere = victims.reduce((sum, victim) => sum + priceElsewhere(open, victim, r), 0)
    priced.push({ ...insertion, addedCost: insertion.addedCost + elsewhere })
    best = Math.min(best, insertion.addedCost + elsewhere)
  }
  return priced
}

/** A pre-emption before what it displaces is priced. */
interface NextStop {
  insertion: Insertion
  victims: readonly number[]
  r: number
}

/** A job as somebody's next stop, the other of its pair right with it; a crew is not asked, for it would need several. */
const asNextStop = (open: OpenPlan, jobId: string, r: number): NextStop | null => {
  const { day, tours, places } = open
  const unit = unitOf(open, jobId)
  const { kind, nodes } = day.units[unit] as Day['units'][number]
  if (kind === 'crew' || !nodes.every((node) => places.isOpen(node, r))) return null
  if (kind === 'pair' && !tours.absent.has(unit)) return null
  const made = makeRoom(open, r, nodes)
  if (!made || made.victims.length === 0) return null
  const { walk } = tours
  const head = day.heads[r]?.length ?? 0
  const own = day.jobIndex.get(jobId) as number
  const at = head + nodes.indexOf(own)
  const beginAt = walk.begin[at] as number
  const { promise } = jobAt(day, own)
  const technicianId = technicianAt(day, r).id
  const insertion: Insertion = {
    technicianId,
    position: head,
    arriveAt: beginAt,
    beginAt,
    driveSeconds: walk.leg[at] as number,
    addedCost: made.cost - (tours.cost[r] as number),
    lateSeconds: promise ? Math.max(0, beginAt - promise.until) : 0,
    brokenPromises: made.victims.filter((victim) => jobAt(day, victim).promise !== null).length,
    displaced: made.victims.map((victim) => jobAt(day, victim).id),
    together: nodes
      .map((node, k) => ({
        jobId: jobAt(day, node).id,
        technicianId,
        position: head,
        beginAt: walk.begin[head + k] as number,
      }))
      .filter((one) => one.jobId !== jobId),
  }
  return { insertion, victims: made.victims, r }
}

/**
 * Puts nodes right behind what is fixed and takes off the tour, stop by stop, what then breaks it; the walk is left standing.
 * Null where that cannot be.
 */
const makeRoom = (
  { day, tours }: OpenPlan,
  r: number,
  put: readonly number[],
): { cost: number; victims: number[] } | null => {
  const { walk } = tours
  const head = day.heads[r]?.length ?? 0
  const nodes = Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r])).toSpliced(
    head,
    0,
    ...put,
  )
  const victims: number[] = []
  let cost = walk.walk(r, Int32Array.from(nodes), nodes.length)
  while (cost === Number.POSITIVE_INFINITY) {
    const at = Math.min(walk.missAt, nodes.length - 1)
    const victim = nodes[at] as number
    const unit = day.unitOf[victim] as number
    // Neither what he does now, nor the emergency itself, nor what hangs together with other stops gives way.
    if (at < head + put.length || day.units[unit]?.kind !== 'single' || !tours.isMovable(unit)) return null
    victims.push(victim)
    nodes.splice(at, 1)
    // Nothing before him has changed.
    cost = walk.walk(r, Int32Array.from(nodes), nodes.length, at)
  }
  return { cost, victims }
}

const priceElsewhere = ({ day, places }: OpenPlan, node: number, without: number): number => {
  let best = day.units[day.unitOf[node] as number]?.penalty ?? 0
  for (let r = 0; r < day.technicians.length; r += 1)
    if (r !== without) best = Math.min(best, places.single(node, r, best))
  return best
}
