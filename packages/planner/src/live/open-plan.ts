import { Refill } from '../anneal/refill.ts'
import type { KnownPlan } from '../answer.ts'
import { type Before, type Day, makeDay } from '../day/planning-day.ts'
import { defaultWeights, type Problem, type Weights } from '../planning-problem.ts'
import { seededRandom } from '../random.ts'
import { requireProblem } from '../read-problem.ts'
import { layOut } from '../tours/lay-out.ts'
import type { LiveTours } from '../tours/live-tours.ts'
import { UnitPlaces } from '../tours/unit-places.ts'

/** A plan laid open to questions: its day, its tours, and where units fit. */
export interface OpenPlan {
  day: Day
  tours: LiveTours
  places: UnitPlaces
}

/** Where each job of a plan stands, its crew in the order of the tours, to know later what has moved. */
export const standings = (plan: KnownPlan | undefined): Map<string, Before[]> => {
  const found = new Map<string, Before[]>()
  for (const { technicianId, stops } of plan?.tours ?? [])
    for (const { jobId, beginAt } of stops)
      found.set(jobId, [...(found.get(jobId) ?? []), { technicianId, beginAt }])
  return found
}

/**
 * Opens the plan as it is. What is in no tour yet is put in where it fits cheapest, for a job booked a moment ago takes
 * room although no plan has seen it; all but `without`, which is taken out. With `stable`, moving people counts in every
 * price that is asked: technicians and times that the plan has told them.
 */
export const openPlan = (
  problem: Problem,
  plan: KnownPlan,
  {
    without,
    weights = defaultWeights,
    stable = false,
  }: { without?: string; weights?: Weights; stable?: boolean } = {},
): OpenPlan => {
  requireProblem(problem)
  const day = makeDay(problem, weights, stable ? standings(plan) : undefined)
  const tours = layOut(day, plan)
  const places = new UnitPlaces(tours)
  const asked = day.unitOf[day.jobIndex.get(without ?? '') ?? -1] ?? -1
  if (asked >= 0 && !tours.absent.has(asked) && tours.isMovable(asked)) {
    const stood = (day.units[asked] as Day['units'][number]).nodes.map((node) => tours.tour[node] as number)
    tours.takeOut(asked)
    for (const r of new Set(stood)) tours.retime(r)
  }
  const refill = new Refill(places, seededRandom(1))
  refill.greedy(
    mostUrgentFirst(day, tours.absent).filter((unit) => unit !== asked),
    0,
  )
  return { day, tours, places }
}

/** Units in the order of their urgency. */
export const mostUrgentFirst = (day: Day, units: Iterable<number>): number[] =>
  [...units].sort((a, b) => urgency(day, a) - urgency(day, b) || a - b)

/** The weightiest and the soonest closing first. */
export const urgency = (day: Day, unit: number): number => {
  const job = day.jobs[day.jobOf[(day.units[unit] as Day['units'][number]).nodes[0] as number] ?? 0]
  return (job?.tier ?? 0) * 1e11 + (job?.windows.at(-1)?.until ?? 0)
}
