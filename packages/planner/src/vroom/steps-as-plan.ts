import type { KnownPlan } from '../answer.ts'
import { refuseField } from './vroom-error.ts'
import type { VroomProblem, VroomVehicle } from './vroom-problem.ts'
import { allTasks } from './vroom-to-planner.ts'

/**
 * The routes that a problem brings along in `steps`, to begin the search with; null without any. Breaks and instants are
 * passed over, and what of the routes breaks a rule is planned elsewhere. Throws `VroomError` for a task that is unknown
 * or comes twice.
 */
export const stepsAsPlan = (vroom: VroomProblem): KnownPlan | null => {
  if (vroom.vehicles.every((one) => one.steps.length === 0)) return null
  const tasks = new Map(allTasks(vroom).map((task) => [`${task.kind} ${task.id}`, task.key]))
  const taken = new Set<string>()
  return {
    tours: vroom.vehicles.map((vehicle) => ({
      technicianId: vehicle.key,
      stops: jobsOf(vehicle, tasks, taken).map((jobId) => ({ jobId, beginAt: 0, endAt: 0 })),
    })),
  }
}

const jobsOf = ({ steps }: VroomVehicle, tasks: ReadonlyMap<string, string>, taken: Set<string>): string[] =>
  steps.flatMap(({ kind, id, field }) => {
    if (kind === 'start' || kind === 'end' || kind === 'break') return []
    const key =
      tasks.get(`${kind} ${id}`) ??
      refuseField(`${field}.id`, `names ${kind} ${id}, which is not there`, `所指 ${kind} ${id} 不存在`)
    if (taken.has(key)) refuseField(`${field}.id`, `${id} comes twice`, `${id} 重复`)
    taken.add(key)
    return [key]
  })
