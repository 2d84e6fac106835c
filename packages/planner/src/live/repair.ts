import { anneal } from '../anneal/anneal-tours.ts'
import { Refill } from '../anneal/refill.ts'
import { Shake } from '../anneal/shake.ts'
import type { KnownPlan, Plan } from '../answer.ts'
import { makeDay } from '../day/planning-day.ts'
import { defaultWeights, type Problem, type Weights } from '../planning-problem.ts'
import { seededRandom } from '../random.ts'
import { requireProblem } from '../read-problem.ts'
import { layDown, layOut } from '../tours/lay-out.ts'
import { UnitPlaces } from '../tours/unit-places.ts'
import { writePlan } from '../write-plan.ts'
import { standings, urgency } from './open-plan.ts'

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
 * a road closed. All that still holds stays as it is; only what broke is placed anew, and only around it is searched.
 */
export const repair = (problem: Problem, present: KnownPlan, options: RepairOptions): Repair => {
  requireProblem(problem)
  const usual = options.weights ?? defaultWeights
  const weights = { ...usual, movedTechnician: usual.movedTechnician * firmness, movedTimePerSecond }
  const before = standings(present)
  const day = makeDay(problem, weights, before)
  const tours = layOut(day, present)
  const random = seededRandom(options.seed)
  const refill = new Refill(new UnitPlaces(tours), random)
  const homeless = [...tours.absent].sort((a, b) => urgency(day, a) - urgency(day, b) || a - b)
  const centres = homeless.flatMap((unit) => day.units[unit]?.nodes ?? [])
  refill.greedy(homeless, 0)
  const shake = new Shake(tours, random)
  const around = centres.length > 0 ? centres : [...Array(day.nodes).keys()]
  const { best } = anneal(tours, shake, refill, {
    random,
    progress: centres.length > 0 ? options.progress : () => 1,
    hot: 0.2,
    cold: 0.02,
    centres: around,
    onBetter: () => {},
  })
  const plan = writePlan(layDown(day, best))
  return { plan, changed: disturbances(problem, present, plan, weights.movedTimeToleranceSeconds) }
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
