import type { Plan, PlanCost } from '../answer.ts'
import { sayReasons } from './reason-sentences.ts'
import { stepsOfTour } from './timed-steps.ts'
import type { AnswerRoute, ComputingTimes, Making, UnassignedTask, VroomAnswer } from './vroom-answer.ts'
import type { VroomProblem, VroomTask } from './vroom-problem.ts'
import { allTasks, type PlannerProblem } from './vroom-to-planner.ts'
import { locationOf, sumRoutes, writeRoute } from './write-route.ts'

/** Writes a plan as VROOM's answer; vehicles without a task have no route. */
export const writeVroom = (
  vroom: VroomProblem,
  planner: PlannerProblem,
  plan: Plan,
  how: { making: Making; times: ComputingTimes },
): VroomAnswer => {
  const routes = vroom.vehicles.flatMap((vehicle) => {
    const tour = plan.tours.find((one) => one.technicianId === vehicle.key)
    if (!tour || tour.stops.length === 0) return []
    return [writeRoute(vroom, vehicle, stepsOfTour(tour, planner))]
  })
  const reasons = new Map(plan.unplanned.map((one) => [one.jobId, one.reasons]))
  const left = allTasks(vroom).filter((task) => reasons.has(task.key))
  return {
    ...assemble(vroom, routes, left, how.times),
    kerbside: {
      ...how.making,
      cost: rounded(plan.cost),
      unassigned: left.map((task) => ({
        id: task.id,
        type: task.kind,
        reasons: sayReasons(reasons.get(task.key) ?? [], planner),
      })),
    },
  }
}

/** Hundredths are enough of what is a sum of shares of hours. */
const rounded = (cost: PlanCost): PlanCost => {
  const cents = (term: number): number => Math.round(term * 100) / 100
  const { total, drive, late, wait, overtime, unplanned, moved, other } = cost
  return {
    total: cents(total),
    drive: cents(drive),
    late: cents(late),
    wait: cents(wait),
    overtime: cents(overtime),
    unplanned: cents(unplanned),
    moved: cents(moved),
    other: cents(other),
  }
}

/** What answers of both modes have in common. */
export const assemble = (
  vroom: VroomProblem,
  routes: readonly AnswerRoute[],
  left: readonly VroomTask[],
  times: ComputingTimes,
): Omit<VroomAnswer, 'kerbside'> => ({
  code: 0,
  summary: {
    ...sumRoutes(vroom, routes),
    routes: routes.length,
    unassigned: left.length,
    computing_times: times,
  },
  unassigned: left.map((task) => unassigned(vroom, task)),
  routes,
})

const unassigned = (vroom: VroomProblem, task: VroomTask): UnassignedTask => ({
  id: task.id,
  type: task.kind,
  ...locationOf(vroom, task.place),
  ...(task.description === null ? {} : { description: task.description }),
})
