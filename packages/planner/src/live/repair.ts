import { anneal } from '../anneal/anneal-tours.ts'
import { Refill } from '../anneal/refill.ts'
import { Shake } from '../anneal/shake.ts'
import type { KnownPlan, Plan } from '../answer.ts'
import { makeDay } from '../day/planning-day.ts'
import { defaultWeights, type Problem, type Weights } from '../planning-problem.ts'
import { seededRandom } from '../random.ts'
import { requireProblem } from '../read-problem.ts'
import { layDown, layOut } from '../tours/lay-out.ts'
import type { LiveTours } from '../tours/live-tours.ts'
import { UnitPlaces } from '../tours/unit-places.ts'
import { writePlan } from '../write-plan.ts'
import { delayedNodes } from './delayed-stops.ts'
import { mostUrgentFirst, standings } from './open-plan.ts'

/** What a re-plan changed for people: who comes, and when. */
export interface Disturbance {
  jobId: string
  before: { technicianId: string; beginAt: number } | null
  /** Null when it is left out now. */
  after: { technicianId: string; beginAt: number } | null
}

export interface Repair {
  plan: Plan
  /** Jobs that changed technician, or begin otherwise by more than the tolerance; nothing else was touched. */
  changed: readonly Disturbance[]
}

export interface RepairOptions {
  seed: number
  progress: () => number
  weights?: Weights
}

/** In a repair leaving one's technician weighs so many times more, and every minute of change counts. */
const firmness = 4
const movedTimePerSecond = 0.5

/**
 * Mends a plan after something has happened that the problem now tells: a technician gone or late, a job gone or longer,
 * a road closed. All that still holds stays as it is; only what lost its place or came too late is placed anew, first by
 * itself, and only around it is searched.
 */
export const repair = (problem: Problem, present: KnownPlan, options: RepairOptions): Repair => {
  requireProblem(problem)
  const usual = options.weights ?? defaultWeights
  const weights = { ...usual, movedTechnician: usual.movedTechnician * firmness, movedTimePerSecond }
  const day = makeDay(problem, weights, standings(present))
  const tours = layOut(day, present)
  const random = seededRandom(options.seed)
  const [shake, refill] = [new Shake(tours, random), new Refill(new UnitPlaces(tours), random)]
  const homeless = mostUrgentFirst(day, tours.absent)
  const delayed = delayedNodes(tours)
  refill.greedy(homeless, 0)
  placeDelayed(tours, shake, refill)
  const centres = [...homeless.flatMap((unit) => day.units[unit]?.nodes ?? []), ...delayed]
  const { best } = anneal(tours, shake, refill, {
    random,
    progress: centres.length > 0 ? options.progress : () => 1,
    hot: 0.2,
    cold: 0.02,
    centres,
    onBetter: () => {},
  })
  const plan = writePlan(layDown(day, best))
  return { plan, changed: disturbances(problem, present, plan, weights.movedTimeToleranceSeconds) }
}

/**
 * Gives each delayed unit, the most urgent first, a place that is cheaper than its own, if there is one. Who is in time
 * again because another has gone is not asked.
 */
const placeDelayed = (tours: LiveTours, shake: Shake, refill: Refill): void => {
  const { day } = tours
  const asked = new Set<number>()
  const next = (): number | undefined =>
    mostUrgentFirst(
      day,
      delayedNodes(tours).map((node) => day.unitOf[node] as number),
    ).find((unit) => !asked.has(unit))
  for (let unit = next(); unit !== undefined; unit = next()) {
    asked.add(unit)
    placeAnew(tours, shake, refill, unit)
  }
}

/** Takes a unit out, with whoever must come after it, and puts all that is out where it is cheapest; undone if not cheaper. */
const placeAnew = (tours: LiveTours, shake: Shake, refill: Refill, unit: number): void => {
  const before = tours.value
  tours.beginRound()
  for (const node of tours.day.units[unit]?.nodes ?? []) shake.release(node)
  const isDrivable = tours.touched.every((r) => tours.retime(r) < Number.POSITIVE_INFINITY)
  if (isDrivable) refill.greedy(mostUrgentFirst(tours.day, tours.absent), 0)
  if (!isDrivable || tours.value >= before - 1e-6) tours.rollBack()
}

/** Compares two plans as people see them; begins may differ by the tolerance. */
export const disturbances = (
  problem: Problem,
  before: KnownPlan,
  after: KnownPlan,
  toleranceSeconds: number,
): Disturbance[] => {
  const [was, is] = [standings(before), standings(after)]
  return problem.jobs.flatMap(({ id }): Disturbance[] => {
    const [one = null] = was.get(id) ?? []
    const [other = null] = is.get(id) ?? []
    if (!one && !other) return []
    const same = one?.technicianId === other?.technicianId
    if (one && other && same && Math.abs(one.beginAt - other.beginAt) <= toleranceSeconds) return []
    return [{ jobId: id, before: one, after: other }]
  })
}
